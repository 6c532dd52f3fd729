/** A matter of a submission that is to be, or is, handled on its own. */
export interface SplitPart {
  n: number;
  subject: string;
  text: string;
  regulation: string | null;
  /** Whose it is, as far as whoever splits can say: screening decides. */
  unit: string | null;
  /** Ids of the files of the sender that go with it. */
  files: string[];
  /** Of the item that was made of it; null: not made yet. */
  code: string | null;
}

export interface Split {
  at: Date;
  /** Account id: the items are made in this person's name. */
  by: string;
  /** Until then it can be undone; null: it is done. */
  carryAt: Date | null;
  /** What stays with the item itself. */
  rest: string;
  parts: SplitPart[];
}

/** Another item that has to do with this one, and is answered by itself. */
export interface ItemLink {
  code: string;
  at: Date;
  by: string;
}

export interface WithSplitting {
  /** The last time that it was split; absent or null: never, or undone. */
  split?: Split | null;
  /** Codes of the items that were made of it. */
  parts?: string[];
  /** Code of the item that it was a part of. */
  partOf?: string | null;
  /** Noted here; the other item shows them too. */
  links?: ItemLink[];
}

const part = {
  ...{ n: Number, subject: String, text: String, regulation: String, unit: String, code: String },
  files: [String],
  _id: false,
};

export const splittingPaths = {
  split: {
    type: { at: Date, by: String, carryAt: Date, rest: String, parts: [part] },
    _id: false,
    default: undefined,
  },
  parts: { type: [String], default: undefined },
  partOf: { type: String, default: undefined },
  links: { type: [{ code: String, at: Date, by: String, _id: false }], default: undefined },
};
