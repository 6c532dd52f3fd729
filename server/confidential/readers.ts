import { type ActiveAccount, accountByEmail, activeAmong } from '../accounts/index.ts';
import { cityDate, cityMidnight } from '../calendar/index.ts';
import { type Context, isStaff, may } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { ALONE_MS, Remembered } from '../platform/data/remembered.ts';
import { allow, Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { commit, onCommitted, retrying } from '../platform/journal/index.ts';
import { randomToken } from '../platform/secrets.ts';
import { ReaderList, type ReaderListFields } from './model.ts';
import {
  type Hand,
  type Place,
  type Reader,
  type ReaderRow,
  readsOn,
  secondPersonFault,
  waitsFor,
} from './rules.ts';

const LIST = 'readers';
const remembered = new Remembered<(ActiveAccount & Reader)[]>({ most: 1, shared: 5_000, alone: ALONE_MS });
onCommitted(({ subject: { model } }) => {
  if (model === ReaderList.modelName || model === 'Account') remembered.forgetAll();
});

/** Whom a message reaches today: named by two administrators, with an account that is open. */
export function readersToday(now: Date): Promise<(ActiveAccount & Reader)[]> {
  const date = cityDate(now);
  return remembered.get(date, now, async () => {
    const rows = await rowsOfList();
    const active = await activeAmong(rows.filter((row) => readsOn(row, date)).map(({ account }) => account));
    return active.map((account) => ({
      ...account,
      places: rows.flatMap((row) => (row.account === account.id ? placeOf(row) : [])),
    }));
  });
}

function placeOf({ confirmed, from, to }: ReaderRow): Place[] {
  if (!confirmed) return [];
  const since = new Date(Math.max(cityMidnight(from).getTime(), confirmed.at.getTime()));
  return [{ since, until: to ? cityMidnight(to) : null }];
}

async function rowsOfList(): Promise<ReaderRow[]> {
  return (await ReaderList.findById(LIST, { rows: 1 }).lean())?.rows ?? [];
}

/** Asked before anything is looked up, so that the answer to all others takes no longer for a message that is there. */
export async function isReader({ actor, now }: Context): Promise<boolean> {
  return isStaff(actor) && (await readersToday(now)).some(({ id }) => id === actor.id);
}

const mayName = ({ actor }: Context) => may(actor, 'confidential-readers');

function handOf({ actor, now }: Context): Hand {
  if (!isStaff(actor)) throw new NotFound();
  return { by: actor.id, name: actor.name, at: now };
}

type Event = 'proposed' | 'confirmed' | 'refused' | 'ending' | 'ended';

function changeList(
  context: Context,
  act: (rows: ReaderRow[]) => { event: Event; row: ReaderRow },
): Promise<void> {
  allow(mayName(context));
  return retrying(async () => {
    const list = (await ReaderList.findById(LIST)) ?? new ReaderList({ _id: LIST });
    const { event, row } = act(list.rows);
    list.markModified('rows');
    const details = { row: row.id, account: row.account, from: row.from, to: row.to };
    try {
      await commit<ReaderListFields>(context, list, { name: `confidential.reader-${event}`, details });
    } catch (error) {
      if (isDuplicateKey(error)) throw new Conflict();
      throw error;
    }
  });
}

/** One administrator names somebody; it holds once another has confirmed it. */
export async function proposeReader(
  context: Context,
  { email, from }: { email: string; from: string },
): Promise<void> {
  const account = await accountByEmail(email);
  if (!account) throw new Invalid({ email: { text: 'confidential.errors.no-account' } });
  if (from < cityDate(context.now)) throw new Invalid({ from: { text: 'confidential.errors.past' } });
  const hand = handOf(context);
  if (account.id === hand.by) throw new Invalid({ email: { text: 'confidential.errors.yourself' } });
  await changeList(context, (rows) => {
    if (rows.some((row) => row.account === account.id && !row.refused && !row.ended))
      throw new Invalid({ email: { text: 'confidential.errors.named-already' } });
    const row: ReaderRow = {
      ...{ id: randomToken().slice(0, 16), account: account.id, from, to: null, proposed: hand },
      ...{ confirmed: null, ending: null, ended: null, refused: null },
    };
    rows.push(row);
    return { event: 'proposed', row };
  });
}

/** The first of two who take somebody off the list. */
export function proposeEnd(context: Context, id: string): Promise<void> {
  return changeList(context, (rows) => {
    const row = found(rows, id);
    if (!row.confirmed || row.ending) throw new Conflict('confidential.errors.done');
    row.ending = handOf(context);
    return { event: 'ending', row };
  });
}

/** The second administrator agrees. */
export function confirmProposal(context: Context, id: string): Promise<void> {
  return changeList(context, (rows) => {
    const row = found(rows, id);
    const what = waitsFor(row);
    if (!what) throw new Conflict('confidential.errors.done');
    const hand = handOf(context);
    const fault = secondPersonFault(row, hand.by);
    if (fault) throw new Conflict(`confidential.errors.${fault}`);
    const today = cityDate(context.now);
    if (what === 'naming') {
      row.confirmed = hand;
      // Nobody reads what came before both had agreed by naming an earlier day.
      if (row.from < today) row.from = today;
      return { event: 'confirmed', row };
    }
    row.ended = hand;
    row.to = today;
    return { event: 'ended', row };
  });
}

/** Whoever proposed it, or the second administrator, drops it. */
export function dropProposal(context: Context, id: string): Promise<void> {
  return changeList(context, (rows) => {
    const row = found(rows, id);
    const what = waitsFor(row);
    if (!what) throw new Conflict('confidential.errors.done');
    if (what === 'naming') row.refused = handOf(context);
    else row.ending = null;
    return { event: 'refused', row };
  });
}

function found(rows: ReaderRow[], id: string): ReaderRow {
  const row = rows.find((each) => each.id === id);
  if (!row) throw new NotFound();
  return row;
}

export interface ReaderShown extends ReaderRow {
  name: string;
  active: boolean;
  waits: 'naming' | 'ending' | undefined;
  /** The one who looks can be the second. */
  mayConfirm: boolean;
}

/** The list with its past, for administrators. It says nothing of messages. */
export async function readerList(context: Context, names: Map<string, string>): Promise<ReaderShown[]> {
  allow(mayName(context));
  const { by } = handOf(context);
  const today = cityDate(context.now);
  return (await rowsOfList()).reverse().map((row) => ({
    ...row,
    name: names.get(row.account) ?? row.account,
    active: readsOn(row, today),
    waits: waitsFor(row),
    mayConfirm: !!waitsFor(row) && !secondPersonFault(row, by),
  }));
}

export async function readerAccounts(): Promise<string[]> {
  return (await rowsOfList()).map(({ account }) => account);
}

/** What waits for a second administrator. */
export async function waitingProposals(): Promise<string[]> {
  return (await rowsOfList()).filter((row) => waitsFor(row)).map(({ id }) => id);
}
