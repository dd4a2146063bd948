import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { FactAnswerWire, FactDraftWire } from '#protocol/endpoints-facts.ts';

export interface Door {
  readonly url: string;
  readonly workspace: string;
  readonly apiKey: string;
}

/** What was sent, and what the product has said about it before it died. */
export interface SentFact {
  readonly draft: FactDraftWire;
  answer?: FactAnswerWire;
}

const PAUSE_MS = 4;

/** Sends facts in every way there is, until told to stop or until nobody answers any more. */
export class Senders {
  readonly sent: SentFact[] = [];
  readonly #door: Door;
  readonly #round: string;
  #stopped = false;
  readonly #running: Promise<void>[];

  constructor(door: Door, round: string) {
    this.#door = door;
    this.#round = round;
    this.#running = [this.#postOneByOne('a'), this.#postOneByOne('b'), this.#postBatches('c'), this.#stream('d')];
  }

  get acknowledgedCount(): number {
    return this.sent.filter(({ answer }) => answer !== undefined).length;
  }

  /** Resolves when every way of sending has had answers. */
  async areUnderWay(): Promise<void> {
    const answered = () => new Set(this.sent.flatMap(({ draft, answer }) => (answer === undefined ? [] : [draft.data['source']])));
    for (let waitedMs = 0; answered().size < this.#running.length && waitedMs < 20_000; waitedMs += 10) await delay(10);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  #next(sender: string, number: number): SentFact {
    const externalId = `${this.#round}-${sender}-${number}`;
    const fact: SentFact = {
      draft: {
        kind: 'lead.captured',
        subject: { type: 'lead', externalId },
        occurredAt: new Date().toISOString(),
        source: 'web',
        externalId,
        data: { source: sender, landingPage: `/page/${number}` },
      },
    };
    this.sent.push(fact);
    return fact;
  }

  async #postOneByOne(sender: string): Promise<void> {
    for (let number = 0; !this.#stopped; number += 1) {
      const fact = this.#next(sender, number);
      if (!(await post(this.#door, [fact], fact.draft))) return;
      await delay(PAUSE_MS);
    }
  }

  async #postBatches(sender: string): Promise<void> {
    for (let number = 0; !this.#stopped; number += 7) {
      const facts = Array.from({ length: 7 }, (_, index) => this.#next(sender, number + index));
      if (!(await post(this.#door, facts, { facts: facts.map(({ draft }) => draft) }))) return;
      await delay(PAUSE_MS * 5);
    }
  }

  /** One long request; the answers come while it is still being sent, one line per fact and in order. */
  async #stream(sender: string): Promise<void> {
    const sent: SentFact[] = [];
    const outgoing = request(`${this.#door.url}/api/facts`, {
      method: 'POST',
      headers: { ...headersOf(this.#door), 'content-type': 'application/x-ndjson' },
    });
    let isBroken = false;
    const ended = new Promise<void>((resolve) => {
      const broken = () => {
        isBroken = true;
        resolve();
      };
      outgoing.on('error', broken);
      outgoing.on('response', (incoming) => {
        incoming.on('error', broken);
        let place = 0;
        const lines = createInterface({ input: incoming });
        lines.on('line', (line) => {
          const fact = sent[place];
          place += 1;
          const answer = parsed(line);
          if (fact !== undefined && answer !== undefined) fact.answer = answer;
        });
        lines.on('error', broken);
        lines.on('close', resolve);
      });
    });
    for (let number = 0; !this.#stopped && !isBroken; number += 1) {
      const fact = this.#next(sender, number);
      sent.push(fact);
      outgoing.write(`${JSON.stringify(fact.draft)}\n`);
      await delay(PAUSE_MS);
    }
    if (!isBroken) outgoing.end();
    await ended;
  }
}

/** A last line may be cut off by the crash: it is no answer then. */
function parsed(line: string): FactAnswerWire | undefined {
  try {
    const answer = JSON.parse(line);
    // A stream that fails while it runs says so in its last line, which is about no single fact.
    return answer.status === 'refused' ? undefined : answer;
  } catch {
    return undefined;
  }
}

function headersOf({ apiKey, workspace }: Door) {
  return { authorization: `Bearer ${apiKey}`, 'x-workspace': workspace };
}

/** Notes the answers; false if there were none. */
async function post(door: Door, facts: readonly SentFact[], body: object): Promise<boolean> {
  try {
    const headers = { ...headersOf(door), 'content-type': 'application/json' };
    const response = await fetch(`${door.url}/api/facts`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) return false;
    const { answers } = (await response.json()) as { answers: FactAnswerWire[] };
    for (const [place, answer] of answers.entries()) {
      const fact = facts[place];
      if (fact !== undefined) fact.answer = answer;
    }
    return true;
  } catch {
    return false;
  }
}

/** Sends everything once more, as a sender does that heard no answer; the new answers in order. */
export async function sendAgain(door: Door, sent: readonly SentFact[]): Promise<readonly (FactAnswerWire | undefined)[]> {
  const again: SentFact[] = sent.map(({ draft }) => ({ draft }));
  for (let start = 0; start < again.length; start += 500) {
    const some = again.slice(start, start + 500);
    if (!(await post(door, some, { facts: some.map(({ draft }) => draft) }))) throw new Error('facts sent again were not answered');
  }
  return again.map(({ answer }) => answer);
}
