/** An office has raised it with another; its people are the sender. */
export interface Raised {
  /** Slug. */
  unit: string;
  /** Account id. */
  by: string;
}

export interface WithRaised {
  /** Absent: somebody outside has sent it. */
  raised?: Raised | null;
}

export const raisedPaths = {
  raised: { type: { unit: String, by: String }, _id: false, default: undefined },
} as const;
