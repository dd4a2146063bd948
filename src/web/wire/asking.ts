import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Refusal } from '#core/kernel/result.ts';
import { type Client, createClient } from '#protocol/client.ts';
import type { AnswerOf, Endpoint, InputOf } from '#protocol/endpoint.ts';
import { type MeWire, readMe } from '#protocol/endpoints-workspaces.ts';

/** A refusal on its way to the page that shows it; queries throw it so that one place decides how it looks. */
export class RefusedAnswer extends Error {
  override readonly name = 'RefusedAnswer';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const clients = new Map<string, Client>();

/** The client of a workspace; '' for calls that need none. */
function clientOf(workspace: string): Client {
  const known = clients.get(workspace);
  if (known !== undefined) return known;
  const made = createClient({ workspace: () => (workspace === '' ? undefined : workspace) });
  clients.set(workspace, made);
  return made;
}

/** Calls an endpoint and throws its refusal, as queries and mutations want it. */
export async function ask<E extends Endpoint>(
  workspace: string,
  endpoint: E,
  input: InputOf<E>,
  signal?: AbortSignal,
): Promise<AnswerOf<E>> {
  const answer = await clientOf(workspace).call(endpoint, input, signal);
  if (!answer.ok) throw new RefusedAnswer(answer.refusal);
  return answer.value;
}

/** The same for what must arrive though the page is being left. */
export async function askOnLeaving<E extends Endpoint>(workspace: string, endpoint: E, input: InputOf<E>): Promise<AnswerOf<E>> {
  const client = createClient({ workspace: () => workspace, fetch: (url, init) => fetch(url, { ...init, keepalive: true }) });
  const answer = await client.call(endpoint, input);
  if (!answer.ok) throw new RefusedAnswer(answer.refusal);
  return answer.value;
}

/** What a page reads, by workspace, endpoint and input: the same question is asked once. */
export function asking<E extends Endpoint>(workspace: string, endpoint: E, input: InputOf<E>) {
  return queryOptions({
    queryKey: [workspace, endpoint.name, input],
    queryFn: ({ signal }) => ask(workspace, endpoint, input, signal),
  });
}

/** After a decision everything of the workspace may read differently. */
export function refreshWorkspace(queries: QueryClient, workspace: string): Promise<void> {
  return queries.invalidateQueries({ queryKey: [workspace] });
}

export const me = asking('', readMe, {});
export type Membership = MeWire['memberships'][number];
