/** Another unit writes a part of what the leading unit answers. */
export interface Contribution {
  /** 1, 2, … within the item. */
  n: number;
  /** Slug of the unit that is asked. */
  unit: string;
  question: string;
  /** End of office on the day by which it is wanted. */
  until: Date;
  /** Account. */
  askedBy: string;
  askedAt: Date;
  remindedAt: Date | null;
  /** Null until it is given. Inner: the leading unit takes over what it needs. */
  text: string | null;
  /** Account that wrote it. */
  by: string | null;
  givenAt: Date | null;
  withdrawnAt: Date | null;
}
