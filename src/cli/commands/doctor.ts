import type { Command } from '../command.ts';
import { pairs } from '../table.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: { de: 'prüft, ob alles da ist und zusammenpasst', en: 'checks that everything is there and fits' },
  async run(_, context) {
    const checks = await (await context.ports()).upkeep.doctor();
    const all = [{ check: 'node', ok: true, detail: `${process.version} ${process.execPath}` }, ...checks];
    const isWell = all.every((check) => check.ok);
    return {
      json: { ok: isWell, checks: all.map((check) => ({ ...check })) },
      text: pairs(all.map((check) => [`${check.ok ? '✓' : '✗'} ${check.check}`, check.detail])),
      failed: !isWell,
    };
  },
};
