import type { Context } from '../context.ts';
import type { Entry } from './entry.ts';

/** What follows an entry. It may run more than once for one entry: what it makes has an id derived from the entry's. */
export interface Reaction {
  /** Unique: 'feedback.letters'. */
  name: string;
  /** Names of the entries it follows. */
  to: readonly string[];
  /** People in a room wait for it: it follows at once, however busy the server is. */
  urgent?: boolean;
  run(entry: Entry, context: Context): Promise<void>;
}
