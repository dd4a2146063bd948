import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { AnswerOf, Endpoint, InputOf } from './endpoint.ts';
import { isRefusalCode } from './refusals.ts';
import { refusalWire } from './wire.ts';

export interface ClientOptions {
  /** Empty for the same origin. */
  readonly baseUrl?: string;
  /** Slug or id of the workspace of the next call. */
  readonly workspace?: () => string | undefined;
  /** Sent as bearer token; browsers use the session cookie instead. */
  readonly apiKey?: string;
  readonly fetch?: typeof fetch;
}

export interface Client {
  /** Calls an endpoint; a refusal of the server comes back as a value. Refusal: server.unreachable if no answer came. */
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>, signal?: AbortSignal): Promise<Result<AnswerOf<E>>>;
}

interface LooseInput {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

/** A client of the HTTP interface, typed by its endpoints. */
export function createClient(options: ClientOptions = {}): Client {
  return {
    async call<E extends Endpoint>(endpoint: E, input: InputOf<E>, signal?: AbortSignal): Promise<Result<AnswerOf<E>>> {
      const loose = input as LooseInput;
      const response = await send(options, endpoint, loose, signal);
      if (response === undefined) return refuse('server.unreachable');
      if (!response.ok) return refusalFrom(response);
      if (endpoint.response.type === 'nothing') return ok(undefined as AnswerOf<E>);
      const answer: unknown = endpoint.response.type === 'json' ? await response.json() : await response.text();
      return ok(answer as AnswerOf<E>);
    },
  };
}

async function send(options: ClientOptions, endpoint: Endpoint, input: LooseInput, signal?: AbortSignal): Promise<Response | undefined> {
  const headers: Record<string, string> = { accept: endpoint.response.type === 'json' ? 'application/json' : '*/*' };
  const workspace = options.workspace?.();
  if (workspace !== undefined) headers['x-workspace'] = workspace;
  if (options.apiKey !== undefined) headers['authorization'] = `Bearer ${options.apiKey}`;
  const mediaType = { json: 'application/json', facts: 'application/json', document: 'application/yaml', files: undefined };
  const contentType = endpoint.request === undefined ? undefined : mediaType[endpoint.request.type];
  if (contentType !== undefined) headers['content-type'] = contentType;
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' };
  if (endpoint.request !== undefined)
    init.body = contentType === 'application/json' ? JSON.stringify(input.body) : (input.body as string | FormData);
  if (signal !== undefined) init.signal = signal;
  try {
    return await (options.fetch ?? fetch)(urlOf(options.baseUrl ?? '', endpoint, input), init);
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    return undefined;
  }
}

/** The address of a call, for links and downloads too. */
export function urlOf(baseUrl: string, endpoint: Endpoint, input: LooseInput): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params?.[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) if (value !== undefined) query.set(name, String(value));
  return `${baseUrl}${path}${query.size === 0 ? '' : `?${query}`}`;
}

async function refusalFrom(response: Response) {
  const body: unknown = await response.json().catch(() => undefined);
  const read = refusalWire.safeParse(body);
  if (!read.success || !isRefusalCode(read.data.code)) return refuse('server.failed', { status: response.status });
  return refuse(read.data.code, read.data.params);
}
