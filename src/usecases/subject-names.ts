import { isCommitment } from '#core/facts/personal.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { withClearTexts } from './clear-texts.ts';
import type { Asker, Ports } from './ports.ts';

/** Who stands behind a subject, as far as it is recorded and not erased. */
export interface BehindSubject {
  readonly company?: string;
  readonly person?: string;
}

/** The company behind leads, deals and orders, and for callers who may read personal values the person. */
export async function namesBehind(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  subjects: readonly string[],
  mayReadPersonal: boolean,
): Promise<ReadonlyMap<string, BehindSubject>> {
  if (subjects.length === 0) return new Map();
  const scopes = await ports.log.factsOfScopes(asker, subjects);
  const recorded = [...scopes].map(([subject, facts]) => {
    const inForce = viewAsOf(facts.map(hashed), Number.MAX_SAFE_INTEGER).map(({ fact }) => fact);
    const newest = (kind: string) => inForce.findLast((fact) => fact.kind === kind);
    return { subject, company: newest('company.recorded'), person: newest('person.recorded') };
  });
  const people = !mayReadPersonal ? [] : recorded.flatMap(({ person }) => person ?? []);
  const clear = new Map((await withClearTexts(ports, asker, people)).map((fact) => [fact.id, fact.data['name']]));
  return new Map(
    recorded.map(({ subject, company, person }) => {
      const name = person === undefined ? undefined : clear.get(person.id);
      const firm = company?.data['name'];
      return [
        subject,
        {
          ...(typeof firm === 'string' && firm !== '' ? { company: firm } : {}),
          ...(typeof name === 'string' && !isCommitment(name) && name !== '' ? { person: name } : {}),
        },
      ];
    }),
  );
}
