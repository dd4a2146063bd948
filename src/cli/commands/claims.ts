import { valueOrThrow } from '#core/kernel/result.ts';
import type { ClaimState, ClaimView } from '#usecases/claim-view.ts';
import { listClaims } from '#usecases/list-claims.ts';
import { readAgreement } from '#usecases/read-agreement.ts';
import type { Command } from '../command.ts';
import { countText, instantText, moneyText } from '../format.ts';
import type { Bilingual } from '../language.ts';
import { componentText, subjectText } from '../subject-text.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

const states: Readonly<Record<ClaimState, Bilingual>> = {
  under_review: { de: 'in Prüfung', en: 'under review' },
  counted: { de: 'gezählt', en: 'counted' },
  rejected: { de: 'abgelehnt', en: 'rejected' },
  disputed: { de: 'Einwand', en: 'disputed' },
  outside_terms: { de: 'außerhalb der Bedingungen', en: 'outside terms' },
};

const CLAIMS_SHOWN = 50;

function isState(text: string): text is ClaimState {
  return text in states;
}

function stateOf(text: string | undefined): ClaimState | undefined {
  if (text === undefined || isState(text)) return text;
  const known = Object.keys(states).join(', ');
  throw new UsageError({ de: `--state ist eines von: ${known}`, en: `--state is one of: ${known}` });
}

function claimJson(claim: ClaimView) {
  const { netMinor, ...rest } = claim;
  return { ...rest, ...(netMinor === undefined ? {} : { netMinor: String(netMinor) }) };
}

export const claims: Command = {
  name: 'claims',
  summary: {
    de: 'zeigt die Ansprüche eines Vertrags, auch abgelehnte und solche ohne Zahlung',
    en: 'shows the claims of an agreement, rejected and unpaid ones too',
  },
  arguments: [{ name: 'agreement', help: { de: 'Kennung des Vertrags', en: 'id of the agreement' } }],
  options: {
    state: {
      value: '<state>',
      help: { de: `nur diese: ${Object.keys(states).join(', ')}`, en: `only these: ${Object.keys(states).join(', ')}` },
    },
  },
  async run(typed, context) {
    const agreementId = typed.argument('agreement');
    const state = stateOf(typed.option('state'));
    const [ports, asker] = [await context.ports(), await context.asker()];
    const { newest } = valueOrThrow(await readAgreement(ports, asker, agreementId));
    const { agreement } = newest.stored;
    const { currency } = agreement;
    context.progress.show(context.say({ de: 'Ansprüche werden festgestellt …', en: 'Determining claims …' }));
    const all = { agreementId, limit: Number.MAX_SAFE_INTEGER, ...(state === undefined ? {} : { state }) };
    const page = valueOrThrow(await listClaims(ports, asker, all));
    const count = (value: number) => countText(value, context.language);
    const rows = table(
      [
        {
          title: context.say({ de: 'Bestandteil', en: 'Component' }),
          cell: (claim) => context.say(componentText(agreement, claim.component)),
        },
        { title: context.say({ de: 'Anspruch', en: 'Claim' }), cell: (claim) => context.say(subjectText(claim)) },
        { title: context.say({ de: 'Stand', en: 'State' }), cell: (claim) => context.say(states[claim.state]) },
        { title: context.say({ de: 'Ergebnis am', en: 'Result' }), cell: (claim) => instantText(claim.resultAt) },
        {
          title: context.say({ de: 'netto', en: 'Net' }),
          cell: (claim) => (claim.netMinor === undefined ? '' : moneyText(claim.netMinor, currency, context.language)),
          align: 'right',
        },
        { title: context.say({ de: 'Prüffrist bis', en: 'Review until' }), cell: (claim) => instantText(claim.reviewUntil) },
        { title: context.say({ de: 'in Befehlen', en: 'In commands' }), cell: (claim) => `${claim.component} ${claim.subject}` },
      ],
      page.claims.slice(0, CLAIMS_SHOWN),
      context.say({ de: 'Es gibt noch keinen Anspruch.', en: 'There is no claim yet.' }),
    );
    const left = page.claims.length - CLAIMS_SHOWN;
    const more =
      left > 0
        ? [context.say({ de: `… und ${count(left)} weitere; --json zeigt alle`, en: `… and ${count(left)} more; --json shows all` })]
        : [];
    const counts = Object.entries(page.counts).flatMap(([name, value]) =>
      value > 0 && isState(name) ? [`${context.say(states[name])}: ${count(value)}`] : [],
    );
    return {
      json: { agreementId, currency, counts: { ...page.counts }, claims: page.claims.map(claimJson) },
      text: [rows, ...more, ...(counts.length === 0 ? [] : ['', counts.join(', ')])].join('\n'),
    };
  },
};
