import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { faultsOfRows, onlyRepeats } from '../../platform/data/write-faults.ts';
import { YearlyNumbers } from '../../platform/data/yearly-numbers.ts';
import { Invalid, type Text } from '../../platform/errors.ts';
import { countingReaction } from '../../platform/figures/index.ts';
import { atItsOwnPace, Carrier, type Entry, entryOf } from '../../platform/journal/index.ts';
import { check } from '../../platform/web/check.ts';
import { countedItems } from '../figures/source.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { feedbackCode, isCode } from '../item/rules/codes.ts';
import { searchReaction } from '../search/reactions.ts';
import { itemOfRow, refuseFaults } from './item-of-row.ts';
import type { RowOfFile } from './read-file.ts';
import { type ImportedRow, importedRow } from './schemas.ts';

/** Rows of one write. */
const TOGETHER = 500;
/**
 * Items that are counted and indexed together: rows of the figures and of the index, which all of them change, are then
 * written once and not eight times. So many words stand in one row of the index too.
 */
const CARRIED = 4_096;

/** What became of a row. `known`: an item has its code already, from an earlier try. */
export interface RowReport {
  line: number;
  /** In the other system. */
  code?: string;
  result: 'added' | 'known' | 'refused';
  /** Of the item. */
  newCode?: string;
  faults?: Record<string, Text>;
}

export interface Importing {
  dryRun?: boolean;
  /** Of each row, in the order of the file. */
  told?(rows: RowReport[]): void;
  /** True: what has been read goes in, and no more. Another try goes on from there. */
  stopped?(): boolean;
}

interface Good {
  line: number;
  row: ImportedRow;
}

/**
 * Takes items over from another system, with their dates; its codes find them. A row goes in as a whole, with its journal
 * entry, or not at all, and a code goes in once: what was cut off is simply begun again. Nobody gets a letter.
 */
export async function importItems(
  context: Context,
  rows: AsyncIterable<RowOfFile>,
  { dryRun = false, told = () => {}, stopped = () => false }: Importing = {},
): Promise<Record<RowReport['result'], number>> {
  // Of its own: by it recovery knows the entries that are carried here.
  const own = { ...context, requestId: `import ${randomUUID()}` };
  if (dryRun) return importAll(own, rows, { dryRun, told, stopped });
  const end = await atItsOwnPace(own);
  try {
    return await importAll(own, rows, { dryRun, told, stopped });
  } finally {
    await end();
  }
}

async function importAll(
  context: Context,
  rows: AsyncIterable<RowOfFile>,
  { dryRun, told, stopped }: Required<Importing>,
): Promise<Record<RowReport['result'], number>> {
  const counts = { added: 0, known: 0, refused: 0 };
  const batch = new Batch(context, dryRun);
  const finish = async () => {
    const reports = await batch.finish();
    for (const { result } of reports) counts[result]++;
    told(reports);
  };
  for await (const each of rows) {
    if (stopped()) break;
    batch.add(each);
    if (batch.size >= TOGETHER) await finish();
  }
  await finish();
  await batch.settled();
  return counts;
}

class Batch {
  readonly #context: Context;
  readonly #dryRun: boolean;
  readonly #carrier: Carrier;
  readonly #numbers = new YearlyNumbers('feedback', TOGETHER);
  /** Made once: that takes longer than the rest of an item. Written, never changed. */
  readonly #defaults = defaults();
  /** Lines of the codes that stood in the file before. */
  readonly #lines = new Map<string, number>();
  #good: Good[] = [];
  #refused: RowReport[] = [];
  /** In the store, not counted and indexed yet. What is cut off here the site takes up, as all that stands so. */
  #waiting: Entry[] = [];
  #carrying: Promise<void> = Promise.resolve();

  constructor(context: Context, dryRun: boolean) {
    this.#context = context;
    this.#dryRun = dryRun;
    this.#carrier = new Carrier([countingReaction(countedItems, CARRIED), searchReaction], context.site);
  }

  get size(): number {
    return this.#good.length + this.#refused.length;
  }

