import type * as z from 'zod';
import type { Permission } from '#core/kernel/permissions.ts';
import type { RefusalCode } from '#core/kernel/refusal-codes.ts';

export type Access =
  | { readonly who: 'anyone' }
  /** A signed-in person; no workspace is needed. */
  | { readonly who: 'person' }
  /** A person or a key inside one workspace that has this permission, by role or by scope (core/kernel/permissions). */
  | { readonly who: 'workspace'; readonly permission: Permission };

export type RequestBody =
  | { readonly type: 'json'; readonly schema: z.ZodType }
  /** One fact, `{facts: [...]}`, or newline-delimited JSON; read by the vocabulary of facts, not by a schema. */
  | { readonly type: 'facts'; readonly schema: z.ZodType }
  /** A document as YAML or JSON text, at most 1 MB. */
  | { readonly type: 'document'; readonly describes: string }
  /** `multipart/form-data` with one or more parts `files`, and before them the part `mapping`, or `answers` that may be left out. */
  | { readonly type: 'files'; readonly before?: 'answers' };

export type ResponseBody =
  | { readonly type: 'json'; readonly schema: z.ZodType; readonly status?: 200 | 201 }
  | { readonly type: 'file'; readonly mediaType: string; readonly describes: string }
  | { readonly type: 'page' }
  | { readonly type: 'nothing' };

/** One door of the HTTP interface as a value: server, client, OpenAPI document and readable docs are made from it. */
export interface Endpoint {
  /** Unique; the operation id. */
  readonly name: string;
  readonly area:
    | 'facts'
    | 'imports'
    | 'definitions'
    | 'agreements'
    | 'claims'
    | 'statements'
    | 'proof'
    | 'people'
    | 'workspaces'
    | 'access'
    | 'system';
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Begins with /api; parameters stand in braces. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly request?: RequestBody;
  readonly response: ResponseBody;
  /** Beyond those every endpoint may answer (not signed in, no permission, invalid input, unknown workspace). */
  readonly refusals: readonly RefusalCode[];
}

export function endpoint<const E extends Endpoint>(spec: E): E {
  return spec;
}

type ParamsOf<E> = E extends { readonly params: infer P extends z.ZodType } ? { readonly params: z.output<P> } : object;
type QueryOf<E> = E extends { readonly query: infer Q extends z.ZodType } ? { readonly query?: z.output<Q> } : object;
type BodyOf<E> = E extends { readonly request: { readonly type: 'json' | 'facts'; readonly schema: infer B extends z.ZodType } }
  ? { readonly body: z.input<B> }
  : E extends { readonly request: { readonly type: 'document' } }
    ? { readonly body: string }
    : E extends { readonly request: { readonly type: 'files' } }
      ? { readonly body: FormData }
      : object;

/** What a caller of this endpoint passes. */
export type InputOf<E extends Endpoint> = ParamsOf<E> & QueryOf<E> & BodyOf<E>;

/** What this endpoint answers: the JSON value, the text of a file or page, or nothing. */
export type AnswerOf<E extends Endpoint> = E['response'] extends { readonly type: 'json'; readonly schema: infer R extends z.ZodType }
  ? z.output<R>
  : E['response'] extends { readonly type: 'nothing' }
    ? undefined
    : string;
