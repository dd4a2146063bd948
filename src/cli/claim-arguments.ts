import type { Argument, Typed } from './command.ts';

/** How a claim is named wherever one is decided. */
export const claimArguments: readonly Argument[] = [
  { name: 'agreement', help: { de: 'Kennung des Vertrags', en: 'id of the agreement' } },
  { name: 'component', help: { de: 'Bestandteil des Vertrags', en: 'component of the agreement' } },
  { name: 'subject', help: { de: 'Gegenstand des Anspruchs, wie in `claims`', en: 'subject of the claim, as in `claims`' } },
];

export function claimNamed(typed: Typed) {
  return { agreementId: typed.argument('agreement'), component: typed.argument('component'), subject: typed.argument('subject') };
}

/** Comment and evidence, where given. */
export function groundsOf(typed: Typed): { readonly comment?: string; readonly evidence?: string } {
  const comment = typed.option('comment');
  const evidence = typed.option('evidence');
  return { ...(comment === undefined ? {} : { comment }), ...(evidence === undefined ? {} : { evidence }) };
}
