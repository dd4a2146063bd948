import * as z from 'zod';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { permissionsOfRole, permissionsOfScope, scopes } from '#core/kernel/permissions.ts';
import type { Endpoint, RequestBody } from '#protocol/endpoint.ts';
import { refusalStatus } from '#protocol/refusals.ts';
import { refusalWire } from '#protocol/wire.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The interface as an OpenAPI 3.1 document, made from the same endpoints the server mounts. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): JsonObject {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] ??= {};
    Object.assign(paths[endpoint.path] ?? {}, { [endpoint.method.toLowerCase()]: operationOf(endpoint) });
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Belegbar',
      version,
      description:
        'Facts in, statements out. Money is minor units as a string of digits with its currency; instants are UTC. A refusal is a status of 400 and above with {code, params}. Members sign in by a one-time link and name the workspace in the header X-Workspace; programs send an API key, which belongs to one workspace.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [...new Set(endpoints.map((endpoint) => endpoint.area))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Refusal: schemaOf(refusalWire, 'output') },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of one workspace' },
        session: { type: 'apiKey', in: 'cookie', name: 'belegbar.session_token', description: 'The session of a person' },
      },
    },
  };
  return JSON.parse(JSON.stringify(document)) as JsonObject;
}

function operationOf(endpoint: Endpoint): Schema {
  const { access } = endpoint;
  return {
    operationId: endpoint.name,
    tags: [endpoint.area],
    summary: firstSentence(endpoint.summary),
    description: descriptionOf(endpoint),
    security:
      access.who === 'anyone' ? [] : access.who === 'person' ? [{ session: [] }, { apiKey: [] }] : [{ apiKey: [] }, { session: [] }],
    parameters: parametersOf(endpoint),
    ...(endpoint.request === undefined ? {} : { requestBody: { required: true, content: requestContent(endpoint.request) } }),
    responses: responsesOf(endpoint),
  };
}

function firstSentence(text: string): string {
  return /^.*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}

function descriptionOf({ summary, access }: Endpoint): string {
  if (access.who !== 'workspace') return summary;
  const { permission } = access;
  const granted = scopes.filter((scope) => permissionsOfScope[scope].includes(permission)).map((scope) => `\`${scope}\``);
  const partner = permissionsOfRole.partner.includes(permission) ? ' A partner sees only its own agreements.' : '';
  return `${summary}\n\nPermission: \`${permission}\`; scope of a key: ${granted.join(' or ')}.${partner}`;
}

function parametersOf(endpoint: Endpoint): readonly Schema[] {
  const workspace = {
    name: 'X-Workspace',
    in: 'header',
    required: false,
    description: 'Short name or id of the workspace; not needed with an API key',
    schema: { type: 'string' },
  };
  return [
    ...fieldsOf(endpoint.params, 'path'),
    ...fieldsOf(endpoint.query, 'query'),
    ...(endpoint.access.who === 'workspace' ? [workspace] : []),
  ];
}

function fieldsOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): readonly Schema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Schema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...field }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: field,
  }));
}

function requestContent(request: RequestBody): Schema {
  switch (request.type) {
    case 'json':
      return { 'application/json': { schema: schemaOf(request.schema, 'input') } };
    case 'facts':
      return {
        'application/json': { schema: schemaOf(request.schema, 'input') },
        'application/x-ndjson': { schema: { type: 'string', description: 'One fact as JSON per line' } },
      };
    case 'document':
      return {
        'application/yaml': { schema: { type: 'string', description: request.describes } },
        'application/json': { schema: { type: 'object', description: request.describes } },
      };
    case 'files':
      return {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: request.before === undefined ? ['mapping', 'files'] : ['files'],
            properties: {
              [request.before ?? 'mapping']: { type: 'string' },
              files: { type: 'array', items: { type: 'string', contentMediaType: 'text/csv' } },
            },
          },
        },
      };
  }
}

function responsesOf(endpoint: Endpoint): Schema {
  const responses: Record<string, unknown> = { [successStatus(endpoint)]: success(endpoint) };
  const usual = endpoint.access.who === 'anyone' ? [] : (['access.not_signed_in', 'access.no_permission'] as const);
  const scoped = endpoint.access.who === 'workspace' ? (['workspace.unknown'] as const) : [];
  const codes = [...new Set([...endpoint.refusals, ...usual, ...scoped, 'input.invalid' as const])];
  for (const status of [...new Set(codes.map((code) => refusalStatus[code]))].sort()) {
    responses[status] = {
      description: codes.filter((code) => refusalStatus[code] === status).join(', '),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
    };
  }
  return responses;
}

function successStatus({ response }: Endpoint): number {
  return response.type === 'nothing' ? 204 : response.type === 'json' ? (response.status ?? 200) : 200;
}

function success({ response, request }: Endpoint): Schema {
  switch (response.type) {
    case 'nothing':
      return { description: 'Done' };
    case 'page':
      return { description: 'A page', content: { 'text/html': { schema: { type: 'string' } } } };
    case 'file':
      return { description: response.describes, content: { [response.mediaType]: { schema: { type: 'object' } } } };
    case 'json':
      return {
        description: 'The answer',
        content: {
          'application/json': { schema: schemaOf(response.schema, 'output') },
          ...(request?.type === 'facts'
            ? { 'application/x-ndjson': { schema: { type: 'string', description: 'One answer as JSON per line' } } }
            : {}),
        },
      };
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return rest;
}
