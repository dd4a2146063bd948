import type { FactLog } from '#usecases/ports.ts';
import { assertConcernsOwn } from '../confined.ts';
import type { Database } from '../database.ts';
import type { Appender } from './appender.ts';
import { importBatches } from './import-batches.ts';
import { textsBehind } from './personal-lookups.ts';
import {
  closeLogUpTo,
  externalIdsOf,
  factsById,
  factsOfSubject,
  headOfLog,
  pageOfFacts,
  pageOfFactsBefore,
  personalValuesOf,
} from './read-facts.ts';
import { factsOfScopes } from './scopes.ts';

export function factLogIn(database: Database, appender: Appender): FactLog {
  return {
    async append(asker, drafts, options) {
      assertConcernsOwn(asker, drafts);
      return appender.append(asker, drafts, options);
    },
    importBatches: (asker, importId, batches) => importBatches(database, appender, asker, importId, batches),
    factsOfScopes: (asker, subjects) => database.inWorkspace(asker.workspace, (t) => factsOfScopes(t, subjects)),
    factsOfSubject: (asker, subject) => database.inWorkspace(asker.workspace, (t) => factsOfSubject(t, subject)),
    factsById: (asker, ids) => database.inWorkspace(asker.workspace, (t) => factsById(t, ids)),
    pageBefore: (asker, beforeSeq, limit, filter) =>
      database.inWorkspace(asker.workspace, (t) => pageOfFactsBefore(t, beforeSeq, limit, filter)),
    page: (asker, afterSeq, limit, filter) => database.inWorkspace(asker.workspace, (t) => pageOfFacts(t, afterSeq, limit, filter)),
    head: (asker) => database.inWorkspace(asker.workspace, headOfLog),
    closeUpTo: (asker, cut) => database.inWorkspace(asker.workspace, (t) => closeLogUpTo(t, cut)),
    externalIds: (asker, subjects) => database.inWorkspace(asker.workspace, (t) => externalIdsOf(t, subjects)),
    personalValues: (asker, subjects) => database.inWorkspace(asker.workspace, (t) => personalValuesOf(t, subjects)),
    personalTexts: (asker, commitments) => database.inWorkspace(asker.workspace, (t) => textsBehind(t, commitments)),
  };
}
