import { useQuery } from '@tanstack/react-query';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { beforeClosing } from '#protocol/endpoints-determinations.ts';
import { agreementIn } from '../agreement/document.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

interface Props {
  readonly agreement: AgreementWire;
  readonly claim: { readonly component: string; readonly subject: string };
}

/** The key under which agreements list the reason for what is claimed twice. */
const DUPLICATE = 'duplicate';

/**
 * Says before somebody rejects that another agreement claims the same, and whether this one names a reason for it. A reason that both
 * sides did not sign is no reason: then an objection is the way.
 */
export function ClaimedElsewhere({ agreement, claim }: Props) {
  const { words, format, language } = useSpeech();
  const texts = words.overlaps;
  const here = useHere();
  const asked = useQuery({
    ...asking(here.slug, beforeClosing, { params: { id: agreement.id } }),
    enabled: here.may('statements.read'),
  });
  const found = asked.data?.claimedElsewhere.find(({ component, subject }) => component === claim.component && subject === claim.subject);
  if (found === undefined) return null;
  const where = found.others?.map((one) => `${one.title[language]} (${format.money(one.amountMinor, one.currency)})`) ?? [];
  const reason = agreementIn(agreement.document).review.reasons.find(({ key }) => key === DUPLICATE);
  return (
    <p role="status">
      {where.length === 0 ? texts.elsewhereHidden : texts.elsewhere(format.list(where))}{' '}
      {reason === undefined ? texts.noReason : texts.chooseReason(reason.label[language])}
    </p>
  );
}
