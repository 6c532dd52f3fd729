import { accountNames } from '../../accounts/index.ts';
import { COMPLEXITIES, cityDate } from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import { CONTENT_LANGUAGES, type Context, isStaff, may } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { allRegulations } from '../../regulations/index.ts';
import { namedUnits, unitsInForce, wardsInForce } from '../../units/index.ts';
import { afterCursor, cursorOf } from '../item/cursor.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { ALL_SENDER_KINDS, CHANNELS } from '../item/rules/fields.ts';
import { STATUSES } from '../item/rules/status.ts';
import { allTags } from '../tags/queries.ts';
import { circlesOf } from './actions.ts';
import { addressOf, chosenBy, narrowing, readableBy, sortOf } from './filter.ts';
import { SavedQueue, type SavedQueueFields } from './model.ts';
import { type ItemsQuery, type Place, type QueueFilter, SORTS, STATES, withWritten } from './schemas.ts';

const PAGE_SIZE = 50;
/** Of a file: a spreadsheet of more is made from the open data. */
export const MOST_ROWS = 5_000;

/** No row and no file shows these. */
const LEFT_OUT = {
  ...{ pending: 0, originalText: 0, originalPoints: 0, messages: 0, points: 0, answer: 0 },
  ...{ earlierAnswers: 0, returned: 0, evidence: 0, attachments: 0, sender: 0 },
} as const;

function found({ actor, now }: Context, query: ItemsQuery, size: number): Promise<FeedbackFields[]> {
  const sort = sortOf(query);
  const by = sort === 'due' ? 'dueAt' : 'receivedAt';
  const way = sort === 'newest' ? -1 : 1;
  const filter = { $and: [readableBy(actor), chosenBy(query, now)] };
  const after = query.after ? afterCursor(by, query.after, way) : {};
  return Feedback.find({ $and: [filter, after] }, LEFT_OUT)
    .sort({ [by]: way, _id: way })
    .limit(size)
    .lean<FeedbackFields[]>();
}

/** A page of the items that the reader sees from inside. */
export async function itemsPage(
  context: Context,
  query: ItemsQuery,
): Promise<{ rows: FeedbackFields[]; next?: string }> {
  const rows = await found(context, query, PAGE_SIZE + 1);
  const last = rows[PAGE_SIZE - 1];
  const by = sortOf(query) === 'due' ? 'dueAt' : 'receivedAt';
  return {
    rows: rows.slice(0, PAGE_SIZE),
    ...(rows.length > PAGE_SIZE && last ? { next: cursorOf(by, last) } : {}),
  };
}

/** All of them, for a file. @throws Invalid where they are too many: nothing is left out unseen */
export async function itemsForFile(context: Context, query: ItemsQuery): Promise<FeedbackFields[]> {
  const { after: _after, ...whole } = query;
  const rows = await found(context, whole, MOST_ROWS + 1);
  if (rows.length > MOST_ROWS)
    throw new Invalid({ status: { text: 'feedback.queues.errors.long', values: { limit: MOST_ROWS } } });
  return rows;
}

export interface ShownQueue {
  id: string;
  name: string;
  place: Place;
  href: string;
  own: boolean;
  shared: boolean;
  /** Whose it is, when it is a colleague's. */
  by?: string | undefined;
}

/** What the reader has kept, and what colleagues share. */
export async function savedQueues({ actor }: Context, place?: Place): Promise<ShownQueue[]> {
  if (!isStaff(actor)) return [];
  const rows = await SavedQueue.find({
    removedAt: null,
    ...(place ? { place } : {}),
    $or: [{ owner: actor.id }, { sharedWith: { $in: circlesOf(actor) } }],
  })
    .sort({ name: 1, _id: 1 })
    .lean<SavedQueueFields[]>();
  const names = await accountNames(rows.map(({ owner }) => owner).filter((id) => id !== actor.id));
  return rows.map(({ _id: id, name, place: where, query, owner, sharedWith }) => ({
    ...{ id, name, place: where, own: owner === actor.id, shared: sharedWith.length > 0 },
    href: addressOf(`/${where}`, withWritten(query)),
    by: names.get(owner),
  }));
}

function unitChoices({ actor, now }: Context): Named[] {
  if (!may(actor, 'screen')) return namedUnits(isStaff(actor) ? actor.units : []);
  return unitsInForce(cityDate(now)).map(({ slug, name }) => ({ slug, name }));
}

/** The form that narrows a list: what can be chosen, what is chosen, and what was kept under a name. */
export async function filterModel(
  context: Context,
  place: Place,
  query: QueueFilter & { sort?: ItemsQuery['sort'] },
): Promise<Record<string, unknown>> {
  const narrow = narrowing(query);
  const kept = { ...narrow, ...(query.sort ? { sort: query.sort } : {}) };
  return {
    filter: {
      place,
      action: `/${place}`,
      chosen: query,
      kept: new URLSearchParams(kept).toString(),
      // What goes without saying narrows nothing.
      narrowed: Object.entries(narrow).filter(([name, value]) => name !== 'status' || value !== 'open')
        .length,
      units: unitChoices(context),
      regulations: allRegulations().map(({ slug, name }) => ({ slug, name })),
      wards: wardsInForce(cityDate(context.now)).map(({ slug, name, placeName }) => ({
        slug,
        name: placeName ?? name,
      })),
      ...{ states: STATES, statuses: STATUSES, channels: CHANNELS, levels: COMPLEXITIES },
      ...{ writingLanguages: CONTENT_LANGUAGES, senderKinds: ALL_SENDER_KINDS },
      tags: await allTags(),
      sorts: place === 'items' ? SORTS : undefined,
      saved: await savedQueues(context, place),
      shares: circlesOf(context.actor).length > 0,
    },
  };
}
