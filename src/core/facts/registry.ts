import * as agreement from './agreement.ts';
import * as appointment from './appointment.ts';
import * as claim from './claim.ts';
import { companyRecorded } from './company.ts';
import { consentGiven, consentWithdrawn } from './consent.ts';
import * as customer from './customer.ts';
import * as deal from './deal.ts';
import { determinationOverridden } from './determination.ts';
import type { FactKind } from './fact-kind.ts';
import * as lead from './lead.ts';
import * as milestone from './milestone.ts';
import * as order from './order.ts';
import { personErased, personKeptApart, personMerged, personRecorded, personUnmerged } from './person.ts';
import * as request from './request.ts';
import { retentionSet } from './retention.ts';
import { factRetracted } from './retraction.ts';
import { touchRecorded } from './touch.ts';

/** Every kind of fact. The order is the precedence of facts that happened at the same instant. */
export const factKinds: readonly FactKind[] = [
  personRecorded,
  personMerged,
  personUnmerged,
  personKeptApart,
  companyRecorded,
  consentGiven,
  consentWithdrawn,
  touchRecorded,
  lead.leadCaptured,
  lead.leadAnswered,
  lead.leadGraded,
  lead.leadAssigned,
  lead.leadAcknowledged,
  lead.leadContacted,
  lead.leadHandedOver,
  lead.leadAccepted,
  lead.leadRejected,
  lead.leadRecycled,
  lead.leadRated,
  appointment.appointmentBooked,
  appointment.appointmentRescheduled,
  appointment.appointmentCancelled,
  appointment.appointmentEvidenced,
  deal.offerSent,
  deal.dealOpened,
  deal.dealStageChanged,
  deal.dealWon,
  deal.dealLost,
  deal.dealReopened,
  order.orderPlaced,
  order.invoiceIssued,
  order.invoiceCorrected,
  order.paymentReceived,
  order.paymentReversed,
  order.orderRefunded,
  customer.subscriptionStarted,
  customer.subscriptionChanged,
  customer.subscriptionEnded,
  customer.usageRecorded,
  customer.feedbackGiven,
  customer.costRecorded,
  milestone.milestoneEvidenced,
  milestone.milestoneAccepted,
  milestone.milestoneRefused,
  request.requestMade,
  request.requestAnswered,
  request.requestWithdrawn,
  customer.trackingLost,
  customer.trackingRestored,
  agreement.definitionAdopted,
  determinationOverridden,
  agreement.agreementProposed,
  agreement.agreementSigned,
  agreement.agreementPaused,
  agreement.agreementResumed,
  agreement.agreementEnded,
  claim.noticeDelivered,
  claim.claimAccepted,
  claim.claimRejected,
  claim.claimContested,
  claim.claimDecided,
  claim.holdbackConditionMet,
  claim.holdbackConditionFailed,
  agreement.statementClosed,
  agreement.documentIssued,
  retentionSet,
  personErased,
  factRetracted,
];

const byName = new Map(factKinds.map((kind) => [kind.name, kind]));
const precedenceByName = new Map(factKinds.map((kind, index) => [kind.name, index]));

/** The newest version of a kind, or undefined if the vocabulary does not have it. */
export function findFactKind(name: string): FactKind | undefined {
  return byName.get(name);
}

/** Place of a kind among facts of the same instant; unknown kinds come last. */
export function kindPrecedence(name: string): number {
  return precedenceByName.get(name) ?? factKinds.length;
}
