import qrcode from 'qrcode-generator';

/** Light modules around the code, as ISO/IEC 18004 asks for so that cameras find it. */
const QUIET_ZONE = 4;

/** A text as a picture for a camera; dark on light whatever the scheme of the page, else some apps do not read it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const side = count + 2 * QUIET_ZONE;
  const cells = Array.from({ length: count * count }, (_, index) => [Math.floor(index / count), index % count] as const);
  const dark = cells.filter(([row, column]) => code.isDark(row, column));
  const path = dark.map(([row, column]) => `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`).join('');
  return (
    <svg viewBox={`0 0 ${side} ${side}`} width={220} height={220} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
