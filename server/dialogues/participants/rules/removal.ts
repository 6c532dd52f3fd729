/** Grounds on which somebody is removed from a session; the person reads it. */
export const REMOVAL_GROUNDS = ['abusive', 'flooding', 'impersonation', 'disruption'] as const;

export type RemovalGround = (typeof REMOVAL_GROUNDS)[number];
