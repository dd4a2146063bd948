import { RecomputeDesk } from '../recompute/recompute-desk.tsx';
import { OpenFrame } from '../shell/frame.tsx';

export function RecomputePage() {
  return (
    <OpenFrame>
      <RecomputeDesk />
    </OpenFrame>
  );
}
