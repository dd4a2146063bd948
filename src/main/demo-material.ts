import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '#core/kernel/assert.ts';
import { addDays, type IsoDay } from '#core/kernel/instant.ts';
import type { DemoMaterial, DemoPerson } from '#usecases/furnish-demo.ts';
import { closingsOf, type DemoCalendar, daysLater, instantOf } from './demo/calendar.ts';
import { demoCompany } from './demo/company.ts';
import { sellers } from './demo/names.ts';
import type { Table } from './demo/tables.ts';

const folder = join(import.meta.dirname, '..', '..', 'examples', 'kessler');
const written = (name: string) => readFileSync(join(folder, name), 'utf8');

/** Which tables each mapping reads. */
const imports = {
  'anfragen.mapping.yaml': ['anfragen.csv', 'termine.csv'],
  'kontakte.mapping.yaml': ['kontakte.csv'],
  'abschluesse.mapping.yaml': ['abschluesse.csv', 'bestellungen.csv'],
  'zahlungen.mapping.yaml': ['zahlungen.csv'],
  'werbekosten.mapping.yaml': ['werbekosten.csv'],
} as const;

/** One owner, two in marketing, four who sell; the agency, the works council and an auditor. */
const people: readonly DemoPerson[] = [
  { key: 'leitung', name: 'Ruth Kessler', role: 'owner' },
  { key: 'marketing', name: 'Jana Petersen', role: 'marketing' },
  { key: 'kampagnen', name: 'Felix Oswald', role: 'marketing' },
  ...sellers.map((name, index): DemoPerson => ({ key: index === 0 ? 'vertrieb' : `vertrieb${index + 1}`, name, role: 'sales' })),
  { key: 'agentur', name: 'Ole Harms', role: 'partner', party: 'nordlicht' },
  { key: 'betriebsrat', name: 'Petra Lang', role: 'works_council' },
  { key: 'pruefung', name: 'Dr. Amelie Roth', role: 'auditor' },
];

/** The made-up company as it stands on a day, with the mappings, the definition and the contract of examples/kessler. */
export function demoMaterial(today: IsoDay): DemoMaterial {
  const { calendar, tables, stories, course } = demoCompany(today);
  const { payer, payee } = calendar.signedAt;
  return {
    imports: Object.entries(imports).map(([mapping, names]) => ({
      mapping: written(mapping),
      files: names.map((name) =>
        fileOf(
          present(
            tables.find((table) => table.name === name),
            name,
          ),
        ),
      ),
    })),
    definitions: {
      on: instantOf(daysLater(payer, -2)),
      templates: ['qualified-lead-bant'],
      own: [written('zielkunde.definition.yaml')],
    },
    agreement: { text: movedTo(calendar, written('nordlicht.agreement.yaml')), proposedAt: instantOf(daysLater(payer, -1)) },
    signatures: [
      { party: 'kessler', person: 'Ruth Kessler', on: instantOf(payer) },
      { party: 'nordlicht', person: 'Ole Harms', on: instantOf(payee) },
    ],
    course: (subjectOf) =>
      course({ lead: (number) => subjectOf('crm', 'lead', number), order: (number) => subjectOf('erp', 'order', number) }),
    closings: closingsOf(calendar),
    people,
    stories,
  };
}

function fileOf({ name, text }: Table) {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    async *open() {
      yield bytes;
    },
  };
}

/** The written contract with its term begun on the first of the demo's months. */
function movedTo({ months, signedAt }: DemoCalendar, text: string): string {
  const first = `${months[0]}-01`;
  const last = addDays(Temporal.PlainDate.from(first).add({ years: 2 }).toString(), -1);
  return text
    .replace(/^term: .*$/m, `term: { from: ${first}, to: ${last} }`)
    .replace(/^(processing: .*), on: [\d-]+ \}$/m, `$1, on: ${signedAt.payer.slice(0, 10)} }`);
}
