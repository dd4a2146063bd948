import type { Dice } from './dice.ts';

/** Everybody and everything here is made up; any likeness is chance. */
const firstNames = [
  'Carina',
  'Sabine',
  'Tobias',
  'Ralf',
  'Miriam',
  'Jens',
  'Daniel',
  'Lea',
  'Oliver',
  'Julia',
  'Stefan',
  'Nadine',
  'Markus',
  'Elif',
  'Thomas',
  'Katrin',
  'Florian',
  'Ayse',
  'Henrik',
  'Birgit',
  'Marco',
  'Svenja',
  'Piotr',
  'Anja',
] as const;
const surnames = [
  'Hofmann',
  'Vogt',
  'Ebert',
  'Brandt',
  'Thoma',
  'Seidel',
  'Pohl',
  'Lindner',
  'Hartwig',
  'Schuster',
  'Meissner',
  'Keller',
  'Nagel',
  'Beck',
  'Krüger',
  'Winkler',
  'Demir',
  'Rauch',
  'Sommer',
  'Ziegler',
  'Albers',
  'Nowak',
  'Kraft',
  'Engel',
] as const;
const towns = [
  'Bielefeld',
  'Oldenburg',
  'Heilbronn',
  'Kassel',
  'Regensburg',
  'Aalen',
  'Chemnitz',
  'Winterthur',
  'Linz',
  'Siegen',
  'Ulm',
  'Osnabrück',
  'Erfurt',
  'Passau',
  'Göppingen',
  'Minden',
] as const;
const trades = {
  Maschinenbau: ['Antriebstechnik', 'Fördertechnik', 'Landtechnik', 'Verpackungsmaschinen', 'Pumpenbau'],
  Medizintechnik: ['Medizintechnik', 'Laborgeräte'],
  Elektrotechnik: ['Schaltanlagen', 'Gerätebau'],
  Gebäudetechnik: ['Klimatechnik', 'Lüftungsbau', 'Aufzüge'],
  Ladenbau: ['Ladenbau', 'Möbelwerke'],
} as const;
const positions = ['Einkaufsleitung', 'Konstruktion', 'Technische Leitung', 'Geschäftsführung', 'Fertigungsleitung', 'Assistenz'] as const;

/** The trade that Kessler calls its target customers. */
export const TARGET_INDUSTRY = 'Maschinenbau';
export type Industry = keyof typeof trades;
export const otherIndustries = ['Medizintechnik', 'Elektrotechnik', 'Gebäudetechnik', 'Ladenbau'] as const;

export interface MadeUpContact {
  readonly company: string;
  readonly person: string;
  readonly position: string;
}

export function madeUpContact(chance: Dice, industry: Industry): MadeUpContact {
  return {
    company: `${chance.pick(surnames)} ${chance.pick<string>(trades[industry])} ${chance.pick(towns)}`,
    person: `${chance.pick(firstNames)} ${chance.pick(surnames)}`,
    position: chance.pick(positions),
  };
}

/** The four who sell. */
export const sellers = ['Ines Albrecht', 'Timo Wagner', 'Selma Arslan', 'Bernd Kuhn'] as const;
