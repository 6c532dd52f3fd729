import type { RefusalGround } from '../rules/fields.ts';

export interface ItemRefusal {
  ground: RefusalGround;
  guidance: string;
  /** Account id of the coordinator; absent in refusals from before it was kept. */
  by?: string;
}

/** A refusal that was taken back. */
export interface OverturnedRefusal {
  ground: RefusalGround;
  /** Account id of who had refused; null: not kept then. */
  by: string | null;
  at: Date;
  /** Its sender had contested it. */
  contested: boolean;
  takenBackAt: Date;
  takenBackBy: string;
  reason: string;
}

/** The sender does not agree with a refusal: once. */
export interface Contest {
  at: Date;
  /** The sender's; not public. */
  reason: string;
  /** Since when it waits for somebody else's decision; null: decided. */
  openSince: Date | null;
  /** The second reader stays with the refusal, and says why. */
  upheld: { at: Date; by: string; reason: string } | null;
}

export interface WithRefusal {
  refusal: ItemRefusal | null;
  overturned: OverturnedRefusal[];
  contest: Contest | null;
}

const overturned = {
  ...{ ground: String, by: { type: String, default: null }, at: Date, contested: Boolean },
  ...{ takenBackAt: Date, takenBackBy: String, reason: String },
};

export const refusalPaths = {
  refusal: { type: { ground: String, guidance: String, by: String }, _id: false, default: null },
  overturned: { type: [{ ...overturned, _id: false }], default: [] },
  contest: {
    type: {
      ...{ at: Date, reason: String, openSince: { type: Date, default: null } },
      upheld: { type: { at: Date, by: String, reason: String }, _id: false, default: null },
    },
    _id: false,
    default: null,
  },
};
