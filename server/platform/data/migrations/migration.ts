import type { mongo } from 'mongoose';

/**
 * One change of how documents are kept, made once to each store. It names collections and fields by themselves, not by
 * models: those go on changing, a migration does not.
 */
export interface Migration {
  /** Without gaps from 1 in `all.ts`; never used again for another. */
  number: number;
  /** What it does, as the log and `npm run check-upgrade` say it: 'remove the tokens of items'. */
  name: string;
  /** How many documents it has still to change. */
  count(db: mongo.Db): Promise<number>;
  /**
   * Changes them. A run may be cut off anywhere and be made again: what is changed already counts no more.
   * @returns how many it has changed
   */
  run(db: mongo.Db): Promise<number>;
}
