import { badValue, CommandError, failedToParse, unsupported } from '../errors.ts';
import { compileFilter } from '../filter/compile.ts';
import { compileProjection } from '../query/projection.ts';
import { parseSort, Sorter, sortKey } from '../query/sort.ts';
import { asDocument, assign, type Document, Int32, isNumber, Long, numeric, own, truthy } from '../values.ts';
import { compileExpression } from './expressions.ts';
import { project, setFields } from './fields.ts';
import { group } from './group.ts';
import type { Stage } from './stage.ts';

type Make = (source: unknown, variables: Document) => Stage;

const MAKERS: Record<string, Make> = {
  $match: (source, variables) => {
    const { matches } = compileFilter(documentOf('$match', source), variables);
    return function* matched(documents) {
      for (const document of documents) if (matches(document)) yield document;
    };
  },
  $sort: (source) => sorted(documentOf('$sort', source)),
  $skip: (source) => skip(countOf('$skip', source, 0)),
  $limit: (source) => limit(countOf('$limit', source, 1)),
  $group: (source, variables) => group(documentOf('$group', source), variables),
  $project: (source, variables) => project(documentOf('$project', source), variables),
  $set: (source, variables) => setFields(documentOf('$set', source), variables),
  $addFields: (source, variables) => setFields(documentOf('$addFields', source), variables),
  $unset: (source) => unset(source),
  $count: (source) => count(source),
  $unwind: (source) => unwind(source),
  $facet: (source, variables) => facet(documentOf('$facet', source), variables),
  $sample: (source) => sample(countOf('$sample size', documentOf('$sample', source).size, 1)),
  $replaceRoot: (source, variables) => replaceRoot(documentOf('$replaceRoot', source).newRoot, variables),
  $replaceWith: (source, variables) => replaceRoot(source, variables),
  $sortByCount: (source, variables) => {
    const counted = group({ _id: source, count: { $sum: new Int32(1) } }, variables);
    const ordered = sorted({ count: new Int32(-1) });
    return (documents) => ordered(counted(documents));
  },
};

/** Parses the whole pipeline; a stage outside of this store's is refused by name. */
export function compilePipeline(pipeline: readonly unknown[], variables: Document): Stage {
  const stages = pipeline.map((source) => compileStage(source, variables));
  return (documents) => stages.reduce((so: Iterable<Document>, stage) => stage(so), documents);
}

export function compileStage(source: unknown, variables: Document): Stage {
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
  return function* ordered(documents) {
    const sorter = new Sorter<Document>(Number.POSITIVE_INFINITY);
    for (const document of documents) sorter.add(sortKey(document, fields), document);
    yield* sorter.sorted();
  };
}

function skip(count: number): Stage {
  return function* skipped(documents) {
    let seen = 0;
    for (const document of documents) if (seen++ >= count) yield document;
  };
}

function limit(count: number): Stage {
  return function* limited(documents) {
    let seen = 0;
    for (const document of documents) {
      yield document;
      if (++seen >= count) return;
    }
  };
}

function unset(source: unknown): Stage {
  const paths = Array.isArray(source) ? source : [source];
  if (paths.length === 0 || !paths.every((path) => typeof path === 'string'))
    throw failedToParse('$unset specification must be a string or an array of strings');
  const projection = compileProjection(Object.fromEntries(paths.map((path) => [path, false])))!;
  return function* without(documents) {
    for (const document of documents) yield projection(document, {});
  };
}

function count(source: unknown): Stage {
  if (typeof source !== 'string' || source === '' || source.startsWith('$') || source.includes('.')) {
    throw badValue('the count field must be a non-empty string without $ and dots');
  }
  return function* counted(documents) {
    let total = 0;
    for (const _document of documents) total++;
    // Of nothing there is no document, not a count of 0.
    if (total > 0) yield { [source]: new Int32(total) };
  };
}

function unwind(source: unknown): Stage {
  const options: Document = typeof source === 'string' ? { path: source } : documentOf('$unwind', source);
  const odd = Object.keys(options).find(
    (name) => !['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(name),
  );
  if (odd) throw failedToParse(`unrecognized option to $unwind stage: ${odd}`);
  const { path, includeArrayIndex: indexName } = options;
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2)
    throw failedToParse("path option to $unwind stage should be prefixed with a '$'");
  if (indexName !== undefined && (typeof indexName !== 'string' || indexName.includes('.')))
    throw unsupported('this includeArrayIndex of $unwind');
  const parts = path.slice(1).split('.');
  const keepsEmpty = truthy(options.preserveNullAndEmptyArrays);
  return function* unwound(documents) {
    for (const document of documents) {
      for (const { result, place } of unwindOne(document, parts, keepsEmpty)) {
        if (indexName)
          assign(result, indexName as string, place === undefined ? null : Long.fromNumber(place));
        yield result;
      }
    }
  };
}

function* unwindOne(document: Document, parts: readonly string[], keepsEmpty: boolean) {
  const value = parts.reduce<unknown>((at, part) => {
    const inner = asDocument(at);
    return inner && own(inner, part);
  }, document);
  if (Array.isArray(value) && value.length > 0) {
    for (const [place, element] of value.entries())
      yield { result: replaced(document, parts, element), place };
  } else if (!Array.isArray(value) && value !== undefined && value !== null)
    yield { result: { ...document }, place: undefined };
  else if (keepsEmpty)
    yield {
      result: Array.isArray(value) ? replaced(document, parts, undefined) : { ...document },
      place: undefined,
    };
}

/** The document with another value at the path; undefined takes the field away. */
function replaced(document: Document, parts: readonly string[], value: unknown): Document {
  const result = { ...document };
  const [name, ...rest] = parts as [string, ...string[]];
  const next = rest.length > 0 ? replaced(result[name] as Document, rest, value) : value;
  if (next === undefined) delete result[name];
  else assign(result, name, next);
  return result;
}

function facet(source: Document, variables: Document): Stage {
  const facets = Object.entries(source).map(([name, pipeline]) => {
    if (!Array.isArray(pipeline)) throw failedToParse(`arguments to $facet must be arrays, ${name} is not`);
    return [name, compilePipeline(pipeline, variables)] as const;
  });
  if (facets.length === 0) throw failedToParse('the $facet specification must have at least one field');
  return function* faceted(documents) {
    const all = [...documents];
    yield Object.fromEntries(facets.map(([name, pipeline]) => [name, [...pipeline(all)]]));
  };
}

function sample(size: number): Stage {
  return function* sampled(documents) {
    const all = [...documents];
    for (let left = Math.min(size, all.length); left > 0; left--) {
      const place = Math.floor(Math.random() * all.length);
      yield all[place]!;
      all[place] = all.at(-1)!;
      all.pop();
    }
  };
}

function replaceRoot(source: unknown, variables: Document): Stage {
  const expression = compileExpression(source, variables);
  return function* rooted(documents) {
    for (const document of documents) {
      const root = asDocument(expression(document));
      if (!root) throw new CommandError(40228, "'newRoot' expression must evaluate to an object");
      yield root;
    }
  };
}
