import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';

/** The interface as one page to read, made from its OpenAPI document; no script, nothing from elsewhere. */
export function docsPage(document: JsonObject): string {
  const info = objectAt(document, 'info');
  const operations = operationsOf(document);
  const areas = [...new Set(operations.map((operation) => operation.area))];
  const contents = areas.map((area) => `<li><a href="#${escaped(area)}">${escaped(area)}</a></li>`).join('');
  const sections = areas
    .map(
      (area) =>
        `<section id="${escaped(area)}"><h2>${escaped(area)}</h2>${operations
          .filter((one) => one.area === area)
          .map(operationHtml)
          .join('')}</section>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Belegbar: HTTP interface</title><style>${STYLE}</style></head><body><nav><h1>Belegbar</h1><p>Version ${escaped(text(info['version']))}</p><ul>${contents}</ul>
<p><a href="/api/openapi.json">OpenAPI document</a></p></nav><main><h1>HTTP interface</h1>${paragraphs(text(info['description']))}${sections}</main></body></html>`;
}

interface Operation {
  readonly area: string;
  readonly method: string;
  readonly path: string;
  readonly spec: JsonObject;
}

function operationsOf(document: JsonObject): readonly Operation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, methods]) =>
    Object.entries(isObject(methods) ? methods : {}).flatMap(([method, spec]) =>
      isObject(spec) ? [{ area: text(listAt(spec, 'tags')[0]), method: method.toUpperCase(), path, spec }] : [],
    ),
  );
}

function operationHtml({ method, path, spec }: Operation): string {
  const parameters = listAt(spec, 'parameters').filter(isObject);
  const body = contentHtml(objectAt(spec, 'requestBody'));
  const responses = Object.entries(objectAt(spec, 'responses')).map(([status, response]) =>
    responseHtml(status, isObject(response) ? response : {}),
  );
  return `<article id="${escaped(text(spec['operationId']))}"><h3><b class="${method.toLowerCase()}">${method}</b> <code>${escaped(path)}</code></h3>
${paragraphs(text(spec['description']))}${parameters.length === 0 ? '' : parametersHtml(parameters)}${body === '' ? '' : `<h4>Request</h4>${body}`}
<h4>Answers</h4>${responses.join('')}</article>`;
}

function parametersHtml(parameters: readonly JsonObject[]): string {
  const rows = parameters.map((parameter) => {
    const need = parameter['required'] === true ? 'required' : 'optional';
    const type = typeText(objectAt(parameter, 'schema'));
    return `<tr><td><code>${escaped(text(parameter['name']))}</code></td><td>${escaped(text(parameter['in']))}, ${need}</td><td>${escaped(type)}</td><td>${escaped(text(parameter['description']))}</td></tr>`;
  });
  return `<h4>Parameters</h4><table><tbody>${rows.join('')}</tbody></table>`;
}

function responseHtml(status: string, response: JsonObject): string {
  const refused = Number(status) >= 400;
  const codes = refused
    ? text(response['description'])
        .split(', ')
        .map((code) => `<code>${escaped(code)}</code>`)
        .join(' ')
    : '';
  return refused ? `<p class="refusal"><b>${status}</b> ${codes}</p>` : `<p><b>${status}</b></p>${contentHtml(response)}`;
}

function contentHtml(holder: JsonObject): string {
  return Object.entries(objectAt(holder, 'content'))
    .map(([mediaType, content]) => {
      const schema = objectAt(isObject(content) ? content : {}, 'schema');
      return `<details><summary>${escaped(mediaType)} <span>${escaped(text(schema['description']) || typeText(schema))}</span></summary>${schemaHtml(schema)}</details>`;
    })
    .join('');
}

function schemaHtml(schema: JsonObject): string {
  const item = objectAt(schema, 'items');
  if (Object.keys(item).length > 0) return schemaHtml(item);
  const choices = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')]
    .filter(isObject)
    .filter((choice) => choice['properties'] !== undefined);
  if (choices.length > 0) return choices.map(schemaHtml).join('<p class="or">or</p>');
  const properties = Object.entries(objectAt(schema, 'properties'));
  if (properties.length === 0) return '';
  const required = listAt(schema, 'required');
  const rows = properties.map(([name, property]) => {
    const field = isObject(property) ? property : {};
    const mark = required.includes(name) ? '' : ' <i>optional</i>';
    return `<tr><td><code>${escaped(name)}</code>${mark}</td><td>${escaped(typeText(field))}</td><td>${escaped(text(field['description']))}${schemaHtml(field)}</td></tr>`;
  });
  return `<table><tbody>${rows.join('')}</tbody></table>`;
}

function typeText(schema: JsonObject): string {
  const { type, format } = schema;
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value: Json) => JSON.stringify(value)).join(' | ');
  const choices = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')].filter(isObject);
  if (choices.length > 0) return [...new Set(choices.map(typeText))].join(' | ');
  if (type === 'array') return `list of ${typeText(objectAt(schema, 'items'))}`;
  return format === undefined ? text(type) || 'any' : text(format);
}

function objectAt(holder: JsonObject, key: string): JsonObject {
  const value = holder[key];
  return isObject(value) ? value : {};
}

function listAt(holder: JsonObject, key: string): readonly Json[] {
  const value = holder[key];
  return Array.isArray(value) ? value : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function paragraphs(value: string): string {
  return value
    .split('\n\n')
    .map((one) => `<p>${escaped(one).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('');
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent);--quiet:color-mix(in srgb,currentColor 70%,transparent)}
body{margin:0;font:16px/1.55 "IBM Plex Sans",system-ui,sans-serif;display:grid;grid-template-columns:14rem minmax(0,58rem);gap:3rem;padding:0 2rem}
nav{position:sticky;top:0;align-self:start;padding:2rem 0;font-size:.95rem}nav h1{font-size:1.2rem;margin:0}nav ul{list-style:none;padding:0}nav a,nav p{color:inherit}
main{padding:2rem 0 6rem}h2{margin:3.5rem 0 .5rem;text-transform:capitalize}h3{font-size:1.05rem;margin:0 0 .25rem}h4{margin:1rem 0 .25rem;font-size:.85rem;color:var(--quiet)}
article{border-top:1px solid var(--line);padding:1.5rem 0}p{margin:.4rem 0}code{font:.92em "IBM Plex Mono",ui-monospace,monospace;overflow-wrap:anywhere}
h3 b{font:600 .75rem ui-monospace,monospace;border:1px solid currentColor;border-radius:4px;padding:.1rem .4rem;margin-right:.4rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}td{border-top:1px solid var(--line);padding:.35rem .75rem .35rem 0;vertical-align:top}
details{border:1px solid var(--line);border-radius:6px;padding:.4rem .75rem;margin:.4rem 0}summary{cursor:pointer;font-size:.92rem}summary span,.refusal,.or,i{color:var(--quiet)}
@media (max-width:60rem){body{display:block;padding:0 1rem}nav{position:static;padding-bottom:0}}
`;
