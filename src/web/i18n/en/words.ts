import { arithmeticWordsEn } from '#protocol/arithmetic-words.en.ts';
import { refusalSentenceEn } from '#protocol/refusal-sentences.en.ts';
import type { Words } from '../words.ts';
import { access } from './access.ts';
import { agreement } from './agreement.ts';
import { claimInbox } from './claim-inbox.ts';
import { claims } from './claims.ts';
import { clause } from './clause.ts';
import { compare } from './compare.ts';
import { contacts } from './contacts.ts';
import { course } from './course.ts';
import { definitionEditor } from './definition-editor.ts';
import { definitions } from './definitions.ts';
import { demo } from './demo.ts';
import { determination } from './determination.ts';
import { dispute } from './dispute.ts';
import { facts } from './facts.ts';
import { figures } from './figures.ts';
import { imports } from './imports.ts';
import { inbox, leads } from './leads.ts';
import { line } from './line.ts';
import { account, invitation, members } from './members.ts';
import { newAgreement } from './new-agreement.ts';
import { overlaps } from './overlaps.ts';
import { ownCompany } from './own-company.ts';
import { ownTable } from './own-table.ts';
import { people } from './people.ts';
import { events, keys, palette, places, settings } from './places.ts';
import { plan } from './plan.ts';
import { print } from './print.ts';
import { recompute } from './recompute.ts';
import { requests } from './requests.ts';
import { shell } from './shell.ts';
import { statement } from './statement.ts';
import { today } from './today.ts';

export const words: Words = {
  access,
  account,
  agreement,
  claimInbox,
  claims,
  clause,
  compare,
  contacts,
  course,
  definitionEditor,
  definitions,
  demo,
  determination,
  dispute,
  events,
  keys,
  palette,
  places,
  settings,
  shell,
  facts,
  figures,
  imports,
  inbox,
  leads,
  invitation,
  line,
  members,
  newAgreement,
  overlaps,
  ownTable,
  ownCompany,
  people,
  plan,
  print,
  recompute,
  requests,
  statement,
  today,
  arithmetic: arithmeticWordsEn,
  refusal: refusalSentenceEn,
};
