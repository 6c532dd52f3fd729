/** Why the personal part of an item is gone: a dated rule of the city, or its sender has asked for it. */
export type ErasedWhy = 'rule' | 'request';

/** What a coordinator says to a request while an answer is still due. */
export const ERASURE_DECISIONS = ['now', 'after-answer', 'declined'] as const;
export type ErasureDecision = (typeof ERASURE_DECISIONS)[number];

/** Its sender wants who sent it and what is private erased. */
export interface Erasure {
  askedAt: Date;
  /** The waiting day is over then; null: declined. */
  carryAt: Date | null;
  /** Absent: nobody had to decide, or nobody has. */
  decision?: { as: ErasureDecision; reason: string; at: Date; by: string } | null;
}

export interface WithErasure {
  /** Sender and all that was not public are gone. Absent: they are not. */
  erased?: { at: Date; why: ErasedWhy } | null;
  /** Absent: nobody has asked. */
  erasure?: Erasure | null;
}

export const erasurePaths = {
  erased: { type: { at: Date, why: String }, _id: false, default: undefined },
  erasure: {
    type: {
      ...{ askedAt: Date, carryAt: { type: Date, default: null } },
      decision: {
        type: { as: String, reason: String, at: Date, by: String },
        _id: false,
        default: undefined,
      },
    },
    _id: false,
    default: undefined,
  },
} as const;
