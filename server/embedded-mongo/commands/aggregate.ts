import { compilePipeline } from '../aggregation/stages.ts';
import { CommandError, failedToParse, unsupported } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { find, type Match } from '../query/find.ts';
import { parseSort, type SortField } from '../query/sort.ts';
import { asDocument, type Document, encode, wholeNumber } from '../values.ts';
import { type Call, collectionOf, documentOption, listOption, namespaceOf, variablesOf } from './call.ts';

export function aggregate(call: Call): Buffer {
  if (typeof call.command.aggregate !== 'string') throw unsupported('an aggregation without a collection');
  const pipeline = listOption(call, 'pipeline');
  if (call.command.cursor === undefined)
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  const variables = variablesOf(call);
  const start = startOf(pipeline);
  const run = compilePipeline(pipeline.slice(start.stages), variables);
  const filter = compileFilter(start.filter, variables);
  const query = { filter, sort: start.sort, skip: 0, limit: Number.POSITIVE_INFINITY, until: call.until };
  const collection = collectionOf(call);
  const matches = collection ? find(call.store.documents, collection, query) : [];
  return call.store.cursors.first({
    namespace: namespaceOf(call),
    stands: collection && (() => call.store.catalog.refuseGone(collection)),
    documents: encoded(run(documentsOf(matches))),
    batchSize: batchSizeOf(call),
    single: false,
  });
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

function* documentsOf(matches: Iterable<Match>): Generator<Document> {
  for (const { document } of matches) yield document;
}

function* encoded(documents: Iterable<Document>): Generator<Buffer> {
  for (const document of documents) yield encode(document);
}
