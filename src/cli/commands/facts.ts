import { readFacts } from '#usecases/read-facts.ts';
import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError({ de: `--${name} ist eine ganze Zahl.`, en: `--${name} is a whole number.` });
}

export const facts: Command = {
  name: 'facts',
  summary: {
    de: 'blättert durch das Protokoll, in der Reihenfolge der Aufzeichnung',
    en: 'pages through the log in the order it was written',
  },
  options: {
    after: { value: '<seq>', help: { de: 'erst hinter dieser laufenden Nummer', en: 'only behind this place in the log' } },
    limit: { value: '<n>', help: { de: 'höchstens so viele (sonst 100)', en: 'at most so many (else 100)' } },
    kind: { value: '<kind>', help: { de: 'nur diese Art, etwa lead.captured', en: 'only this kind, such as lead.captured' } },
    subject: { value: '<type:id>', help: { de: 'nur zu diesem Gegenstand', en: 'only about this subject' } },
  },
  async run(typed, context) {
    const afterSeq = wholeNumber('after', typed.option('after'));
    const limit = wholeNumber('limit', typed.option('limit'));
    const kind = typed.option('kind');
    const subject = typed.option('subject');
    const page = await readFacts(await context.ports(), await context.asker(), {
      ...(afterSeq === undefined ? {} : { afterSeq }),
      ...(limit === undefined ? {} : { limit }),
      ...(kind === undefined ? {} : { kind }),
      ...(subject === undefined ? {} : { subject }),
    });
    const rows = table(
      [
        { title: 'Nr.', cell: (fact) => String(fact.seq), align: 'right' },
        { title: context.say({ de: 'Art', en: 'Kind' }), cell: (fact) => fact.kind },
        { title: context.say({ de: 'Gegenstand', en: 'Subject' }), cell: (fact) => fact.subject },
        { title: context.say({ de: 'Zeitpunkt', en: 'Happened' }), cell: (fact) => instantText(fact.occurredAt) },
        { title: context.say({ de: 'aufgezeichnet', en: 'Recorded' }), cell: (fact) => instantText(fact.recordedAt) },
        { title: context.say({ de: 'Quelle', en: 'Source' }), cell: (fact) => fact.source },
      ],
      page.facts,
      context.say({ de: 'Hier steht kein Ereignis.', en: 'There is no event here.' }),
    );
    const more =
      page.nextAfterSeq === undefined ? '' : `\n${context.say({ de: 'weiter mit', en: 'go on with' })} --after ${page.nextAfterSeq}`;
    return {
      json: {
        facts: page.facts.map((fact) => ({ ...fact })),
        ...(page.nextAfterSeq === undefined ? {} : { nextAfterSeq: page.nextAfterSeq }),
      },
      text: rows + more,
    };
  },
};
