/** invited → active ⇄ inactive. An invitation that nobody took up can be withdrawn: invited → inactive. */
export const STATUSES = ['invited', 'active', 'inactive'] as const;
export type AccountStatus = (typeof STATUSES)[number];

export type AccountMove = 'invite-again' | 'activate' | 'deactivate' | 'reactivate';

const MOVES: Record<AccountMove, { from: readonly AccountStatus[]; to: AccountStatus }> = {
  'invite-again': { from: ['invited'], to: 'invited' },
  activate: { from: ['invited'], to: 'active' },
  deactivate: { from: ['invited', 'active'], to: 'inactive' },
  reactivate: { from: ['inactive'], to: 'active' },
};

/** True when an account in this status may make the move. */
export function allowsMove(status: AccountStatus, move: AccountMove): boolean {
  return MOVES[move].from.includes(status);
}

/**
 * The status after a move.
 * @param hasPassword or an identity at the city's provider: someone who never took up the invitation goes back to being invited, not to being active
 */
export function statusAfter(move: AccountMove, hasPassword: boolean): AccountStatus {
  return move === 'reactivate' && !hasPassword ? 'invited' : MOVES[move].to;
}
