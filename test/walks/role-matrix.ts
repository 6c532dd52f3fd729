import { rowsLikePages } from './calls-like-pages.ts';
import { ACCOUNTABILITY } from './role-matrix/accountability.ts';
import { ACCOUNTS } from './role-matrix/accounts.ts';
import { ADMINISTRATION } from './role-matrix/administration.ts';
import { CALLS } from './role-matrix/calls.ts';
import { DESK } from './role-matrix/desk.ts';
import { DIALOGUES } from './role-matrix/dialogues.ts';
import { OPEN_PAGES } from './role-matrix/open-pages.ts';
import { PRIVATE_TEXTS } from './role-matrix/private-texts.ts';
import { SENDERS } from './role-matrix/senders.ts';
import { VIEWERS, type ViewerName } from './viewers.ts';

/**
 * Who may do what. `ok`: done or shown. `in`: asked to sign in first (pages: redirect, API: 401). `no`: 403.
 * `--`: 404, as if it were not there. Every call is valid and meets an item in the right state, so that the answer
 * depends on the person alone. "else": the same role in another unit. Items are those of the unit of "offi" and "head".
 */
const TABLES = [
  OPEN_PAGES,
  ACCOUNTABILITY,
  ADMINISTRATION,
  PRIVATE_TEXTS,
  ACCOUNTS,
  SENDERS,
  DESK,
  DIALOGUES,
  CALLS,
];

export type Outcome = 'ok' | 'in' | 'no' | '--';

export interface Row {
  name: string;
  expected: Record<ViewerName, Outcome>;
}

/** Somebody in a role of the city's own, made of what a reviewer may and of the name and colour of the site. */
export const OWN_ROLE = ['review-answers', 'see-quality', 'branding'] as const;

export function expectedOfOwnRole({ name, expected }: Row): Outcome {
  return name.includes(' /administration/branding') ? expected.administrator : expected.reviewer;
}

const OWN_ROWS: Row[] = TABLES.flatMap((table) => table.trim().split('\n').slice(1)).map((line) => {
  const cells = line.trim().split(/\s+/);
  const outcomes = cells.slice(-VIEWERS.length) as Outcome[];
  const name = cells.slice(0, -VIEWERS.length).join(' ');
  const expected = Object.fromEntries(VIEWERS.map((viewer, at) => [viewer, outcomes[at]!]));
  return { name, expected } as Row;
});

export const ROWS: Row[] = [...OWN_ROWS, ...rowsLikePages(OWN_ROWS)];
