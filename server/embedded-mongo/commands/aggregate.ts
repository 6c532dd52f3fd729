import { pathsNeeded } from '../aggregation/needs.ts';
import { compilePipeline } from '../aggregation/stages.ts';
import { CommandError, failedToParse, unsupported } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { find, type Match } from '../query/find.ts';
import { parseSort, type SortField } from '../query/sort.ts';
import { PAUSE, type Pause, type Paused, type Work } from '../slices.ts';
import { asDocument, type Document, encode, isNumber, numeric, wholeNumber } from '../values.ts';
import { type Call, collectionOf, documentOption, listOption, namespaceOf, variablesOf } from './call.ts';

export function* aggregate(call: Call): Work<Buffer> {
  if (typeof call.command.aggregate !== 'string') throw unsupported('an aggregation without a collection');
  const pipeline = listOption(call, 'pipeline');
  if (call.command.cursor === undefined)
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  const variables = variablesOf(call);
  const start = startOf(pipeline);
  const rest = pipeline.slice(start.stages);
  const run = compilePipeline(rest, variables);
  const filter = compileFilter(start.filter, variables);
  const { store, until, profile } = call;
  const needs = pathsNeeded(rest, variables);
  const query = {
    ...{ filter, sort: start.sort, skip: 0, limit: Number.POSITIVE_INFINITY },
    ...{ until, profile, needs },
  };
  const collection = collectionOf(call);
  const matches = collection ? find(store.documents, collection, query) : [];
  const documents =
    Object.keys(start.filter).length === 0 && countsAll(rest)
      ? counted(collection?.count ?? 0)
      : run(documentsOf(matches, needs !== undefined), store.documents.slice);
  return yield* store.cursors.first({
    namespace: namespaceOf(call),
    stands: collection && (() => store.catalog.refuseGone(collection)),
    documents: encoded(documents),
    profile,
    batchSize: batchSizeOf(call),
    single: false,
  });
}

/** As drivers ask how many documents there are; a `$match` of everything may stand before it. */
function countsAll(rest: readonly unknown[]): boolean {
  const stages = rest.filter((stage) => JSON.stringify(stage) !== '{"$match":{}}');
  return stages.length === 1 && isCount(stages[0]);
}

/** `{ $group: { _id: 1, n: { $sum: 1 } } }` */
function isCount(stage: unknown): boolean {
  const { $group: group, ...others } = asDocument(stage) ?? {};
  const { _id, n, ...more } = asDocument(group) ?? {};
  const { $sum: each, ...operators } = asDocument(n) ?? {};
  const besides = [others, more, operators].flatMap(Object.keys);
  return (
    besides.length === 0 && [_id, each].every((given) => isNumber(given) && Number(numeric(given)) === 1)
  );
}

/** Of the whole collection a stored figure; of none no document. */
function counted(n: number): Document[] {
  return n > 0 ? [{ _id: 1, n }] : [];
}

function batchSizeOf(call: Call): number | undefined {
  const given = documentOption(call, 'cursor').batchSize;
  if (given === undefined) return undefined;
  const size = wholeNumber(given);
  if (size === undefined || size < 0)
    throw new CommandError('BadValue', 'cursor.batchSize must be a non-negative number');
  return size;
}

/** A first $match, and a $sort after it, may use an index. */
function startOf(pipeline: readonly unknown[]): { stages: number; filter: Document; sort: SortField[] } {
  const match = stageAt(pipeline, 0, '$match');
  const stages = match ? 1 : 0;
  const sort = stageAt(pipeline, stages, '$sort');
  return { stages: sort ? stages + 1 : stages, filter: match ?? {}, sort: sort ? parseSort(sort) : [] };
}

function stageAt(pipeline: readonly unknown[], at: number, name: string): Document | undefined {
  const stage = asDocument(pipeline[at]);
  if (!stage || Object.keys(stage).length !== 1) return undefined;
  const source = asDocument(stage[name]);
  return source && Object.keys(source).length > 0 ? source : undefined;
}

function* documentsOf(matches: Paused<Match>, inPart: boolean): Generator<Document | Pause> {
  for (const match of matches) {
    if (match === PAUSE) yield PAUSE;
    else yield inPart ? match.view : match.document;
  }
}

function* encoded(documents: Paused<Document>): Generator<Buffer | Pause> {
  for (const document of documents) yield document === PAUSE ? PAUSE : encode(document);
}
