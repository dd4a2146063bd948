import { subjectId } from '#core/facts/fact.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import type { Asker, Ports } from './ports.ts';

/** A subject by the number that the system it comes from gives it. */
export interface NamedSubject {
  readonly source: string;
  readonly type: string;
  readonly externalId: string;
}

type StoryPlace =
  /** Definitions side by side. */
  | { readonly page: 'compare'; readonly definitions: readonly string[] }
  | { readonly page: 'claim'; readonly agreement: string; readonly component: string; readonly subject: NamedSubject }
  /** The line of a statement whose occurrence begins like this. */
  | {
      readonly page: 'line';
      readonly agreement: string;
      readonly component: string;
      readonly subject: NamedSubject;
      readonly occurrence: string;
    };

/** Something the demo was made to show, and where it can be seen. */
export interface DemoStory {
  readonly id: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly place: StoryPlace;
}

/** The place of a story in one workspace. */
export type FoundPlace =
  /** Definitions side by side. */
  | { readonly page: 'compare'; readonly definitions: readonly string[] }
  | { readonly page: 'claim'; readonly agreement: string; readonly component: string; readonly subject: string }
  | { readonly page: 'line'; readonly agreement: string; readonly statement: string; readonly n: number };

export interface FoundStory extends Omit<DemoStory, 'place'> {
  readonly place: FoundPlace;
}

/**
 * The stories of a demo with the ids they have in this workspace; one whose statement is not closed leads to its claim. A workspace
 * without the contract they are about was not furnished by this version and tells none.
 */
export async function findStories(
  ports: Pick<Ports, 'statements' | 'documents'>,
  asker: Asker,
  stories: readonly DemoStory[],
): Promise<readonly FoundStory[]> {
  const known = new Set((await ports.documents.agreements(asker)).map(({ agreement }) => agreement.id));
  if (!stories.every(({ place }) => place.page === 'compare' || known.has(place.agreement))) return [];
  return Promise.all(stories.map(async (story) => ({ ...story, place: await find(ports, asker, story.place) })));
}

async function find({ statements }: Pick<Ports, 'statements'>, asker: Asker, place: StoryPlace): Promise<FoundPlace> {
  if (place.page === 'compare') return place;
  const { agreement, component } = place;
  const { source, type, externalId } = place.subject;
  const subject = subjectId(asker.workspace, source, type, externalId);
  if (place.page === 'line') {
    for (const { id } of await statements.list(asker, agreement)) {
      const lines = await statements.lines(asker, id);
      const at = lines.findIndex(
        (one) => one.component === component && one.subject === subject && one.occurrence.startsWith(place.occurrence),
      );
      if (at >= 0) return { page: 'line', agreement, statement: id, n: at };
    }
  }
  return { page: 'claim', agreement, component, subject };
}
