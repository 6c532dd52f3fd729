import type { Operation } from './api/operation.ts';
import type { Job } from './clock/scheduler.ts';
import type { Catalogue, Context, MenuItem, PageParts } from './context.ts';
import type { CountedSource } from './figures/index.ts';
import type { Reaction } from './journal/reaction.ts';
import type { LiveCall } from './live/call.ts';
import type { Topic, Update } from './live/door.ts';
import type { Space } from './live/space.ts';
import type { SendLetter } from './mail/letters.ts';
import type { EachMail } from './mail/mail-folder.ts';
import type { Route } from './web/route.ts';

/** What reactions and jobs may use of the outside world. */
export interface Tools {
  sendLetter: SendLetter;
  /** Reads the letters that have come; absent: the site reads none. */
  eachMail?: EachMail | undefined;
  /** Tells those watching that something happened. */
  sendUpdate(update: Update): void;
  /** Ends the live connections of an account. */
  disconnect(accountId: string): void;
}

/** One folder of the product, as `features.ts` lists it. */
export interface Feature {
  name: string;
  routes?: Route[];
  operations?: Operation[];
  topics?: Topic[];
  /** What the socket answers while somebody types. */
  calls?: LiveCall[];
  /** A namespace of its own on the socket. */
  space?: Space;
  menu?: MenuItem[];
  /** What it shows on pages of other features. */
  pageParts?: PageParts;
  /** What it tells those below it. */
  catalogue?: Partial<Catalogue>;
  reactions?(tools: Tools): Reaction[];
  /** Documents that figures are kept of; its reactions count them. */
  counted?: CountedSource[];
  jobs?(tools: Tools): Job[];
  /** Before the first request: fills an empty store, loads what is kept in memory. */
  start?(context: Context, wishes: { timeZone?: string; dataDirectory?: string }): Promise<void>;
}
