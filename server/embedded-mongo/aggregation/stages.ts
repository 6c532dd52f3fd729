import { calculateObjectSize } from 'bson';
import { badValue, CommandError, failedToParse, unsupported } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { parseSort, Sorter, sortKey } from '../query/sort.ts';
import { PAUSE, type Pause, type Paused } from '../slices.ts';
import { asDocument, assign, type Document, isNumber, numeric, own } from '../values.ts';
import { project } from './fields.ts';
import { group } from './group.ts';
import { each, type Stage } from './stage.ts';

type Make = (source: unknown, variables: Document) => Stage;

const MAKERS: Record<string, Make> = {
  $match: (source, variables) => {
    const { matches } = compileFilter(documentOf('$match', source), variables);
    return each((document) => (matches(document) ? [document] : []));
  },
  $sort: (source) => sorted(documentOf('$sort', source)),
  $skip: (source) => skip(countOf('$skip', source, 0)),
  $limit: (source) => limit(countOf('$limit', source, 1)),
  $group: (source, variables) => group(documentOf('$group', source), variables),
  $project: (source, variables) => project(documentOf('$project', source), variables),
  $unwind: (source) => unwind(source),
};

/** Parses the whole pipeline; a stage outside of this store's is refused by name. */
export function compilePipeline(pipeline: readonly unknown[], variables: Document): Stage {
  const stages = pipeline.map((source) => compileStage(source, variables));
  return (documents, slice) => stages.reduce((so: Paused<Document>, stage) => stage(so, slice), documents);
}

function compileStage(source: unknown, variables: Document): Stage {
  const stage = asDocument(source);
  const names = stage ? Object.keys(stage) : [];
  if (names.length !== 1)
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  const name = names[0]!;
  if (!Object.hasOwn(MAKERS, name)) {
    if (name.startsWith('$')) throw unsupported(`the aggregation stage ${name}`);
    throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
  return MAKERS[name]!(stage![name], variables);
}

function documentOf(name: string, source: unknown): Document {
  const document = asDocument(source);
  if (!document || isNumber(source)) throw failedToParse(`the ${name} specification must be an object`);
  return document;
}

function countOf(name: string, source: unknown, least: number): number {
  const value = isNumber(source) ? Number(numeric(source)) : Number.NaN;
  if (!Number.isInteger(value) || value < least)
    throw new CommandError(
      5107200,
      `invalid argument to ${name} stage: expected a whole number of at least ${least}`,
    );
  return value;
}

function sorted(source: Document): Stage {
  const fields = parseSort(source);
  if (fields.length === 0) throw badValue('$sort stage must have at least one sort key');
  return function* ordered(documents, slice): Generator<Document | Pause> {
    const limit = Number.POSITIVE_INFINITY;
    const sorter = new Sorter<Document>({ limit, bytesOf: calculateObjectSize, slice });
    for (const document of documents) {
      if (document === PAUSE) yield PAUSE;
      else yield* sorter.add(sortKey(document, fields), document);
    }
    yield* sorter.sorted();
  };
}

function skip(count: number): Stage {
  return (documents, slice) => {
    let seen = 0;
    return each((document) => (seen++ >= count ? [document] : []))(documents, slice);
  };
}

function limit(count: number): Stage {
  return function* limited(documents): Generator<Document | Pause> {
    let seen = 0;
    for (const document of documents) {
      yield document;
      if (document !== PAUSE && ++seen >= count) return;
    }
  };
}

function unwind(source: unknown): Stage {
  if (typeof source !== 'string') throw unsupported('$unwind with options');
  if (!source.startsWith('$') || source.length < 2)
    throw failedToParse("path option to $unwind stage should be prefixed with a '$'");
  const parts = source.slice(1).split('.');
  return each(function* unwound(document) {
    const value = parts.reduce<unknown>((at, part) => {
      const inner = asDocument(at);
      return inner && own(inner, part);
    }, document);
    // What is no array counts as the only element of one.
    if (value === undefined || value === null) return;
    for (const element of Array.isArray(value) ? value : [value]) yield replaced(document, parts, element);
  });
}

/** The document with another value at the path. */
function replaced(document: Document, parts: readonly string[], value: unknown): Document {
  const result = { ...document };
  const [name, ...rest] = parts as [string, ...string[]];
  assign(result, name, rest.length > 0 ? replaced(result[name] as Document, rest, value) : value);
  return result;
}
