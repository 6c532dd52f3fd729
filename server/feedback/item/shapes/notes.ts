/** What colleagues tell each other about an item; never the sender. */
export interface Note {
  n: number;
  at: Date;
  /** Account id. */
  by: string;
  text: string;
}

/** Something to be done before the answer goes. */
export interface Task {
  n: number;
  text: string;
  done: { at: Date; by: string } | null;
}

export interface WithNotes {
  /** At most MOST_NOTES, oldest first. */
  notes: Note[];
  /** At most MOST_TASKS. */
  tasks: Task[];
}

export const notePaths = {
  notes: { type: [{ n: Number, at: Date, by: String, text: String, _id: false }], default: [] },
  tasks: {
    type: [
      {
        ...{ n: Number, text: String },
        done: { type: { at: Date, by: String }, _id: false, default: null },
        _id: false,
      },
    ],
    default: [],
  },
};
