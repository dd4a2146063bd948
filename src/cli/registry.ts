import type { Command } from './command.ts';
import { accept } from './commands/accept.ts';
import { agreeEnd, agreePause, agreeResume } from './commands/agree-course.ts';
import { agreeList } from './commands/agree-list.ts';
import { agreePreview } from './commands/agree-preview.ts';
import { agreePropose } from './commands/agree-propose.ts';
import { agreeShow } from './commands/agree-show.ts';
import { agreeSign } from './commands/agree-sign.ts';
import { bundle } from './commands/bundle.ts';
import { claims } from './commands/claims.ts';
import { claimsCondition } from './commands/claims-condition.ts';
import { claimsContest } from './commands/claims-contest.ts';
import { claimsDecide } from './commands/claims-decide.ts';
import { claimsOverlaps } from './commands/claims-overlaps.ts';
import { define } from './commands/define.ts';
import { defineReplay } from './commands/define-replay.ts';
import { definitions } from './commands/definitions.ts';
import { definitionsOverride } from './commands/definitions-override.ts';
import { definitionsQuarantine } from './commands/definitions-quarantine.ts';
import { definitionsTakeBack } from './commands/definitions-take-back.ts';
import { doctor } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { facts } from './commands/facts.ts';
import { funnel } from './commands/funnel.ts';
import { importCommand } from './commands/import.ts';
import { imports } from './commands/imports.ts';
import { invite } from './commands/invite.ts';
import { keyCreate } from './commands/key-create.ts';
import { keyList } from './commands/key-list.ts';
import { keyRevoke } from './commands/key-revoke.ts';
import { leadNextQuestion } from './commands/lead-next-question.ts';
import { link } from './commands/link.ts';
import { memberList } from './commands/member-list.ts';
import { memberRemove } from './commands/member-remove.ts';
import { memberReset } from './commands/member-reset.ts';
import { memberRole } from './commands/member-role.ts';
import { milestone } from './commands/milestone.ts';
import { notice } from './commands/notice.ts';
import { peopleKeepApart, peopleMerge, peopleUnmerge } from './commands/people-merge.ts';
import { peopleProposals } from './commands/people-proposals.ts';
import { personErase } from './commands/person-erase.ts';
import { personExport } from './commands/person-export.ts';
import { personFind } from './commands/person-find.ts';
import { rebuild } from './commands/rebuild.ts';
import { reject } from './commands/reject.ts';
import { requestAnswer, requestList, requestMake, requestWithdraw } from './commands/request.ts';
import { restore } from './commands/restore.ts';
import { retention, retentionApply, retentionSet } from './commands/retention.ts';
import { seal } from './commands/seal.ts';
import { settle } from './commands/settle.ts';
import { start } from './commands/start.ts';
import { statement } from './commands/statement.ts';
import { statements } from './commands/statements.ts';
import { undoImport } from './commands/undo-import.ts';
import { verify } from './commands/verify.ts';
import { workspaceCreate } from './commands/workspace-create.ts';
import { workspaceList } from './commands/workspace-list.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  start,
  workspaceCreate,
  workspaceList,
  link,
  invite,
  memberList,
  memberRole,
  memberRemove,
  memberReset,
  keyCreate,
  keyList,
  keyRevoke,
  importCommand,
  imports,
  undoImport,
  facts,
  funnel,
  define,
  defineReplay,
  definitions,
  definitionsQuarantine,
  definitionsOverride,
  definitionsTakeBack,
  leadNextQuestion,
  agreePropose,
  agreePreview,
  agreeSign,
  agreeShow,
  agreeList,
  agreePause,
  agreeResume,
  agreeEnd,
  claims,
  claimsOverlaps,
  accept,
  reject,
  claimsContest,
  claimsDecide,
  claimsCondition,
  notice,
  milestone,
  requestMake,
  requestAnswer,
  requestWithdraw,
  requestList,
  settle,
  statements,
  statement,
  bundle,
  verify,
  peopleProposals,
  peopleMerge,
  peopleUnmerge,
  peopleKeepApart,
  personFind,
  personExport,
  personErase,
  retention,
  retentionSet,
  retentionApply,
  exportCommand,
  restore,
  seal,
  rebuild,
  doctor,
];
