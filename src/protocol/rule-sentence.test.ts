import { describe, expect, it } from 'vitest';
import { readCondition } from '#core/definitions/sentence/read-condition.ts';
import { records, variablesOf } from '#core/definitions/snapshot-shape.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { plainSentence, ruleSentence, ruleWords } from './rule-sentence.ts';

const inWords = (language: 'de' | 'en') =>
  Object.fromEntries(
    definitionTemplates.map((one) => [
      one.key,
      plainSentence(ruleSentence(valueOrThrow(readCondition(one)), language, one.parameters), true),
    ]),
  );

describe('The rules of the templates as sentences', () => {
  it('read in German as people say them', () => {
    expect(inWords('de')).toEqual({
      'qualified-lead-three-a':
        'Mindestens **3** der folgenden treffen zu (**Budget** hat die Note **A**; **Entscheidung** hat die Note **A**; **Bedarf** hat die Note **A**; **Zeitplan** hat die Note **A**), und mindestens **4** der folgenden treffen zu (**Budget** hat die Note **A oder B**; **Entscheidung** hat die Note **A oder B**; **Bedarf** hat die Note **A oder B**; **Zeitplan** hat die Note **A oder B**)',
      'qualified-lead-bant':
        'Mindestens **3** der folgenden treffen zu (Budget hat die Note **A oder B**; Entscheidung hat die Note **A oder B**; Bedarf hat die Note **A oder B**; Zeitplan hat die Note **A oder B**), und mindestens **2** Kontakte aus **Preisseite, Webinar, Vorführung, Download**',
      'qualified-lead-icp':
        'Die Zahl der Beschäftigten ist mindestens **1.200**, und die Branche des Unternehmens ist **Maschinenbau**, und Bedarf hat die Note **A oder B**, und es gibt einen Termin, für den gilt: der Termin ist nicht abgesagt',
      'appointment-held': 'Der Ausgang des Termins ist **stattgefunden**',
      'deal-won': 'Das Geschäft ist gewonnen',
      'order-placed': 'Der Nettowert der Bestellung (in Cent) ist mindestens **1**',
      'order-paid': 'Die Bestellung ist bezahlt',
      'milestone-evidenced': 'Der Meilenstein ist nachgewiesen',
      'qualified-lead-interest': 'Es gibt mindestens **2** Kontakte',
      'qualified-lead-target-customer':
        'Die Zahl der Beschäftigten ist mindestens **50**, und es gibt einen Termin, für den gilt: der Termin ist nicht abgesagt',
      'qualified-lead-offer':
        'Es gibt ein Geschäft, für das gilt: mindestens eines trifft zu (die Phase des Geschäfts ist **Angebot**; oder das Geschäft ist gewonnen)',
      'qualified-lead-won': 'Es gibt ein Geschäft, für das gilt: das Geschäft ist gewonnen',
    });
  });

  it('read in English as people say them', () => {
    expect(inWords('en')).toEqual({
      'qualified-lead-three-a':
        'At least **3** of the following hold (**budget** is graded **A**; **authority** is graded **A**; **need** is graded **A**; **timeline** is graded **A**), and at least **4** of the following hold (**budget** is graded **A or B**; **authority** is graded **A or B**; **need** is graded **A or B**; **timeline** is graded **A or B**)',
      'qualified-lead-bant':
        'At least **3** of the following hold (budget is graded **A or B**; authority is graded **A or B**; need is graded **A or B**; timeline is graded **A or B**), and at least **2** touches among **pricing page, webinar, demo, download**',
      'qualified-lead-icp':
        'The number of employees is at least **1,200**, and the industry of the company is **mechanical engineering**, and need is graded **A or B**, and there is an appointment for which holds: the appointment is not cancelled',
      'appointment-held': 'The outcome of the appointment is **held**',
      'deal-won': 'The deal is won',
      'order-placed': 'The net value of the order (in cents) is at least **1**',
      'order-paid': 'The order is paid',
      'milestone-evidenced': 'The milestone is evidenced',
      'qualified-lead-interest': 'There are at least **2** touches',
      'qualified-lead-target-customer':
        'The number of employees is at least **50**, and there is an appointment for which holds: the appointment is not cancelled',
      'qualified-lead-offer':
        'There is a deal for which holds: at least one of the following holds (the stage of the deal is **offer**; or the deal is won)',
      'qualified-lead-won': 'There is a deal for which holds: the deal is won',
    });
  });
});

describe('Other rules as sentences', () => {
  const told = (rule: string, language: 'de' | 'en' = 'de') => {
    const read = readCondition({ key: 'x', subject: 'lead', rule, parameters: { least: 1, open: true } });
    return plainSentence(ruleSentence(valueOrThrow(read), language, { least: 1, open: true }), true);
  };

  it.each([
    ['touched("demo") >= parameters.least', 'Mindestens **1** Kontakt aus **Vorführung**'],
    [
      '!(lead.rejected || lead.rating < 3)',
      'Keines der folgenden trifft zu: der Lead ist abgelehnt; die Bewertung des Leads ist kleiner als **3**',
    ],
    ['answered.region && !has(company.name)', 'Die Frage „region“ ist beantwortet, und der Name des Unternehmens ist nicht bekannt'],
    ['!(lead.source in ["messe", "web"])', 'Die Quelle des Leads ist weder **messe noch web**'],
    ['lead.capturedAt < timestamp("2026-03-04T09:00:00Z")', 'Der Eingang des Leads liegt vor dem **04.03.2026, 09:00 UTC**'],
    [
      'size(deals.filter(d, d.won && d.amountMinor > 5)) > 1',
      'Es gibt mehr als **1** Geschäft, jeweils gilt: das Geschäft ist gewonnen; und der Wert des Geschäfts (in Cent) ist größer als **5**',
    ],
    [
      'lead.rejected || lead.rating * 2 > 4',
      'Mindestens eines trifft zu: der Lead ist abgelehnt; oder wie geschrieben: lead.rating * 2 > 4',
    ],
    [
      'grades.fit <= "B" && answers.size == 3',
      'Die Note für Passung steht im Alphabet nicht nach **B**, und die Angabe „size“ ist genau **3**',
    ],
  ])('%s', (rule, sentence) => {
    expect(told(rule)).toBe(sentence);
  });

  it('every field of every record a rule can see has its own word in both languages', () => {
    for (const language of ['de', 'en'] as const) {
      const own = ruleWords(language);
      const names: string[] = [];
      for (const [record, fields] of Object.entries(records)) {
        for (const [field, type] of Object.entries(fields)) {
          const table: Readonly<Record<string, Readonly<Record<string, unknown>>>> = own.fields;
          const word = table[record]?.[field];
          const expected =
            type === 'bool' ? { name: expect.any(String), yes: expect.any(String), no: expect.any(String) } : expect.any(String);
          expect([language, record, field, word]).toEqual([language, record, field, expected]);
          names.push(JSON.stringify(word));
        }
      }
      expect(new Set(names).size).toBe(names.length);
      const variables = new Set(Object.values(variablesOf).flatMap((shapes) => Object.entries(shapes)));
      for (const [variable, shape] of variables) {
        if (shape.kind === 'list') expect(Object.keys(own.lists)).toContain(variable);
        else expect(Object.keys(own.records)).toContain(shape.kind === 'counts' ? 'touches' : variable);
      }
    }
  });
});
