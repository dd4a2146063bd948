import { describe, expect, it } from 'vitest';
import { closest } from './closest.ts';
import { languageOf } from './language.ts';
import type { Outside } from './outside.ts';
import { commands } from './registry.ts';
import { runCommandLine } from './run-command-line.ts';

/** A terminal without a product behind it: for everything that is answered before a database is needed. */
async function run(line: string, env: Readonly<Record<string, string>> = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const outside: Outside = {
    env,
    stdout: output('stdout'),
    stderr: output('stderr'),
    userName: 'ada',
    version: '1.2.3',
    open: () => Promise.reject(new Error('no database here')),
    startServer: () => Promise.reject(new Error('no server here')),
  };
  const exitCode = await runCommandLine(line.split(' ').filter(Boolean), commands, outside);
  return { exitCode, ...written };
}

describe('help', () => {
  it('shows every command with one line when nothing is asked', async () => {
    const { stdout, exitCode } = await run('');
    expect(exitCode).toBe(0);
    for (const command of commands) expect(stdout).toContain(`  ${command.name} `);
  });

  it.each(commands.map((command) => command.name))('explains %s in both languages', async (name) => {
    const english = await run(`${name} --help`);
    const german = await run(`${name} --help --lang de`);
    expect(english.exitCode).toBe(0);
    expect(english.stdout).toContain('Usage:\n  belegbar');
    expect(german.stdout).toContain('Aufruf:\n  belegbar');
    expect(german.stdout.split('\n')[0]).not.toBe(english.stdout.split('\n')[0]);
  });

  it('answers the same whether help stands before or behind the command', async () => {
    expect(await run('help settle')).toEqual(await run('settle --help'));
  });

  it('names the version', async () => {
    expect(await run('--version')).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
  });
});

describe('a line that cannot be understood', () => {
  it.each([
    ['setle x', 'Did you mean settle?'],
    ['agree', 'agree propose, agree preview, agree sign'],
    ['settle x --throug 2026-01', 'There is no option --throug here. Did you mean --through?'],
    ['settle x', '--through <YYYY-MM> is missing'],
    ['settle --through 2026-01', '<agreement> is missing'],
    ['settle x --through', '--through needs a value'],
    ['settle x --through 2026-1', '--through is a month such as 2026-03'],
    ['settle x --dry-run=1 --through 2026-01', '--dry-run takes no value'],
    ['settle x y --through 2026-01', '"y" is one too many'],
    ['imports --lang fr', '--lang is de or en'],
    ['import mapping.yaml', '<files> is missing'],
    ['define nowhere.yaml', 'nowhere.yaml is not a file that can be read'],
    ['start --port 70000', '--port is a number from 0 to 65535'],
  ])('ends with 2 and says how to mend it: %s', async (line, sentence) => {
    const { exitCode, stdout, stderr } = await run(line);
    expect(stderr).toContain(sentence);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('is answered in German if the environment or the line asks for it', async () => {
    expect((await run('setle', { LANG: 'de_DE.UTF-8' })).stderr).toContain('Meinten Sie settle?');
    expect((await run('setle --lang de')).stderr).toContain('Meinten Sie settle?');
    expect((await run('setle --lang en', { LANG: 'de_DE.UTF-8' })).stderr).toContain('Did you mean settle?');
  });
});

describe('a failure of the world', () => {
  it('ends with 1 and leaves stdout clean', async () => {
    const { exitCode, stdout, stderr } = await run('imports');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('no database here');
  });
});

describe('the language', () => {
  it.each([
    [{ LANG: 'de_AT.UTF-8' }, 'de'],
    [{ LANG: 'de' }, 'de'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'en_GB.UTF-8' }, 'en'],
    [{ LC_ALL: '', LANG: 'de_DE.UTF-8' }, 'de'],
    [{}, 'en'],
  ])('of %o is %s', (env, language) => {
    expect(languageOf(env)).toBe(language);
  });
});

describe('a word that was probably meant', () => {
  it.each([
    ['setttle', 'settle'],
    ['improt', 'import'],
    ['xyz', undefined],
  ])('%s: %s', (word, meant) => {
    expect(closest(word, ['settle', 'import', 'imports', 'seal'])).toBe(meant);
  });
});
