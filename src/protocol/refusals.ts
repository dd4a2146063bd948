import { type RefusalCode, refusalCodes } from '#core/kernel/refusal-codes.ts';

type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500 | 503;

/** The HTTP status of every refusal. 409: the state of things says no; 422: the content does. */
export const refusalStatus: Readonly<Record<RefusalCode, RefusalStatus>> = {
  'access.key_unknown': 404,
  'access.no_permission': 403,
  'access.not_signed_in': 401,
  'access.origin_foreign': 403,
  'access.party_reserved': 403,
  'access.sign_in_link_unusable': 401,
  'agreement.cap_or_graduation_missing': 422,
  'agreement.document_invalid': 422,
  'agreement.hash_mismatch': 409,
  'agreement.incomplete': 422,
  'agreement.not_in_force': 409,
  'agreement.not_proposed': 409,
  'agreement.unknown': 404,
  'claim.comment_missing': 422,
  'claim.evidence_missing': 422,
  'claim.review_window_over': 409,
  'claim.unknown': 404,
  'data_folder.in_use': 409,
  'database.unavailable': 503,
  'definition.example_failed': 422,
  'definition.rule_invalid': 422,
  'definition.too_complex': 422,
  'definition.unknown': 404,
  'document.invalid': 422,
  'endpoint.unknown': 404,
  'fact.backfill_after_seal': 409,
  'fact.conflict': 409,
  'fact.kind_reserved': 403,
  'fact.kind_unknown': 422,
  'fact.not_head_of_chain': 409,
  'fact.payload_invalid': 422,
  'fact.revision_unexpected': 409,
  'fact.subject_invalid': 422,
  'fact.supersedes_unknown': 422,
  'fact.unknown': 404,
  'import.file_missing': 422,
  'import.file_unreadable': 422,
  'import.mapping_invalid': 422,
  'import.row_unreadable': 422,
  'import.unknown': 404,
  'import.value_unreadable': 422,
  'input.invalid': 400,
  'input.too_large': 413,
  'money.too_many_digits': 422,
  'money.unreadable': 422,
  'server.failed': 500,
  'server.unreachable': 503,
  'settlement.cut_before_last': 409,
  'settlement.cut_in_future': 422,
  'settlement.period_before_last': 409,
  'settlement.period_outside_term': 422,
  'statement.unknown': 404,
  'time.not_an_instant': 422,
  'workspace.exists': 409,
  'workspace.mixed_with_demo': 409,
  'workspace.unknown': 404,
};

const known = new Set<string>(refusalCodes);

export function isRefusalCode(code: string): code is RefusalCode {
  return known.has(code);
}
