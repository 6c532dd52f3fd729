import { type Context, isStaff, may } from '../../platform/context.ts';
import { figuresOf } from '../../platform/figures/index.ts';
import { ofStatus } from '../figures/read.ts';
import { afterCursor, cursorOf } from '../item/cursor.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { OPEN, STATUSES } from '../item/rules/status.ts';
import { notAgainst } from '../item/shielded.ts';
import { publicFacts } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import { NOT_LISTED } from '../lists/row.ts';

const PAGE_SIZE = 20;
/** The words as they were sent: whoever has sent them reads them before they are accepted. */
const { originalText: _read, ...LEFT_OUT } = NOT_LISTED;

/** Slugs of the offices for which the reader can raise something. */
export const ownOffices = ({ actor }: Pick<Context, 'actor'>): string[] =>
  isStaff(actor) && may(actor, 'answer') ? actor.units : [];

export interface Raised {
  items: PublicItem[];
  next?: string;
}

/** What the reader's offices have raised, newest first. */
export async function raisedByOwn(context: Context, after?: string): Promise<Raised> {
  const { actor, now } = context;
  const offices = ownOffices(context);
  if (offices.length === 0) return { items: [] };
  const own = { 'raised.unit': { $in: offices }, ...notAgainst(actor) };
  const wanted = after ? { $and: [own, afterCursor('receivedAt', after, -1)] } : own;
  const rows = await Feedback.find(wanted, LEFT_OUT)
    .sort({ receivedAt: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .lean<FeedbackFields[]>();
  const last = rows[PAGE_SIZE - 1];
  const items = rows
    .slice(0, PAGE_SIZE)
    .map((row) => ({ ...publicFacts(row, now), subject: row.originalText.subject, language: row.language }));
  return { items, ...(rows.length > PAGE_SIZE && last ? { next: cursorOf('receivedAt', last) } : {}) };
}

export interface RaisedFigures {
  received: number;
  open: number;
  answered: number;
  /** Of those that are answered: in time. */
  inTime: number;
}

/** How many there are, and what has become of them; undefined while that is counted. */
export async function raisedFigures(context: Context): Promise<RaisedFigures | undefined> {
  const rows = await figuresOf(ownOffices(context).map((key) => ({ of: 'raised-by', key })));
  const sum = (count: (row: NonNullable<typeof rows>[number]) => number) =>
    (rows ?? []).reduce((all, row) => all + count(row), 0);
  return (
    rows && {
      received: sum((row) => ofStatus(row, STATUSES)),
      open: sum((row) => ofStatus(row, OPEN)),
      answered: sum((row) => ofStatus(row, ['answered'])),
      inTime: sum((row) => row['in-time'] ?? 0),
    }
  );
}
