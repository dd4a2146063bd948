import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { CheckNumber } from '../ui/marks.tsx';

/** The last lines on paper: both sides at the same height, and the number that both sign. */
export function SignatureBlocks({ agreement }: { readonly agreement: AgreementWire }) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  return (
    <section className="signature-blocks" aria-labelledby="signatures">
      <h2 id="signatures">{texts.signatures}</h2>
      <p>
        {texts.bothSame} <CheckNumber hash={agreement.hash} />
      </p>
      <div className="signature-blocks__sides">
        <Side agreement={agreement} side="payer" />
        <Side agreement={agreement} side="payee" />
      </div>
      <p className="small">
        {texts.fullNumber}: <span className="mono signature-blocks__hash">{agreement.hash}</span>
      </p>
    </section>
  );
}

function Side({ agreement, side }: { readonly agreement: AgreementWire; readonly side: 'payer' | 'payee' }) {
  const { words, format } = useSpeech();
  const texts = words.newAgreement;
  const party = agreement[side];
  const signature = agreement.signatures.find((one) => one.party === party.key);
  return (
    <div>
      <span className="faint">{words.agreement[side]}</span>
      <strong>{party.name}</strong>
      <span className="signature-blocks__line">
        {signature === undefined ? '' : texts.signedDigitally(format.day(signature.signedAt, agreement.timeZone), signature.person)}
      </span>
      <span className="small faint">
        {texts.placeDate}, {texts.signature}
      </span>
    </div>
  );
}
