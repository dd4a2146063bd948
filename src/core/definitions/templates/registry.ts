import type { Definition } from '../definition.ts';
import { appointmentHeld } from './appointment-held.ts';
import { dealWon } from './deal-won.ts';
import { milestoneEvidenced } from './milestone-evidenced.ts';
import { orderPaid } from './order-paid.ts';
import { orderPlaced } from './order-placed.ts';
import { qualifiedLeadBant } from './qualified-lead-bant.ts';
import { qualifiedLeadIcp } from './qualified-lead-icp.ts';
import { qualifiedLeadThreeA } from './qualified-lead-three-a.ts';

/** Definitions to start from, in the order in which they are offered. */
export const definitionTemplates: readonly Definition[] = [
  qualifiedLeadThreeA,
  qualifiedLeadBant,
  qualifiedLeadIcp,
  appointmentHeld,
  dealWon,
  orderPlaced,
  orderPaid,
  milestoneEvidenced,
];
