/** Why the personal part of an item is gone: a dated rule of the city, or its sender has asked for it. */
export type ErasedWhy = 'rule' | 'request';

export interface WithErasure {
  /** Sender and all that was not public are gone. Absent: they are not. */
  erased?: { at: Date; why: ErasedWhy } | null;
}

export const erasurePaths = {
  erased: { type: { at: Date, why: String }, _id: false, default: undefined },
} as const;
