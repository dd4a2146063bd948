import type { Definition } from '../definition.ts';
import { appointmentHeld } from './appointment-held.ts';
import { dealWon } from './deal-won.ts';
import { milestoneEvidenced } from './milestone-evidenced.ts';
import { orderPaid } from './order-paid.ts';
import { orderPlaced } from './order-placed.ts';
import { qualifiedLeadBant } from './qualified-lead-bant.ts';
import { qualifiedLeadIcp } from './qualified-lead-icp.ts';
import { qualifiedLeadInterest } from './qualified-lead-interest.ts';
import { qualifiedLeadOffer } from './qualified-lead-offer.ts';
import { qualifiedLeadTargetCustomer } from './qualified-lead-target-customer.ts';
import { qualifiedLeadThreeA } from './qualified-lead-three-a.ts';
import { qualifiedLeadWon } from './qualified-lead-won.ts';

/** Definitions to start from, in the order in which they are offered. */
export const definitionTemplates: readonly Definition[] = [
  qualifiedLeadThreeA,
  qualifiedLeadBant,
  qualifiedLeadIcp,
  qualifiedLeadInterest,
  qualifiedLeadOffer,
  qualifiedLeadTargetCustomer,
  qualifiedLeadWon,
  appointmentHeld,
  dealWon,
  orderPlaced,
  orderPaid,
  milestoneEvidenced,
];
