import type { Endpoint } from './endpoint.ts';
import * as agreements from './endpoints-agreements.ts';
import * as backup from './endpoints-backup.ts';
import * as claims from './endpoints-claims.ts';
import * as definitions from './endpoints-definitions.ts';
import * as facts from './endpoints-facts.ts';
import * as imports from './endpoints-imports.ts';
import * as people from './endpoints-people.ts';
import * as proof from './endpoints-proof.ts';
import * as signIn from './endpoints-sign-in.ts';
import * as statementFiles from './endpoints-statement-files.ts';
import * as statements from './endpoints-statements.ts';
import * as requests from './endpoints-requests.ts';
import * as system from './endpoints-system.ts';
import * as workspaces from './endpoints-workspaces.ts';

/** Every endpoint, in the order of the readable docs. The server does not start if one of them is not mounted. */
export const endpoints: readonly Endpoint[] = [
  facts.appendFacts,
  facts.readFacts,
  facts.readFact,
  facts.readFunnel,
  imports.importFiles,
  imports.listImports,
  imports.readImport,
  imports.undoImport,
  definitions.listDefinitions,
  definitions.adoptDefinition,
  definitions.listDefinitionTemplates,
  agreements.listAgreements,
  agreements.proposeAgreement,
  agreements.readAgreement,
  agreements.signAgreement,
  claims.listClaims,
  claims.readClaim,
  claims.acceptClaim,
  claims.rejectClaim,
  statements.settleAgreement,
  statements.listStatements,
  statements.readStatement,
  statements.readStatementLines,
  statementFiles.readStatementCsv,
  statements.explainLine,
  statements.readBundle,
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
  proof.listSeals,
  proof.verifyBundle,
  people.findPeople,
  people.exportPerson,
  claims.contestClaim,
  claims.decideDispute,
  claims.recordCondition,
  people.erasePerson,
  people.readRetention,
  people.setRetention,
  people.previewRetention,
  workspaces.listWorkspaces,
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
  signIn.setPassword,
  signIn.enrolSecondFactor,
  signIn.confirmSecondFactor,
  signIn.endSecondFactor,
  workspaces.listApiKeys,
  workspaces.createApiKey,
  workspaces.revokeApiKey,
  system.readHealth,
  system.readOpenApi,
  system.readDocs,
];
