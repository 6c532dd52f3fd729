import type { Evidence } from '../rules/evidence.ts';

export interface WithEvidence {
  /** Files that belong to the answer. At most MOST_EVIDENCE. */
  evidence: Evidence[];
}

export const evidencePaths = {
  evidence: {
    type: [
      {
        id: String,
        name: String,
        type: { type: String },
        bytes: Number,
        description: String,
        by: String,
        at: Date,
        _id: false,
      },
    ],
    default: [],
  },
};
