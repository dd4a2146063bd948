import { describe, expect, it } from 'vitest';
import { fileBreaches, nameBreach } from './house/file-rules.ts';
import { englishIn, germanTexts, germanTextsOfYaml } from './house/german-words.ts';
import { importBreaches, packagesOf, placeOf, roomsOf } from './house/import-law.ts';
import { filesBelow, parseSource, readText } from './house/source-file.ts';

const sources = filesBelow('src', ['.ts', '.tsx']).map((path) => parseSource(path, readText(path)));
const others = ['test', 'scripts', 'bench'].flatMap((folder) =>
  filesBelow(folder, ['.ts']).map((path) => parseSource(path, readText(path))),
);

describe('the import law', () => {
  it('holds in every file', () => {
    expect(sources.flatMap(importBreaches)).toEqual([]);
  });

  it('knows every room, and every room has a list of packages', () => {
    expect(sources.filter((file) => placeOf(file.path) === undefined).map((file) => file.path)).toEqual([]);
    expect(Object.keys(packagesOf)).toEqual(Object.keys(roomsOf));
  });

  it('lets no package in that the product does not declare', () => {
    const manifest = JSON.parse(readText('package.json')) as { dependencies: object; devDependencies: object };
    const declared = Object.keys(manifest.dependencies);
    const atBuild = [...declared, ...Object.keys(manifest.devDependencies)];
    for (const [room, packages] of Object.entries(packagesOf)) {
      // The web app is built before it is published; every other room needs its packages where the product runs.
      const available = room === 'web' ? atBuild : declared;
      expect(
        packages.filter((name) => name !== 'node:' && !available.includes(name)),
        room,
      ).toEqual([]);
    }
  });

  it.each([
    ['src/core/kernel/money.ts', "import { Fact } from '#core/facts/fact.ts';", 'core/kernel may not import core/facts'],
    ['src/core/facts/fact.ts', "import type { Money } from '../kernel/money.ts';", 'across rooms imports begin with #'],
    ['src/core/facts/fact.ts', "import type { Lead } from '#core/facts/lead.ts';", 'inside core/facts imports are relative'],
    [
      'src/core/measures/clocks/due.ts',
      "import { first } from '#core/measures/attribution/first.ts';",
      'may not import its sibling attribution',
    ],
    ['src/core/promises/budgets/budget.ts', "import { plan } from '../compensation/plan.ts';", 'across rooms imports begin with #'],
    ['src/core/settlement/settle.ts', "import { readFile } from 'node:fs/promises';", 'core/settlement may not use node:'],
    ['src/core/settlement/settle.ts', "import { bundle } from '#core/proof/bundle.ts';", 'core/settlement may not import core/proof'],
    ['src/core/settlement/settle.test.ts', "import { open } from '#store/log.ts';", 'core/settlement may not import store'],
    ['src/usecases/settle-agreement.ts', "import { Pool } from 'pg';", 'usecases may not use pg'],
    ['src/usecases/settle-agreement.ts', "const { log } = await import('#store/fact-log.ts');", 'usecases may not import store'],
    ['src/usecases/settle-agreement.ts', "type Log = import('#store/fact-log.ts').Log;", 'usecases may not import store'],
    ['src/store/fact-log.ts', "import { settle } from '#usecases/settle-agreement.ts';", 'store may not import usecases'],
    ['src/api/server.ts', "import { settle } from '#core/settlement/settle.ts';", 'api may not import core/settlement'],
    ['src/cli/command.ts', "import { wire } from '#main/wiring.ts';", 'nobody imports main'],
    ['src/web/page.tsx', "import { list } from '#usecases/list-claims.ts';", 'web may not import usecases'],
    ['src/api/routes/claims.ts', "import { refusal } from '#api/refusal.ts';", 'inside api imports are relative'],
    ['src/store/fact-log.ts', "import { pool } from './pool';", 'imports name the file with its extension'],
    ['src/tools/thing.ts', "import { pool } from './pool.ts';", 'stands in no room'],
  ])('notices a breach in %s: %s', (path, text, breach) => {
    expect(importBreaches(parseSource(path, text)).join('\n')).toContain(breach);
  });

  it.each([
    ['src/store/fact-log.ts', "import type { Ports } from '#usecases/ports.ts';"],
    ['src/core/promises/agreements/kinds/result-contract.ts', "import type { Agreement } from '../agreement.ts';"],
    ['src/api/server.test.ts', "import { wire } from '#main/wiring.ts';"],
    ['src/main/wiring.ts', "import { Pool } from 'pg'; import { open } from '#store/open.ts';"],
  ])('lets pass what is lawful in %s', (path, text) => {
    expect(importBreaches(parseSource(path, text))).toEqual([]);
  });
});

