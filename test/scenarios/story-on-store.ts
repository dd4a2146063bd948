import { definitionHash } from '#core/definitions/definition.ts';
import type { Fact, FactDraft } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { draftThreads } from '#main/draft-threads.ts';
import type { Store } from '#store/store.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { newWorkspace, type TestServer, testStore } from '../database.ts';
import { documentsOf, instantIn, knownDefinitions, type Story } from './story.ts';
import { factsOf } from './story-facts.ts';

/** A story as it went in a workspace of its own, up to the end that was asked for. */
export interface PlayedStory {
  readonly ports: Ports;
  readonly asker: Asker;
  readonly agreementId: string;
  /** The closed statements, the first one first. */
  readonly statementIds: readonly string[];
  /** What the story calls a fact of the log: by its name, or by its kind if it has none. */
  readonly nameOf: (id: string) => string;
}

/** Plays stories on a store whose clock goes along with them: each fact is recorded and each statement closed when it is told to be. */
export async function storyStage(server?: TestServer): Promise<(story: Story) => Promise<PlayedStory>> {
  const time = { now: '2020-01-01T00:00:00.000Z' };
  const clock = { now: () => time.now };
  const { store } = await testStore(server, { clock });
  const ports: Ports = { ...store, clock, drafts: draftThreads };
  return (story) => play(story, ports, store, (at) => (time.now = at));
}

async function play(story: Story, ports: Ports, store: Store, setClock: (at: IsoInstant) => void): Promise<PlayedStory> {
  const documents = valueOrThrow(documentsOf(story));
  const first = present(documents[0], 'first version');
  const facts = factsOf(story, documents);
  const instant = instantIn(first.timeZone);
  setClock(present(facts[0], 'fact').recordedAt);
  const asker = await newWorkspace(store);
  await storeDocuments(ports, asker, documents, present(facts[0], 'fact').recordedAt);
  const ids = new Map<string, string>();
  const statementIds: string[] = [];
  const steps = [
    ...facts.map((fact) => ({ at: fact.recordedAt, run: () => append(ports, asker, facts, fact, ids) })),
    ...(story.statements ?? []).map(({ through, asOf }) => ({
      at: instant(asOf),
      run: async () => {
        const settled = valueOrThrow(await settleAgreement(ports, asker, { agreementId: first.id, through, asOf: instant(asOf) }));
        statementIds.push(present(settled.statementId, 'closed statement'));
      },
    })),
  ];
  for (const { at, run } of steps.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))) {
    setClock(at);
    await run();
  }
  const names = new Map(
    facts.map(({ id, externalId, kind }) => [ids.get(id), externalId === undefined || /^\d+$/.test(externalId) ? kind : externalId]),
  );
  return { ports, asker, agreementId: first.id, statementIds, nameOf: (id) => present(names.get(id), id) };
}

async function storeDocuments(ports: Ports, asker: Asker, documents: readonly Agreement[], at: IsoInstant): Promise<void> {
  const bound = new Set(documents.flatMap(({ definitions }) => definitions.map(({ hash }) => hash)));
  for (const definition of knownDefinitions.filter((known) => bound.has(definitionHash(known)))) {
    await ports.documents.saveDefinition(asker, { definition, hash: definitionHash(definition), adoptedAt: at });
  }
  for (const agreement of documents) {
    const text = JSON.stringify(agreement);
    await ports.documents.saveAgreement(asker, { agreement, hash: agreementHash(agreement), text, proposedAt: at });
  }
}

/** A story numbers its facts; the log derives their ids of what the system calls them, which a correction shares with what it corrects. */
async function append(ports: Ports, asker: Asker, facts: readonly Fact[], fact: Fact, ids: Map<string, string>): Promise<void> {
  const { kind, version, occurredAt, source, revision, actor } = fact;
  const target = typeof fact.data['fact'] === 'string' ? ids.get(fact.data['fact']) : undefined;
  const draft: FactDraft = {
    kind,
    version,
    occurredAt,
    source,
    revision,
    actor,
    subject: target === undefined ? fact.subject : `fact:${target}`,
    externalId: present(rootOf(facts, fact).externalId, 'name'),
    data: target === undefined ? fact.data : { ...fact.data, fact: target },
  };
  const [answer] = await ports.log.append(asker, [draft]);
  if (answer?.status !== 'recorded') throw new Error(`${kind} ${fact.subject}: ${JSON.stringify(answer)}`);
  ids.set(fact.id, answer.id);
}

function rootOf(facts: readonly Fact[], fact: Fact): Fact {
  const corrected = facts.find(({ id }) => id === fact.supersedes);
  return corrected === undefined ? fact : rootOf(facts, corrected);
}
