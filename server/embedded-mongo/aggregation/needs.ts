import { compileFilter } from '../filter/compile.ts';
import { pathsOf } from '../filter/nodes.ts';
import { asDocument, type Document, isNumber } from '../values.ts';

/**
 * The paths of the documents that a pipeline looks at, up to the stage that makes other documents of them; undefined when
 * it may look at all of them.
 */
export function pathsNeeded(pipeline: readonly unknown[], variables: Document): string[] | undefined {
  const paths: string[] = [];
  for (const stage of pipeline) {
    const [name, source] = Object.entries(stage as Document)[0]!;
    const own = ofStage(name, source, variables);
    if (!own) return undefined;
    paths.push(...own);
    if (name === '$group' || name === '$project') return [...new Set(paths)];
  }
  return undefined;
}

function ofStage(name: string, source: unknown, variables: Document): string[] | undefined {
  switch (name) {
    case '$skip':
    case '$limit':
      return [];
    case '$unwind':
      return ofExpression(source);
    case '$sort':
      return Object.keys(source as Document);
    case '$match':
      return pathsOf(compileFilter(source as Document, variables).node);
    case '$group':
      return ofExpression(source);
    case '$project':
      return ofProjection(source as Document);
    default:
      return undefined;
  }
}

/** Of one that names what it keeps. */
function ofProjection(source: Document): string[] | undefined {
  const paths: string[] = ['_id'];
  for (const [path, wish] of Object.entries(source)) {
    if (typeof wish === 'string') {
      const own = ofExpression(wish);
      if (!own) return undefined;
      paths.push(...own);
    } else if (wish === true || (isNumber(wish) && Number(String(wish)) === 1)) paths.push(path);
    else return undefined;
  }
  return paths;
}

function ofExpression(source: unknown): string[] | undefined {
  if (typeof source === 'string') {
    if (source.startsWith('$$ROOT') || source.startsWith('$$CURRENT')) return undefined;
    return source.startsWith('$') && !source.startsWith('$$') ? [source.slice(1)] : [];
  }
  const document = asDocument(source);
  if (document && Object.hasOwn(document, '$literal')) return [];
  const parts = Array.isArray(source) ? source : Object.values(document ?? {});
  const paths = parts.map(ofExpression);
  return paths.every((each) => each !== undefined) ? paths.flat() : undefined;
}
