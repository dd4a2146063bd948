import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { expect, onTestFinished } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import type { Role, Scope } from '#core/kernel/permissions.ts';
import { sessionSecret } from '#main/access/access-store.ts';
import { openOn, type Product } from '#main/wiring.ts';
import { endpoints } from '#protocol/registry.ts';
import type { FactProofWire, FactWire, WorkspaceWire } from '#protocol/wire.ts';
import { createApiKey } from '#usecases/create-api-key.ts';
import { createSignInLink, inviteMember } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import type { Workspace } from '#usecases/ports.ts';
import { embeddedServer } from '../../../test/database.ts';
import { createApp } from '../app.ts';
import { openSessions } from '../people-sessions.ts';

const publicUrl = 'http://belegbar.test';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
}

/** The members of answers that tests look into; each test says which of them it expects. */
export interface AnswerBody {
  readonly code: string;
  readonly answers: readonly { readonly status: string; readonly code?: string; readonly id: string; readonly seq: number }[];
  readonly facts: readonly FactWire[];
  readonly nextAfterSeq?: number;
  readonly nextBeforeSeq?: number;
  readonly proof: FactProofWire;
  readonly origin: { readonly source: string; readonly externalId?: string };
  readonly workspaces: readonly WorkspaceWire[];
  readonly members: readonly { readonly name: string; readonly role: string }[];
  readonly keys: readonly unknown[];
  readonly key: { readonly id: string };
  readonly secret: string;
  readonly link: string;
  readonly imports: readonly { readonly id: string; readonly state: string }[];
  readonly importId: string;
  readonly hash: string;
  readonly statementId: string;
  readonly lines: readonly { readonly n: number; readonly key: string }[];
  readonly claims: readonly { readonly component: string; readonly subject: string; readonly state: string }[];
}

export interface TestApi {
  readonly product: Product;
  readonly app: Hono;
  readonly workspace: Workspace;
  readonly failures: readonly unknown[];
  /** A key of the workspace with these scopes; every scope if none is named. */
  key(scopes?: readonly Scope[], workspace?: Workspace): Promise<string>;
  newWorkspace(slug: string): Promise<Workspace>;
  /** The token of a fresh one-time link. */
  linkFor(email: string, role: Role, party?: string, agreements?: readonly string[]): Promise<string>;
  /** Signs in with a one-time link; the cookie a browser would send. */
  cookieFor(email: string, role: Role, party?: string, agreements?: readonly string[]): Promise<string>;
  /** Signs in somebody who is known already. */
  cookieOf(email: string): Promise<string>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
}

export interface CallOptions {
  readonly key?: string;
  readonly cookie?: string;
  readonly workspace?: string;
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | FormData | ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The HTTP interface on a database of its own, with one workspace. */
export async function testApi(): Promise<TestApi> {
  const product = await openOn(await embeddedServer.database(), () => publicUrl);
  onTestFinished(() => product.close());
  const uploadDir = mkdtempSync(join(tmpdir(), 'belegbar-test-'));
  onTestFinished(() => rmSync(uploadDir, { recursive: true, force: true }));
  const { ports, access, importing, personal, backups, demo, holidays, accessPool } = product;
  const failures: unknown[] = [];
  const sessions = openSessions({ database: accessPool, secret: await sessionSecret(accessPool), access, publicUrl });
  const app = createApp({
    ports,
    importing,
    personal,
    backups,
    demo,
    holidays,
    access,
    sessions,
    publicUrl,
    version: '1.2.3',
    uploadDir,
    onFailure: (failure) => failures.push(failure.error),
  });
  const newWorkspace = async (slug: string) => {
    const owner = { email: `owner@${slug}.test`, name: 'Olga Owner' };
    const made = await createWorkspace(ports, access, {
      slug,
      name: slug,
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      purpose: 'test',
      owner,
    });
    return present(made.ok ? made.value.workspace : undefined, 'workspace');
  };
  const workspace = await newWorkspace('acme');
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const response = await app.request(path, requestOf(method, options));
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const body = isJson ? JSON.parse(text) : text;
    if (response.ok) checkAnswer(method, path, body);
    return { status: response.status, headers: response.headers, body };
  };
  const linkFor = async (email: string, role: Role, party?: string, agreements: readonly string[] = []) => {
    const invitation = { email, name: email.split('@')[0] ?? email, role, agreements, ...(party === undefined ? {} : { party }) };
    const link = await inviteMember(access, ports.clock, workspace.id, invitation);
    return present(link.ok ? link.value.token : undefined, 'link');
  };
  return {
    product,
    app,
    workspace,
    failures,
    newWorkspace,
    call,
    linkFor,
    async key(scopes = ['facts:write', 'facts:read', 'claims', 'settle', 'admin'], of = workspace) {
      return (await createApiKey(access, { workspace: of.id, actor: 'system' }, of, { name: 'test', scopes })).secret;
    },
    async cookieOf(email) {
      const link = await createSignInLink(access, ports.clock, email);
      return cookieIn(await call('POST', '/api/session', { body: { token: present(link.ok ? link.value.token : undefined, 'link') } }));
    },
    async cookieFor(email, role, party, agreements) {
      const answer = await call('POST', '/api/session', { body: { token: await linkFor(email, role, party, agreements) } });
      return cookieIn(answer);
    },
  };
}

/** Every answer is what its endpoint promises: all members that are described, of the described form, and no others. */
function checkAnswer(method: string, path: string, body: unknown): void {
  const called = path.split('?')[0] ?? '';
  const endpoint = endpoints.find(
    (one) => one.method === method && new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(called),
  );
  if (endpoint?.response.type !== 'json' || typeof body === 'string') return;
  expect(endpoint.response.schema.parse(body), `${method} ${path}`).toEqual(body);
}

/** What a browser would send back after this answer. */
export function cookieIn({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}

function requestOf(method: string, { key, cookie, workspace, body, raw, headers }: CallOptions): RequestInit {
  return {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      // A browser states the origin of every write.
      ...(cookie === undefined ? {} : { cookie, origin: publicUrl }),
      ...(workspace === undefined ? {} : { 'x-workspace': workspace }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(raw === undefined ? {} : { body: raw, duplex: 'half' }),
  };
}

export function leadCaptured(externalId: string, source = 'crm') {
  return {
    kind: 'lead.captured',
    subject: { type: 'lead', externalId },
    occurredAt: '2026-03-01T09:00:00Z',
    source,
    externalId,
    data: { source: 'paid_search' },
  };
}
