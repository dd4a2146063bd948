import type { Refusal } from '#core/kernel/result.ts';
import { claimState } from './claim-state-words.ts';
import { datePatterns } from './expectation.ts';
import { reasonText } from './refusal-reasons.ts';
import { given, plain, type RefusalSentences } from './sentence.ts';

const sentences: RefusalSentences = {
  'access.key_unknown': () => 'There is no API key with this id in this workspace. Look at the list of keys.',
  'access.no_permission': (p) =>
    `You may not do this here${given(p, 'permission', ' (permission needed: ', ')')}. Ask an owner of the workspace.`,
  'access.not_signed_in': () => 'You are not signed in, or the API key is not valid. Sign in with a new link, or send a valid key.',
  'access.origin_foreign': () => 'This request came from another web site and was refused. Open Belegbar at its own address and try again.',
  'access.party_of_payer': (p) =>
    `No partner can stand for${given(p, 'party', ' the party "', '"') || ' this party'}: it pays${given(p, 'agreement', ' in the agreement "', '"')}, and the workspace itself decides for it. Give the person another role, such as owner.`,
  'access.party_reserved': (p) =>
    `Only the person who stands for${given(p, 'party', ' the party "', '"') || ' this party'} may sign or speak for it.`,
  'access.second_factor_demanded': () =>
    'This workspace asks people in your role to sign in in two steps. Switch that on in your account, then go on here.',
  'access.second_factor_in_force': () => 'Signing in in two steps is on already. To use another app, switch it off first.',
  'access.second_factor_needed': () => 'To sign in, the code of your authenticator app or a recovery code is still needed.',
  'access.second_factor_unusable': () =>
    'This code is not valid, or no longer. Enter the code the app shows now, or begin to sign in anew.',
  'access.sign_in_link_unusable': () => 'This sign-in link has been used or has expired. Ask for a new one; each works one time.',
  'access.sign_in_unusable': () => 'Address and password do not match. Check both, or sign in with a sign-in link.',
  'access.too_many_attempts': (p) =>
    `These were too many attempts. Wait${given(p, 'minutes', ' ', ' minutes') || ' a while'}, then try again.`,
  'agreement.already_ended': (p) => `The agreement already ends early${given(p, 'lastOn', ', on ')}. An end once given stays.`,
  'agreement.already_paused': (p) => `The agreement is already paused${given(p, 'since', ' since ')}. Resume it first.`,
  'agreement.amendment_invalid': (p) =>
    `This version cannot amend the signed agreement${given(p, 'problems', ': ')}. Correct the document and propose it again.`,
  'agreement.document_invalid': (p) =>
    `The agreement cannot be read${given(p, 'problems', ': ')}. Correct the document and propose it again.`,
  'agreement.end_outside_term': (p) =>
    `The last day${given(p, 'lastOn', ' (', ')')} has to lie inside the term${given(p, 'from', ', from ')}${given(p, 'to', ' to before ')}. Choose a day inside it.`,
  'agreement.hash_mismatch': (p) =>
    `This is not the content that was proposed${given(p, 'expected', ' (check number of the newest version: ', ')')}. Read the newest version and sign that one.`,
  'agreement.incomplete': (p) => `The agreement is not complete. Missing: ${plain(p, 'missing') || 'see the list'}.`,
  'agreement.not_in_force': (p) =>
    `The agreement${given(p, 'agreement', ' "', '"')} is not in force. Every party has to sign the same version${given(p, 'missing', '; still missing: ')}.`,
  'agreement.not_paused': () => 'The agreement is not paused, so there is nothing to resume.',
  'agreement.not_proposed': (p) =>
    `The agreement${given(p, 'agreement', ' "', '"')} has not been proposed yet. Propose it first, then sign.`,
  'agreement.notice_too_short': (p) =>
    `This is shorter than the notice of the exit rule${given(p, 'days', ' (', ' days)')}. Choose a later last day${given(p, 'earliest', ', at the earliest ')}.`,
  'agreement.party_unknown': (p) =>
    `The agreement has no party "${plain(p, 'party')}"${given(p, 'parties', '; its parties are ')}. Sign for one of them.`,
  'agreement.pause_not_agreed': () =>
    'This side may not pause the agreement: no obligation of the client says so. Ask the other side, or dispute the claims concerned.',
  'agreement.unknown': (p) =>
    `There is no agreement${given(p, 'agreement', ' "', '"')} in this workspace. Check its id in the list of agreements.`,
  'agreement.version_taken': (p) =>
    `Version${given(p, 'version', ' ')} of the agreement${given(p, 'agreement', ' "', '"')} was proposed with other content. Raise the version and propose it again.`,
  'backup.changed': () => 'This backup was changed after it was written: its check number does not fit its content. Use another copy.',
  'backup.newer': (p) =>
    `This backup was written by a newer version of Belegbar${given(p, 'found', ' (', ')')}. Update this installation, then restore it.`,
  'backup.truncated': () => 'This backup ends before its last line; part of it is missing. Use another copy.',
  'backup.unreadable': (p) =>
    `This file is no backup of a workspace${given(p, 'problem', ': ')}. A backup is what \`belegbar export\` wrote.`,
  'claim.comment_missing': (p) =>
    `The reason${given(p, 'reason', ' "', '"') || ' "other"'} needs a comment. Write in a sentence why the claim is rejected.`,
  'claim.evidence_missing': () => 'Rejecting a claim needs evidence. Name the document, link or message that shows the reason.',
  'claim.no_condition': (p) =>
    `The component${given(p, 'component', ' "', '"')} has no hold-back that waits for this condition. Look at the agreement.`,
  'claim.not_disputable': (p) =>
    `Nothing can be contested here by this side${claimState(p, 'en', ' (', ')')}. The payee contests a rejection, the payer a claim it can no longer reject; what was decided in a dispute stays decided.`,
  'claim.not_disputed': (p) => `The claim is not in dispute${claimState(p, 'en', ' (', ')')}. There is nothing to decide.`,
  'claim.not_open': (p) =>
    `The claim${given(p, 'subject', ' on ')} is not open to this decision${claimState(p, 'en', ' (', ')')}. A claim in dispute is settled by deciding the dispute; any other can be decided again when its facts change.`,
  'claim.period_locked': (p) =>
    `The month${given(p, 'period', ' ')} of this claim has locked${given(p, 'lockedAt', ' at ')}. What was settled then stays.`,
  'claim.reason_unknown': (p) =>
    `The agreement knows no reason${given(p, 'reason', ' "', '"')}. Choose one of${given(p, 'reasons', ': ') || ' its reasons'}.`,
  'claim.review_window_over': (p) =>
    `The review period of this claim${given(p, 'days', ' (', ' days)')} is over. What is wrong is for the persons of both sides named in the agreement to settle.`,
  'claim.unknown': (p) =>
    `There is no such claim${given(p, 'subject', ' on ')}${given(p, 'component', ' in ')}. Check the list of claims of the agreement.`,
  'data_folder.in_use': (p) =>
    `Another server already runs on the data folder${given(p, 'folder', ' ')}${given(p, 'pid', ' (process ', ')')}. Stop it, or choose another folder with --data-dir.`,
  'database.disk_full': (p) =>
    `The disk is full, nothing of this was recorded${given(p, 'reference', ' (reference ', ')')}. Make room and send it again.`,
  'database.unavailable': (p) =>
    `The database does not answer${given(p, 'reason', ': ')}. Check that it runs and that its address is right, then try again.`,
  'definition.example_failed': (p) =>
    `The example${given(p, 'example', ' "', '"')}${given(p, 'place', ' (', ')')} answers ${plain(p, 'found') || 'something else'} instead of ${plain(p, 'expected') || 'what it says'}. Correct the rule or the example.`,
  'definition.rule_invalid': (p) =>
    `The rule${given(p, 'key', ' of "', '"')} cannot be used${given(p, 'place', ', line and column ')}${given(p, 'problem', ': ')}. Correct the rule.`,
  'definition.too_complex': (p) =>
    `The rule${given(p, 'key', ' of "', '"')} is too complex${given(p, 'place', ', line and column ')}${given(p, 'problem', ': ')}. Split it or nest less.`,
  'definition.too_slow': (p) =>
    `The rule${given(p, 'key', ' of "', '"')} takes too long: after${given(p, 'seconds', ' ', ' seconds') || ' the time allowed'} only${given(p, 'done', ' ') || ' a few'} subjects were evaluated. Simplify the rule.`,
  'definition.unknown': (p) =>
    `There is no definition${given(p, 'definition', ' "', '"')}${given(p, 'key', ' "', '"')} in this workspace. Adopt it first.`,
  'definition.version_taken': (p) =>
    `Version${given(p, 'version', ' ')} of the definition${given(p, 'key', ' "', '"')} exists with other content. A version in force is never edited; raise the version.`,
  'determination.claim_settled': (p) =>
    `The claim on${given(p, 'subject', ' ') || ' this subject'}${given(p, 'agreement', ' under the agreement "', '"')} is decided, or its review period is over. A decision by hand does not take it away; what is wrong is for the persons of both sides named in the agreement to settle.`,
  'determination.override_not_allowed': (p) =>
    `The definition${given(p, 'definition', ' "', '"')} does not let people decide otherwise. A new version can allow it, with a quota for each person.`,
  'determination.quota_used': (p) =>
    `Your quota of decisions${given(p, 'definition', ' for "', '"')} is used up this month${given(p, 'used', ': ', ' taken')}${given(p, 'quota', ' of ', ' allowed')}${given(p, 'subjects', ' among ', ' cases')}. Take one back, or change the definition.`,
  'determination.unchanged': (p) => `That is the answer already${given(p, 'subject', ': ')}. Decide only what the rule sees otherwise.`,
  'determination.unknown': (p) =>
    `The definition${given(p, 'definition', ' "', '"')} says nothing about${given(p, 'subject', ' ') || ' this subject'}. Check the id.`,
  'document.invalid': (p) =>
    `The document${given(p, 'document', ' (', ')')} cannot be read${given(p, 'problems', ': ')}. Correct it and send it again.`,
  'endpoint.unknown': (p) => `There is nothing at ${plain(p, 'path') || 'this address'}. The description of the interface is at /api/docs.`,
  'fact.backfill_after_seal': () =>
    'A time of recording can be stated only before the first seal and the first statement. Import without --recorded-at.',
  'fact.conflict': (p) =>
    `An event with the same id${given(p, 'externalId', ' "', '"')}${given(p, 'source', ' of ')} is recorded with other content${given(p, 'recorded', '; recorded: ')}${given(p, 'given', '; given: ')}. Send it as a correction: with the next revision and the event it corrects.`,
  'fact.kind_reserved': (p) =>
    `Events${given(p, 'kind', ' of the kind "', '"')} are recorded only by the decision itself. Adopt, propose, sign or settle instead of sending the event.`,
  'fact.kind_unknown': (p) => `The kind of event${given(p, 'kind', ' "', '"')} is not known. Use one of the kinds in the documentation.`,
  'fact.not_head_of_chain': (p) => `This event has been corrected already${given(p, 'head', ' by ')}. Correct that newest version instead.`,
  'fact.payload_invalid': (p) =>
    `The event${given(p, 'kind', ' ')} does not fit${given(p, 'field', ' in the field "', '"')}: expected ${plain(p, 'expects') || 'something else'}. Correct the value and send it again.`,
  'fact.revision_unexpected': () => 'Something was recorded about this in the meantime. Look at the newest state and decide again.',
  'fact.subject_invalid': (p) =>
    `${plain(p, 'kind') || 'This event'} cannot be about ${plain(p, 'subject') || 'this subject'}. It needs a subject of another kind${given(p, 'expects', ': ')}.`,
  'fact.supersedes_unknown': (p) => `The event to correct${given(p, 'fact', ' (', ')')} does not exist in this workspace. Check its id.`,
  'fact.unknown': (p) => `There is no event${given(p, 'id', ' with the id ')} in this workspace. Check the id.`,
  'import.file_missing': (p) => `The mapping asks for the file${given(p, 'file', ' "', '"')}, which was not given. Add it to the import.`,
  'import.file_unreadable': (p) =>
    `The file${given(p, 'file', ' "', '"')} cannot be read${given(p, 'line', ' from line ')}: ${reasonText(plain(p, 'reason') || 'not_text', 'en')}. Save it again, as CSV or as a workbook (.xlsx).`,
  'import.mapping_invalid': (p) => `The mapping is not right${given(p, 'problems', ': ')}. Correct it and try again.`,
  'import.mapping_not_kept': () => 'The mapping of this import was not kept: it is older than this feature. Use the file it was made with.',
  'import.number_taken': (p) =>
    `${place(p)}the number${given(p, 'externalId', ' "', '"')} stands in another row, or was imported with other content. Give each row a number of its own.`,
  'import.row_unreadable': (p) =>
    `${place(p)}the row cannot be read: ${reasonText(plain(p, 'reason') || 'columns', 'en')}${given(p, 'found', ' (found ', ')')}. Correct the row in the file.`,
  'import.unknown': (p) => `There is no import${given(p, 'importId', ' ')} in this workspace. Look at the list of imports.`,
  'import.value_unreadable': (p) =>
    p['expects'] === 'not blank'
      ? `${place(p)}${given(p, 'column', 'the column "', '"') || 'a column'} is empty here. The row cannot be imported without this value; fill it in.`
      : `${place(p)}the value${given(p, 'value', ' "', '"')}${given(p, 'column', ' in the column "', '"')} does not fit${expectedOfRow(p)}. Correct the value or the mapping.`,
  'input.invalid': (p) =>
    `The request is not right${given(p, 'at', ' at "', '"')}${given(p, 'expects', ': ')}. Correct it and send it again.`,
  'input.too_intricate': (p) =>
    `The text is nested too deeply or has too many signs that mean something, such as brackets and quotes${given(p, 'limit', '; allowed are ')}. Shorten or split it.`,
  'input.too_slow': (p) => `Nothing more was sent${given(p, 'seconds', ' for ', ' seconds')}, so receiving was broken off. Send it again.`,
  'input.too_large': (p) =>
    `This${given(p, 'file', ' (', ')')} is too large${given(p, 'limitBytes', ' (at most ', ' bytes)')}${given(p, 'max', ' (at most ', ')')}${given(p, 'limit', ' (at most ', ' characters)')}. Split it into smaller parts.`,
  'invitation.sign_in_first': (p) =>
    `The address${given(p, 'email', ' ', '')} is known already. Sign in with it, then open the invitation again.`,
  'invitation.unknown': () => 'There is no such open invitation in this workspace. Look at the list of invitations.',
  'invitation.unusable': () => 'This invitation has been used, was withdrawn, or has expired. Ask for a new one; each works one time.',
  'lead.claims_open': () =>
    'Claims stand and fall with this lead. Rejecting it, and taking that back, is therefore for those who decide claims (owners and sales). Ask one of them.',
  'lead.owner_unknown': (p) =>
    `${plain(p, 'to') || 'This name'} is neither a member of the workspace nor known from the CRM. Write the name as it stands there, or invite the person.`,
  'lead.step_taken_back': () => 'This has been taken back already. Load the page again; it shows how things stand now.',
  'lead.step_too_old': () => 'A step can be taken back only right after it, for two minutes. Record now what holds instead.',
  'lead.step_unknown': () =>
    'Here you can take back only what you recorded about this lead yourself. Whoever recorded the rest corrects it.',
  'lead.unknown': () => 'This lead is not in this workspace. Open it from the list of leads.',
  'member.exists': (p) => `${plain(p, 'email') || 'This person'} belongs to the workspace already. Change the role in the list of members.`,
  'member.last_owner': () => 'This is the last owner of the workspace. Make somebody else an owner first.',
  'member.unknown': (p) =>
    `Nobody${given(p, 'member', ' with the id or address "', '"')} belongs to this workspace. Look at the list of members.`,
  'milestone.unknown': (p) =>
    `The agreement has no milestone${given(p, 'component', ' "', '"')}${given(p, 'milestones', '; its milestones are ')}. Name one of them.`,
  'money.too_many_digits': (p) =>
    `The amount${given(p, 'value', ' "', '"')} has more decimals than ${plain(p, 'currency') || 'its currency'} has${given(p, 'digits', ' (', ')')}. Round it before.`,
  'money.unreadable': (p) =>
    `"${plain(p, 'value')}" is not an amount${given(p, 'column', ' (column "', '")')}. Write it like ${plain(p, 'expects') || '1234.56'}, or state the format in the mapping.`,
  'override.unknown': () => 'There is no such decision by a person. Look in the list of decisions.',
  'person.already_merged': (p) =>
    `The two contacts already count as one person${given(p, 'person', ': ')}. Separate them first if something is wrong.`,
  'person.erased': (p) =>
    `What is known about${given(p, 'subject', ' ') || ' this person'} was erased and is not recorded again. Delete the person in the system this comes from; after a new enquiry record them under a new id.`,
  'person.last_owner': () => 'This is the last owner of the workspace. Make somebody else an owner, then erase this person.',
  'person.not_merged': (p) => `This contact is not merged with another${given(p, 'person', ': ')}. There is nothing to separate.`,
  'person.unknown': (p) =>
    `There is no person${given(p, 'person', ' "', '"')} in this workspace. Look for the name, the e-mail address or the phone number.`,
  'question.not_answered_here': (p) =>
    `That${given(p, 'question', ' (', ')')} cannot be answered here. The value comes from the system that keeps it; correct it there or in the import.`,
  'request.due_in_past': (p) => `The answer cannot be due${given(p, 'dueAt', ' at ')}: that is over. Choose a later time.`,
  'request.not_open': (p) => `This request is not open any more${given(p, 'state', ': it is ')}.`,
  'request.too_many_open': (p) =>
    `Under this agreement${given(p, 'open', ' ') || ' too many'} requests already wait for the other side. Withdraw what is settled, or wait for answers.`,
  'request.unknown': (p) => `There is no request${given(p, 'request', ' ')} under this agreement. Look at the list of requests.`,
  'server.failed': (p) =>
    `Something went wrong in the server${given(p, 'reference', ' (reference ', ')')}. Nothing was changed halfway; try again, and report the reference if it happens again.`,
  'server.unreachable': () => 'The server does not answer. Check the connection and try again.',
  'settlement.cut_before_last': (p) =>
    `A later instant has been settled already${given(p, 'last', ': ')}. Settle as of that instant or later.`,
  'settlement.cut_in_future': (p) => `The instant${given(p, 'cut', ' ')} lies in the future. Settle as of now or earlier.`,
  'settlement.period_before_last': (p) =>
    `A later month has been settled already${given(p, 'last', ': ')}. Settle through that month or later.`,
  'settlement.period_not_begun': (p) =>
    `The month${given(p, 'period', ' ')} had not begun${given(p, 'cut', ' on ')}. Settle through a month that has begun by then.`,
  'settlement.period_outside_term': (p) =>
    `The month${given(p, 'period', ' ')} lies outside the agreement${given(p, 'first', ' (its months: ')}${given(p, 'last', ' to ', ')')}. Choose a month inside it.`,
  'statement.unknown': (p) => `There is no statement${given(p, 'statement', ' ')} in this workspace. Look at the list of statements.`,
  'time.not_an_instant': (p) =>
    `"${plain(p, 'value')}" is not a time that can be understood. Write it with its zone, for example 2026-01-31T09:00:00+01:00.`,
  'workspace.currency_fixed': (p) =>
    `Events are recorded here already. The currency stays${given(p, 'currency', ' ')}. For another one create a workspace of its own.`,
  'workspace.exists': (p) => `There is already a workspace${given(p, 'slug', ' "', '"')}. Choose another short name.`,
  'workspace.mixed_with_demo': () =>
    'Demo or test data cannot go into a real workspace, nor the other way round. Use a workspace of its own.',
  'workspace.not_a_demo': () => 'This works in a workspace with sample data only. In this one everything stays as it is.',
  'workspace.unknown': (p) => `There is no workspace${given(p, 'workspace', ' "', '"')}, or you do not belong to it. Check its short name.`,
};

function expectedOfRow(p: Refusal['params']): string {
  const dates = datePatterns(plain(p, 'expects'));
  return dates === undefined ? given(p, 'expects', ': expected ') : `: expected a date that exists, written ${dates.join(' or ')}`;
}

function place(p: Refusal['params']): string {
  const where = `${given(p, 'file')}${given(p, 'line', plain(p, 'file') === '' ? 'line ' : ', line ')}`;
  return where === '' ? '' : `${where}: `;
}

/** The English sentence of a refusal. */
export function refusalSentenceEn(refusal: Refusal): string {
  const text = sentences[refusal.code](refusal.params);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
