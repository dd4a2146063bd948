import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '#core/kernel/canonical-json.ts';
import { isObject } from '#core/kernel/canonical-json.ts';
import { refusalCodes } from '#core/kernel/refusal-codes.ts';
import { endpoints } from '#protocol/registry.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi.ts';

const document = openApiDocument(endpoints, '1.2.3');

function operations(): readonly (readonly [string, string, JsonObject])[] {
  return Object.entries(document['paths'] as JsonObject).flatMap(([path, methods]) =>
    Object.entries(methods as JsonObject).map(([method, operation]) => [path, method.toUpperCase(), operation as JsonObject] as const),
  );
}

describe('the OpenAPI document', () => {
  it('is version 3.1 and names product and licence', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Belegbar', version: '1.2.3' } });
  });

  it('lists every endpoint, each once', () => {
    const listed = operations().map(([path, method]) => `${method} ${path}`);
    expect(listed.sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort());
    expect(new Set(endpoints.map(({ name }) => name)).size).toBe(endpoints.length);
  });

  it('describes every parameter of a path, and no other', () => {
    for (const [path, , operation] of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const described = (operation['parameters'] as readonly JsonObject[]).filter((one) => one['in'] === 'path').map((one) => one['name']);
      expect(described, path).toEqual(inPath);
    }
  });

  it('says for every operation how it succeeds, how it refuses and who may call it', () => {
    for (const [path, method, operation] of operations()) {
      const statuses = Object.keys(operation['responses'] as JsonObject);
      expect(
        statuses.some((status) => status.startsWith('2')),
        `${method} ${path}`,
      ).toBe(true);
      expect(
        statuses.some((status) => status.startsWith('4')),
        `${method} ${path}`,
      ).toBe(true);
      expect(operation['security'], `${method} ${path}`).toBeDefined();
    }
  });

  it('has no reference that leads nowhere', () => {
    for (const reference of referencesIn(document)) {
      const target = reference
        .slice(2)
        .split('/')
        .reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), document);
      expect(target, reference).toBeDefined();
    }
  });

  it('names refusals that exist', () => {
    for (const { name, refusals } of endpoints) for (const code of refusals) expect(refusalCodes, name).toContain(code);
  });
});

describe('the readable documentation', () => {
  it('shows every endpoint and loads nothing from elsewhere', () => {
    const page = docsPage(document);
    for (const { path, name } of endpoints) {
      expect(page).toContain(`<code>${path}</code>`);
      expect(page).toContain(`id="${name}"`);
    }
    expect(page).not.toMatch(/<script|https?:\/\/|<link/);
  });
});

function referencesIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => (key === '$ref' && typeof member === 'string' ? [member] : referencesIn(member)));
}