  add({ line, fields, fault }: RowOfFile): void {
    const code = typeof fields?.['code'] === 'string' ? fields['code'].trim() : undefined;
    try {
      if (fault) throw new Invalid({ row: fault });
      const row = check(importedRow, fields, { strict: true });
      const before = this.#lines.get(row.code);
      if (before !== undefined)
        throw new Invalid({ code: { text: 'feedback.import.twice', values: { line: before } } });
      refuseFaults(row, this.#context.now);
      this.#lines.set(row.code, line);
      this.#good.push({ line, row });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      this.#refused.push({ line, ...(code ? { code } : {}), result: 'refused', faults: error.fields });
    }
  }

  /** Writes what is good and new. @returns what became of each, in the order of the file */
  async finish(): Promise<RowReport[]> {
    const [good, refused] = [this.#good, this.#refused];
    this.#good = [];
    this.#refused = [];
    const known = await codesOf(good.map(({ row }) => row.code));
    const fresh = good.filter(({ row }) => !known.has(row.code));
    const added = this.#dryRun ? fresh.map(asAdded) : await this.#write(fresh);
    const there = good.flatMap(({ line, row: { code } }): RowReport[] => {
      const newCode = known.get(code);
      return newCode ? [{ line, code, result: 'known', newCode }] : [];
    });
    return [...refused, ...there, ...added].sort((one, other) => one.line - other.line);
  }

  async #write(fresh: Good[]): Promise<RowReport[]> {
    if (fresh.length === 0) return [];
    const free = await freeCodes(fresh);
    // An entry is as old as its row in the store, not as the command.
    const context = { ...this.#context, now: this.#context.site.clock.now() };
    const items = await Promise.all(fresh.map(({ row }) => this.#itemOf(context, row, free)));
    const overtaken = await insertAll(items.map(({ item }) => item));
    this.#waiting.push(...items.flatMap(({ entry }, at) => (overtaken.has(at) ? [] : entry)));
    while (this.#waiting.length >= CARRIED) await this.#carry();
    const added = fresh.flatMap(({ line, row: { code } }, at): RowReport[] =>
      overtaken.has(at) ? [] : [{ line, code, result: 'added', newCode: items[at]!.item.code }],
    );
    return [...added, ...(await whatCameBefore(fresh.filter((_, at) => overtaken.has(at))))];
  }

  async #carry(): Promise<void> {
    await this.#carrying;
    // The next rows are read, checked and written meanwhile.
    this.#carrying = this.#carrier.carry(this.#waiting.splice(0, CARRIED));
    // It is heard of at the next await.
    this.#carrying.catch(() => undefined);
  }

  async settled(): Promise<void> {
    await this.#carry();
    await this.#carrying;
  }

  async #itemOf(
    context: Context,
    row: ImportedRow,
    free: ReadonlySet<string>,
  ): Promise<{ item: FeedbackFields; entry: Entry }> {
    const _id = new mongoose.Types.ObjectId();
    const year = Number(cityDate(row.receivedAt).slice(0, 4));
    const code = free.has(row.code) ? row.code : feedbackCode(year, await this.#numbers.next(year));
    const fields = itemOfRow(context, row);
    const { receivedAt, channel, status } = row;
    const entry = entryOf(
      context,
      { model: Feedback.modelName, id: _id },
      {
        name: 'feedback.imported',
        code,
        details: { formerCode: row.code, receivedAt, channel, status, dueAt: fields.dueAt },
      },
    );
    const item = { ...this.#defaults, ...fields, _id, code, version: 0, pending: [entry] } as FeedbackFields;
    return { item, entry };
  }
}

/** @returns the places of those of whose codes, of the other system or of ours, an item has one already */
async function insertAll(items: FeedbackFields[]): Promise<Set<number>> {
  try {
    const options = { ordered: false, ignoreUndefined: true } as const;
    await Feedback.collection.insertMany(items as never, options);
    return new Set();
  } catch (error) {
    if (!onlyRepeats(error)) throw error;
    return new Set(faultsOfRows(error)!.map(({ index }) => index));
  }
}

/** Somebody else took them over at the same moment; or their new code was no longer free: then nothing of them is there. */
async function whatCameBefore(overtaken: Good[]): Promise<RowReport[]> {
  if (overtaken.length === 0) return [];
  const known = await codesOf(overtaken.map(({ row }) => row.code));
  return overtaken.map(({ line, row: { code } }) => {
    const newCode = known.get(code);
    return newCode
      ? { line, code, result: 'known', newCode }
      : { line, code, result: 'refused', faults: { code: { text: 'feedback.import.again' } } };
  });
}

const asAdded = ({ line, row: { code } }: Good): RowReport => ({ line, code, result: 'added' });

function defaults(): object {
  const { _id, ...rest } = new Feedback().toObject<{ _id: unknown }>();
  return rest;
}

/** Codes of the items that have these codes of the other system. */
async function codesOf(former: string[]): Promise<Map<string, string>> {
  const rows = await Feedback.find({ formerCode: { $in: former } }, { code: 1, formerCode: 1 }).lean();
  return new Map(rows.map(({ code, formerCode }) => [formerCode!, code]));
}

/** A longer number would be a slip: it would push the numbers of its year up to it, for good. */
const LONGEST_CODE = feedbackCode(2000, 1).length;

/** Codes of our own form stay, when the numbers of their year are not given out any more and no item has them. */
async function freeCodes(fresh: Good[]): Promise<Set<string>> {
  const ours = fresh.map(({ row }) => row.code).filter((code) => isCode(code) && code.length <= LONGEST_CODE);
  if (ours.length === 0) return new Set();
  const years = [...new Set(ours.map((code) => code.slice(3, 7)))];
  const counters = mongoose.connection.collection<{ _id: string; last: number }>('counters');
  const begun = await counters.find({ _id: { $in: years.map((year) => `feedback-${year}`) } }).toArray();
  const given = new Map(begun.map(({ _id, last }) => [_id.slice(-4), last]));
  const taken = await Feedback.find({ code: { $in: ours } }, { code: 1 }).lean();
  const there = new Set(taken.map(({ code }) => code));
  const free = ours.filter(
    (code) => !there.has(code) && Number(code.slice(8)) > (given.get(code.slice(3, 7)) ?? 0),
  );
  for (const year of years) {
    const last = Math.max(
      0,
      ...free.filter((code) => code.slice(3, 7) === year).map((code) => Number(code.slice(8))),
    );
    if (last > 0) await counters.updateOne({ _id: `feedback-${year}` }, { $max: { last } }, { upsert: true });
  }
  return new Set(free);
}
