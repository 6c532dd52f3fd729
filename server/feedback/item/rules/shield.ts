/** Whose conduct an item is about: that unit neither sees nor answers it, the unit above does. */
export interface Shield {
  /** Slug of the unit. */
  unit: string;
  by: 'sender' | 'coordinator';
  at: Date;
}
