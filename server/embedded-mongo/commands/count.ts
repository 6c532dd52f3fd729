import { badValue, CommandError } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { keyString } from '../keys.ts';
import { someElement } from '../paths.ts';
import { find } from '../query/find.ts';
import { PAUSE, type Work } from '../slices.ts';
import { DOCUMENT_BYTES } from '../storage/documents.ts';
import { type Document, isNumber, numeric } from '../values.ts';
import { type Call, collectionOf, countOption, documentOption } from './call.ts';

/** Without a filter a stored figure, however large the collection. */
export function* count(call: Call): Work<Document> {
  const collection = collectionOf(call);
  const source = documentOption(call, 'query');
  const filter = compileFilter(source);
  const skip = countOption(call, 'skip') ?? 0;
  const limit = limitOf(call.command.limit);
  if (!collection) return { n: 0, ok: 1 };
  if (Object.keys(source).length === 0)
    return { n: Math.max(0, Math.min(limit, collection.count - skip)), ok: 1 };
  let n = 0;
  const { until, profile } = call;
  const query = { filter, sort: [], skip, limit, until, profile, needs: [] };
  for (const match of find(call.store.documents, collection, query)) {
    if (match === PAUSE) yield PAUSE;
    else n++;
  }
  return { n, ok: 1 };
}

/** For count, a negative limit means its absolute value. */
function limitOf(given: unknown): number {
  if (given === undefined) return Number.POSITIVE_INFINITY;
  if (!isNumber(given)) throw badValue('limit must be a number');
  return Math.abs(Number(numeric(given))) || Number.POSITIVE_INFINITY;
}

export function* distinct(call: Call): Work<Document> {
  const { key } = call.command;
  if (typeof key !== 'string' || key === '')
    throw badValue("The 'key' option of distinct must be a non-empty string");
  const filter = compileFilter(documentOption(call, 'query'));
  const collection = collectionOf(call);
  if (!collection) return { values: [], ok: 1 };
  const values = new Map<string, unknown>();
  const path = { parts: key.split('.'), opensLast: true };
  const { until, profile } = call;
  const query = {
    ...{ filter, sort: [], skip: 0, limit: Number.POSITIVE_INFINITY },
    ...{ until, profile, needs: [key] },
  };
  let bytes = 0;
  for (const match of find(call.store.documents, collection, query)) {
    if (match === PAUSE) {
      yield PAUSE;
      continue;
    }
    someElement(match.view, path, (element, place) => {
      // The array itself follows its elements and is no value of its own.
      const isWhole = Array.isArray(element) && place === undefined;
      if (element === undefined || isWhole) return false;
      const name = keyString(element);
      if (!values.has(name)) {
        values.set(name, element);
        bytes += name.length;
      }
      return false;
    });
    if (bytes > DOCUMENT_BYTES) throw new CommandError(17217, 'distinct too big, 16mb cap');
  }
  return { values: [...values.values()], ok: 1 };
}
