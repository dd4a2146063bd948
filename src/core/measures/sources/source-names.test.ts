import { describe, expect, it } from 'vitest';
import { subjectId } from '#core/facts/fact.ts';
import { isUnknownSource, sourceResolver } from './source-names.ts';

const workspace = '0b7e2bb2-6c8f-8b1a-9d2e-3c1f4a5b6c7d';
const told = (subject: string) => ({ subject, systems: ['ads'] });

describe('the source a cost belongs to', () => {
  it('is the one it names, by itself or by the id its system gave it, and never a similar one', () => {
    const [own, similar] = [subjectId(workspace, 'ads', 'source', 'google_ads'), subjectId(workspace, 'ads', 'source', 'google-ads')];
    const origins = ['google_ads', 'messe'].map((source) => ({ source, campaign: null }));
    const sourceOf = sourceResolver(workspace, origins, [told(own), told(similar)]);
    expect(sourceOf('source:messe')).toBe('messe');
    expect(sourceOf(own)).toBe('google_ads');
    expect(sourceOf(similar)).toBeUndefined();
  });

  it('is that of the campaign it was spent on, where all its leads came from one source', () => {
    const origins = [
      { source: 'ads', campaign: 'spring' },
      { source: 'ads', campaign: 'both' },
      { source: 'fair', campaign: 'both' },
    ];
    const spring = subjectId(workspace, 'ads', 'campaign', 'spring');
    const sourceOf = sourceResolver(workspace, origins, [told(spring)]);
    expect([spring, 'campaign:spring', 'campaign:both', 'campaign:never'].map(sourceOf)).toEqual(['ads', 'ads', undefined, undefined]);
  });

  it('is none where somebody wrote that they do not know it', () => {
    expect(['', 'Unbekannt', ' unknown ', 'n/a', 'Keine Angabe', 'sonstige'].every(isUnknownSource)).toBe(true);
    expect(['google_ads', 'messe', 'empfehlung'].some(isUnknownSource)).toBe(false);
  });
});
