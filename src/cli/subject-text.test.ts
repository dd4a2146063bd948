import { expect, test } from 'vitest';
import { subjectText } from './subject-text.ts';

test.each([
  { subject: 'deal:0f2b7c1d-aaaa-8bbb-8ccc-ddddeeeeffff', externalId: 'D-0017', de: 'Geschäft D-0017', en: 'Deal D-0017' },
  { subject: 'lead:0f2b7c1d-aaaa-8bbb-8ccc-ddddeeeeffff', de: 'Lead 0f2b7c1d', en: 'Lead 0f2b7c1d' },
  { subject: 'milestone:shop-partner.concept', de: 'Meilenstein concept', en: 'Milestone concept' },
])('a claim about $subject is called $de', ({ de, en, ...claim }) => {
  expect(subjectText(claim)).toEqual({ de, en });
});
