import type { Aged } from '../rules/ageing.ts';

export interface WithAgeing {
  /** On what its answer rests has ended. Absent: nothing has. */
  aged?: Aged | null;
}

export const ageingPaths = {
  aged: {
    type: {
      at: Date,
      rules: [
        {
          key: String,
          kind: { type: String },
          name: String,
          endedOn: String,
          replacedBy: String,
          _id: false,
        },
      ],
      openSince: { type: Date, default: null },
      look: { type: { as: String, note: String, at: Date, by: String }, _id: false, default: null },
    },
    _id: false,
    default: undefined,
  },
} as const;