describe('the house rules on files', () => {
  it('hold in every file', () => {
    expect([...sources, ...others].flatMap(fileBreaches)).toEqual([]);
  });

  it.each([
    ['const a: any = 1;', '`any`'],
    ['enum Colour { red }', 'an enum'],
    ['const a = [1][0]!;', 'a non-null'],
    ['export default 1;', 'a default export'],
    ["export * from './a.ts';", 'a barrel'],
    ["export { a } from './a.ts';", 're-export'],
    ['namespace A { export const b = 1; }', 'a namespace'],
    ['class A { constructor(private readonly b: string) {} }', 'a parameter property'],
    ['// @ts-ignore\nconst a = 1;', 'silences the compiler'],
    ['export class FactManager {}', 'FactManager says nothing'],
    ['const a = 1;\n'.repeat(301), '301 lines'],
  ])('notice %s', (text, breach) => {
    expect(fileBreaches(parseSource('src/core/kernel/a.ts', text)).join('\n')).toContain(breach);
  });

  it.each([
    'src/api/index.ts',
    'src/store/query-utils.ts',
    'src/web/types.ts',
    'src/web/ClaimPage.tsx',
    'src/store/fact_log.ts',
    'src/api/error-handler.ts',
  ])('notice the file name %s', (path) => {
    expect(nameBreach(path)).toBeDefined();
  });

  it('let a comment or a text say "any" and "enum"', () => {
    expect(fileBreaches(parseSource('src/core/kernel/a.ts', "// any enum!\nexport const a = 'export default any';\n"))).toEqual([]);
  });

  it('keep every README of an engine to 60 lines', () => {
    const long = filesBelow('src', ['README.md']).filter((path) => readText(path).split('\n').length > 61);
    expect(long).toEqual([]);
  });
});

describe('German texts', () => {
  it('contain none of the English terms of the code', () => {
    const texts = [
      ...sources.flatMap((file) => germanTexts(file).map((text) => ({ path: file.path, text }))),
      ...filesBelow('examples', ['.yaml']).flatMap((path) => germanTextsOfYaml(readText(path)).map((text) => ({ path, text }))),
    ];
    expect(texts.flatMap(({ path, text }) => englishIn(text).map((word) => `${path}: "${word}" in "${text}"`))).toEqual([]);
  });

  it.each([
    ['src/web/i18n/de/claims.ts', "export const claims = { title: 'Alle Claims' };"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the source text of a template is what is tested here.
    ['src/protocol/refusals-de.ts', "export const german = { 'a.b': (p) => `Das Statement ${p.id} fehlt.` };"],
    ['src/cli/settle.ts', "export const summary = { de: 'Ein Settlement', en: 'A settlement' };"],
    ['src/web/i18n/de.ts', "export const german = { proof: 'Der Inhaltshash' };"],
  ])('are found and judged in %s', (path, text) => {
    expect(germanTexts(parseSource(path, text)).flatMap(englishIn)).toHaveLength(1);
  });

  it('may name a command or a code as it is typed', () => {
    expect(englishIn('Prüfen Sie mit `belegbar verify datei.json --seal <root>`: claim.unknown')).toEqual([]);
    expect(englishIn('Die Kappe, die Caprihose und der Anspruch')).toEqual([]);
  });
});
