/** Where a lead can stand. Apart from the shapes of leads, because the addresses of pages name these and load nothing else. */
export const leadStates = ['captured', 'handed_over', 'accepted', 'rejected', 'recycled', 'won', 'lost'] as const;
