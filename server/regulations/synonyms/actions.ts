import { randomUUID } from 'node:crypto';
import { cityDate } from '../../calendar/index.ts';
import { type Context, may } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { Conflict, Forbidden, Invalid } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { type SynonymWords, synonymsWith } from '../rules.ts';
import { SynonymTable, type SynonymTableFields } from './model.ts';
import { synonymRows, TABLE } from './settings.ts';

const MOST_ROWS = 500;

/**
 * Sets which words mean the same from today on; those that held before stay on record with their dates.
 * @param id of the row; a new one without
 * @param words none: the row ends
 * @param number of the table that the form was made for
 * @throws Invalid; Conflict when somebody else has changed the table
 */
export async function setSynonyms(
  context: Context,
  { id, words, number }: { id?: string; words: SynonymWords | undefined; number: number },
): Promise<void> {
  if (!may(context.actor, 'catalogue')) throw new Forbidden();
  if (words && Object.values(words).flat().length < 2)
    throw new Invalid({ vi: { text: 'regulations.synonyms.errors.too-few' } });
  const shown = await synonymRows();
  const table = (await SynonymTable.findById(TABLE)) ?? new SynonymTable({ _id: TABLE, ...shown });
  const unknown = id !== undefined && !table.rows.some((row) => row.id === id && row.validTo === null);
  if (table.number !== number || unknown) throw new Conflict('regulations.synonyms.errors.changed');
  if (table.rows.length >= MOST_ROWS) throw new Conflict('regulations.synonyms.errors.many');
  const change = { id: id ?? randomUUID(), from: cityDate(context.now), words };
  table.rows = synonymsWith(table.rows, change);
  table.markModified('rows');
  table.number += 1;
  table.changedAt = context.now;
  try {
    await commit<SynonymTableFields>(context, table, {
      name: 'synonyms.changed',
      details: { id: change.id, from: change.from, number: table.number, ...words },
    });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('regulations.synonyms.errors.changed');
    throw error;
  }
  await synonymRows();
}
