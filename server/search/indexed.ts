/** A text that is searched for by its words. */
export interface Part {
  /** Its words count twice. */
  heading?: string;
  text: string;
  /** How much it counts beside other parts; 1 when absent. */
  share?: number;
}

/** What the index knows of one thing. Everything in it can be found by everybody. */
export interface Indexed {
  /** Hex of an ObjectId. */
  id: string;
  /** Grows with each change: an older one never takes the place of a newer one. */
  version: number;
  at: Date;
  /** By what it can be filtered. */
  facets: Record<string, string>;
  /** None: it leaves the index. */
  parts: Record<string, Part>;
}

/** How far the index is made. */
export interface IndexState {
  docs: number;
  changes: number;
  /** Which rows of the columns the last changes concerned. */
  recent: string[][];
  /** True once everything there was has been read. */
  built?: boolean;
  /** The last that was read. */
  cursor?: string;
}
