import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs nothing: a private database in ./data, reached from this machine only', () => {
    expect(readConfig({}, {})).toEqual({
      dataDir: `${process.cwd()}/data`,
      host: '127.0.0.1',
      port: 7800,
    });
  });

  it('lets a flag come before the environment', () => {
    const environment = { BELEGBAR_DATA_DIR: '/a', PORT: '1', BELEGBAR_PUBLIC_URL: 'https://money.example/' };
    expect(readConfig({ dataDir: '/b', port: 2 }, environment)).toEqual({
      dataDir: '/b',
      host: '127.0.0.1',
      port: 2,
      publicUrl: 'https://money.example',
    });
  });

  it('takes the private database of a named folder although the environment names another database', () => {
    expect(readConfig({ dataDir: '/b' }, { DATABASE_URL: 'postgres://elsewhere/x' })).not.toHaveProperty('databaseUrl');
    expect(readConfig({}, { DATABASE_URL: 'postgres://elsewhere/x' })).toHaveProperty('databaseUrl', 'postgres://elsewhere/x');
  });

  it.each([{ PORT: '70000' }, { PORT: 'x' }, { BELEGBAR_PUBLIC_URL: 'money.example' }, { BELEGBAR_SECRET: 'too short' }])(
    'says at once that %o cannot be meant',
    (environment) => {
      expect(() => readConfig({}, environment)).toThrow(ConfigError);
    },
  );
});
