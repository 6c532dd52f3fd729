import type { Shield } from '../rules/shield.ts';

export interface WithShield {
  /** Null: it is about nobody's conduct. Items from before there were shields have none. */
  shield?: Shield | null;
}

export const shieldPaths = {
  shield: { type: { unit: String, by: String, at: Date }, _id: false, default: null },
};
