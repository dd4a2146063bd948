import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { replayWire } from './replay-wire.ts';
import { bilingualWire, dryRunQuery, hashWire, instantWire, jsonObjectWire, nameParam } from './wire.ts';

export const definitionWire = z.object({
  key: z.string(),
  version: z.number().int(),
  hash: hashWire,
  checkNumber: z.string(),
  adoptedAt: instantWire,
  adoptedBy: z.string().nullable().meta({ description: 'The actor who adopted it; null where no event says so' }),
  document: jsonObjectWire,
});

export const listDefinitions = endpoint({
  name: 'listDefinitions',
  area: 'definitions',
  method: 'GET',
  path: '/api/definitions',
  summary: 'All adopted definitions, every version.',
  access: { who: 'workspace', permission: 'definitions.read' },
  response: { type: 'json', schema: z.object({ definitions: z.array(definitionWire) }) },
  refusals: [],
});

export const adoptDefinition = endpoint({
  name: 'adoptDefinition',
  area: 'definitions',
  method: 'POST',
  path: '/api/definitions',
  summary: 'Adopts a version of a definition: its rule is checked, its examples are executed and it is replayed over all subjects first.',
  access: { who: 'workspace', permission: 'definitions.adopt' },
  query: z.object({ dryRun: dryRunQuery }),
  request: { type: 'document', describes: 'A definition' },
  response: {
    type: 'json',
    status: 201,
    schema: z.object({ key: z.string(), version: z.number().int(), hash: hashWire, checkNumber: z.string(), replay: replayWire }),
  },
  refusals: [
    'document.invalid',
    'definition.rule_invalid',
    'definition.too_complex',
    'definition.too_slow',
    'definition.example_failed',
    'definition.version_taken',
  ],
});

export const definitionsInUse = endpoint({
  name: 'definitionsInUse',
  area: 'definitions',
  method: 'GET',
  path: '/api/definitions/in-use',
  summary: 'Which agreements bind which definition, each in its newest version; a partner sees its own agreements.',
  access: { who: 'workspace', permission: 'agreements.read' },
  response: {
    type: 'json',
    schema: z.object({
      bindings: z.array(z.object({ hash: hashWire, agreementId: z.string(), title: bilingualWire })),
    }),
  },
  refusals: [],
});

export const exampleOfSubject = endpoint({
  name: 'exampleOfSubject',
  area: 'definitions',
  method: 'GET',
  path: '/api/definition-examples/{subject}',
  summary: 'What is known now about a subject, in the form of an example of a definition.',
  access: { who: 'workspace', permission: 'facts.read' },
  params: z.object({ subject: nameParam }),
  response: { type: 'json', schema: z.object({ externalId: z.string().nullable(), snapshot: jsonObjectWire }) },
  refusals: ['determination.unknown'],
});

export const listDefinitionTemplates = endpoint({
  name: 'listDefinitionTemplates',
  area: 'definitions',
  method: 'GET',
  path: '/api/definition-templates',
  summary: 'Ready-made definitions to start from, as YAML text.',
  access: { who: 'workspace', permission: 'definitions.read' },
  response: {
    type: 'json',
    schema: z.object({
      templates: z.array(z.object({ key: z.string(), title: bilingualWire, text: z.string().meta({ description: 'YAML' }) })),
    }),
  },
  refusals: [],
});
