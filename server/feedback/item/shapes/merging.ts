/** The item says the same as another: that one is answered for both. */
export interface Merged {
  /** Code of the other. */
  into: string;
  at: Date;
  /** Account id of the coordinator. */
  by: string;
}

export interface WithMerging {
  /** Stays when both are answered; null: never, or taken back. */
  merged: Merged | null;
}

export const mergingPaths = {
  merged: { type: { into: String, at: Date, by: String }, _id: false, default: null },
};
