import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type * as z from 'zod';
import { assert } from '#core/kernel/assert.ts';
import { ok, type Refusal, RefusalError, type Result, refuse } from '#core/kernel/result.ts';
import type { AnswerOf, Endpoint } from '#protocol/endpoint.ts';
import { expectationOf } from '#protocol/expectation.ts';
import { refusalStatus } from '#protocol/refusals.ts';
import type { Caller, Identification } from './caller.ts';
import { JSON_LIMIT_BYTES, PROOF_FILE_LIMIT_BYTES, parseJson, readText } from './request-body.ts';
import { checkOrigin } from './request-origin.ts';
import { answerHeaders } from './security-headers.ts';

type ParamsOf<E> = E extends { readonly params: infer P extends z.ZodType } ? z.output<P> : undefined;
type QueryOf<E> = E extends { readonly query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
type BodyOf<E> = E extends { readonly request: { readonly type: 'json'; readonly schema: infer B extends z.ZodType } }
  ? z.output<B>
  : E extends { readonly request: { readonly type: 'document' } }
    ? string
    : undefined;
type CallerOf<E> = E extends { readonly access: { readonly who: 'workspace' } } ? Caller : undefined;

/** A decoded request: what the schemas of the endpoint say, and who asks. */
export interface Call<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly caller: CallerOf<E>;
  readonly request: Request;
}

export interface Mounted {
  readonly endpoint: Endpoint;
  readonly answer: (call: Call<Endpoint>) => Promise<Result<unknown> | Response>;
}

/** Binds an endpoint to the code that answers it; endpoints that stream or set cookies answer with a Response of their own. */
export function on<const E extends Endpoint>(endpoint: E, answer: (call: Call<E>) => Promise<Result<AnswerOf<E>> | Response>): Mounted {
  return { endpoint, answer: answer as unknown as Mounted['answer'] };
}

export function mount(app: Hono, mounted: readonly Mounted[], who: Identification, publicUrl: string): void {
  for (const { endpoint, answer } of mounted) {
    app.on(endpoint.method, endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
      try {
        const call = await decode(endpoint, context, who, publicUrl);
        if (!call.ok) return refused(call.refusal);
        const result = await answer(call.value);
        return result instanceof Response ? withAnswerHeaders(result) : encode(endpoint, context, result);
      } catch (error) {
        if (error instanceof RefusalError) return refused(error.refusal);
        throw error;
      }
    });
  }
}

export function refused(refusal: Refusal): Response {
  return Response.json(refusal, { status: refusalStatus[refusal.code], headers: answerHeaders });
}

function withAnswerHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(answerHeaders)) if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}

function encode(endpoint: Endpoint, context: Context, result: Result<unknown>): Response {
  if (!result.ok) return refused(result.refusal);
  const { response } = endpoint;
  if (response.type === 'nothing') return context.body(null, 204);
  assert(response.type === 'json', `${endpoint.name} answers with a Response of its own`);
  return context.json(result.value as object, (response.status ?? 200) as ContentfulStatusCode, answerHeaders);
}

async function decode(endpoint: Endpoint, context: Context, who: Identification, publicUrl: string): Promise<Result<Call<Endpoint>>> {
  const request = context.req.raw;
  const origin = checkOrigin(request, publicUrl);
  if (!origin.ok) return origin;
  const caller = await admit(endpoint, request.headers, who);
  if (!caller.ok) return caller;
  const params = endpoint.params === undefined ? ok(undefined) : check(endpoint.params, context.req.param());
  if (!params.ok) return params;
  const query = endpoint.query === undefined ? ok(undefined) : check(endpoint.query, context.req.query());
  if (!query.ok) return query;
  const body = await readBody(endpoint, request);
  if (!body.ok) return body;
  return ok({ params: params.value, query: query.value, body: body.value, caller: caller.value, request } as Call<Endpoint>);
}

async function admit({ access }: Endpoint, headers: Headers, who: Identification): Promise<Result<Caller | undefined>> {
  if (access.who === 'anyone') return ok(undefined);
  if (access.who === 'person') {
    const known = headers.has('authorization') ? await who.caller(headers) : await who.person(headers);
    return known.ok ? ok(undefined) : known;
  }
  const caller = await who.caller(headers);
  if (!caller.ok) return caller;
  const { permission } = access;
  return caller.value.permissions.has(permission) ? caller : refuse('access.no_permission', { permission });
}

async function readBody({ name, request: expected }: Endpoint, request: Request): Promise<Result<unknown>> {
  if (expected === undefined || expected.type === 'facts' || expected.type === 'files') return ok(undefined);
  if (expected.type === 'document') return readText(request, name === 'verifyBundle' ? PROOF_FILE_LIMIT_BYTES : JSON_LIMIT_BYTES);
  const text = await readText(request, JSON_LIMIT_BYTES);
  if (!text.ok) return text;
  const json = parseJson(text.value === '' ? '{}' : text.value);
  return json.ok ? check(expected.schema, json.value) : json;
}

function check(schema: z.ZodType, value: unknown): Result<unknown> {
  const read = schema.safeParse(value);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  return refuse('input.invalid', { at: issue?.path.join('.') ?? '', expects: issue === undefined ? '' : expectationOf(issue) });
}
