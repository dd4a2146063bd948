import type { Endpoint } from './endpoint.ts';
import * as agreements from './endpoints-agreements.ts';
import * as backup from './endpoints-backup.ts';
import * as claimInbox from './endpoints-claim-inbox.ts';
import * as claims from './endpoints-claims.ts';
import * as compare from './endpoints-compare.ts';
import * as definitions from './endpoints-definitions.ts';
import * as demo from './endpoints-demo.ts';
import * as determinations from './endpoints-determinations.ts';
import * as facts from './endpoints-facts.ts';
import * as figures from './endpoints-figures.ts';
import * as identity from './endpoints-identity.ts';
import * as imports from './endpoints-imports.ts';

import * as leads from './endpoints-leads.ts';

import * as ownTable from './endpoints-own-table.ts';

import * as people from './endpoints-people.ts';
import * as proof from './endpoints-proof.ts';
import * as requests from './endpoints-requests.ts';
import * as signIn from './endpoints-sign-in.ts';
import * as statementCourse from './endpoints-statement-course.ts';
import * as statementFiles from './endpoints-statement-files.ts';
import * as statements from './endpoints-statements.ts';
import * as system from './endpoints-system.ts';
import * as today from './endpoints-today.ts';
import * as workspaces from './endpoints-workspaces.ts';

/** Every endpoint, in the order of the readable docs. The server does not start if one of them is not mounted. */
export const endpoints: readonly Endpoint[] = [
  facts.appendFacts,
  facts.readFacts,
  facts.readFact,
  facts.readFunnel,
  identity.submitForm,
  today.readMoneyBack,
  today.listTodayCases,
  today.listDue,
  today.readLeaks,
  today.readOpenMoney,
  today.readPromises,
  today.readPlan,
  today.readClients,
  leads.listLeads,
  leads.searchLeads,
  leads.readLead,
  leads.actOnLead,
  leads.takeBackLeadStep,
  leads.readInbox,
  figures.readSourceFigures,
  figures.readSources,
  imports.importFiles,
  imports.listImports,
  imports.readImport,
  imports.undoImport,
  ownTable.readImportMapping,
  ownTable.lookAtOwnTable,
  definitions.listDefinitions,
  definitions.adoptDefinition,
  definitions.definitionsInUse,
  definitions.exampleOfSubject,
  definitions.listDefinitionTemplates,
  compare.compareDefinitions,
  determinations.replayDefinition,
  determinations.listQuarantine,
  determinations.listOverrides,
  determinations.overrideDetermination,
  determinations.takeBackOverride,
  determinations.nextQuestions,
  determinations.answerQuestion,
  agreements.listAgreements,
  agreements.proposeAgreement,
  agreements.readAgreement,
  agreements.signAgreement,
  agreements.previewAmendment,
  agreements.pauseAgreement,
  agreements.resumeAgreement,
  agreements.endAgreement,
  agreements.deliverNotices,
  requests.listRequests,
  requests.makeRequest,
  requests.answerRequest,
  requests.withdrawRequest,
  requests.evidenceMilestone,
  claimInbox.readClaimInbox,
  claimInbox.decideClaims,
  claims.listClaims,
  claims.readClaim,
  claims.acceptClaim,
  claims.rejectClaim,
  claims.contestClaim,
  claims.decideDispute,
  claims.recordCondition,
  determinations.listOverlaps,
  determinations.beforeClosing,
  statements.settleAgreement,
  statements.listStatements,
  statements.readStatement,
  statementCourse.explainStatement,
  statements.readStatementLines,
  statementFiles.readStatementCsv,
  statements.explainLine,
  statements.readBundle,
  proof.listSeals,
  proof.verifyBundle,
  people.findPeople,
  people.exportPerson,
  people.erasePerson,
  identity.proposeMerges,
  identity.listMerges,
  identity.mergePeople,
  identity.unmergePeople,
  identity.keepApart,
  identity.recordEmployer,
  identity.readIdentitySettings,
  identity.changeIdentitySettings,
  people.readRetention,
  people.setRetention,
  people.previewRetention,
  workspaces.listWorkspaces,
  workspaces.openOwnWorkspace,
  workspaces.changeWorkspace,
  workspaces.listHolidays,
  backup.exportWorkspace,
  workspaces.listMembers,
  workspaces.changeMember,
  workspaces.removeMember,
  workspaces.demandSecondFactor,
  signIn.listInvitations,
  signIn.inviteMember,
  signIn.revokeInvitation,
  signIn.readInvitation,
  signIn.acceptInvitation,
  workspaces.readMe,
  signIn.signIn,
  signIn.signInWithCode,
  signIn.signOut,
  signIn.chooseLanguage,
  signIn.changeOwnName,
  signIn.setPassword,
  signIn.enrolSecondFactor,
  signIn.confirmSecondFactor,
  signIn.drawRecoveryCodes,
  signIn.endSecondFactor,
  workspaces.listApiKeys,
  workspaces.createApiKey,
  workspaces.revokeApiKey,
  system.readHealth,
  system.readOpenApi,
  system.readDocs,
  demo.listDemoStories,
  demo.takeDemoRole,
  demo.resetDemo,
  demo.readDemoProgress,
];
