import { subjectId } from '#core/facts/fact.ts';

/** What people write where they do not know the source; compared in lower case. */
export const unknownSources: readonly string[] = [
  '',
  'unknown',
  'unbekannt',
  'keine angabe',
  'not known',
  'n/a',
  'none',
  'other',
  'sonstige',
  'sonstiges',
  '-',
  '?',
];

const saysNothing = new Set(unknownSources);

/** A source that somebody wrote down without knowing it. */
export function isUnknownSource(source: string): boolean {
  return saysNothing.has(source.trim().toLowerCase());
}

/** A source of leads, and one of the campaigns its leads came from. */
export interface LeadOrigin {
  readonly source: string;
  readonly campaign: string | null;
}

/** A source or campaign that costs or tracking were recorded for, and the systems that said so. */
export interface ToldSubject {
  readonly subject: string;
  readonly systems: readonly string[];
}

/**
 * The source of leads that a subject of costs or tracking stands for. Systems name sources by ids of their own, of which the subject is
 * derived; a campaign belongs to a source if all its leads do.
 */
export function sourceResolver(
  workspace: string,
  origins: readonly LeadOrigin[],
  told: readonly ToldSubject[],
): (subject: string) => string | undefined {
  const namesOf = (type: 'source' | 'campaign') => {
    const systems = systemsThatDerive(type, told);
    return (name: string) => [`${type}:${name}`, ...systems.map((system) => subjectId(workspace, system, type, name))];
  };
  const [sourceNames, campaignNames] = [namesOf('source'), namesOf('campaign')];
  const names = new Map<string, string | undefined>();
  for (const source of new Set(origins.map((one) => one.source))) {
    for (const key of sourceNames(source)) names.set(key, source);
  }
  for (const [campaign, source] of sourceOfCampaigns(origins)) {
    for (const key of campaignNames(campaign)) names.set(key, source);
  }
  return (subject) => names.get(subject) ?? (names.has(subject) ? undefined : written(subject));
}

/** Undefined where the leads of a campaign came from several sources. */
function sourceOfCampaigns(origins: readonly LeadOrigin[]): ReadonlyMap<string, string | undefined> {
  const sources = new Map<string, string | undefined>();
  for (const { source, campaign } of origins) {
    if (campaign !== null) sources.set(campaign, sources.has(campaign) && sources.get(campaign) !== source ? undefined : source);
  }
  return sources;
}

/** Where every subject was named in plain words, no id need be derived. A system may name what it costs by the ids of the CRM. */
function systemsThatDerive(type: 'source' | 'campaign', told: readonly ToldSubject[]): readonly string[] {
  const systems = told.filter(({ subject }) => isDerived(subject, type)).flatMap((one) => one.systems);
  return systems.length === 0 ? [] : [...new Set([...systems, 'crm'])];
}

function isDerived(subject: string, type: 'source' | 'campaign'): boolean {
  return subject.startsWith(`${type}:`) && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(subject.slice(type.length + 1));
}

/** A subject that was named in plain words is its own name. */
function written(subject: string): string | undefined {
  return subject.startsWith('source:') && !isDerived(subject, 'source') ? subject.slice('source:'.length) : undefined;
}
