import { CommandError } from '../errors.ts';
import { asDocument, type Document, EMPTY_ARRAY, own } from '../values.ts';

export interface Tuples {
  /** The values of the paths, once for each element of the array that they pass; undefined: missing. */
  readonly tuples: unknown[][];
  /** Which paths pass or end in an array. */
  readonly throughArray: boolean[];
}

interface Step {
  readonly value: unknown;
  readonly rest: readonly string[];
}

/** What an index (or a sort) on `paths` sees of a document. Two arrays side by side are an error. */
export function tuplesOf(document: Document, paths: readonly (readonly string[])[]): Tuples {
  const throughArray = paths.map(() => false);
  const tuples: unknown[][] = [];
  expand(
    paths.map((rest) => ({ value: document, rest })),
    { tuples, throughArray },
  );
  return { tuples, throughArray };
}

function expand(steps: Step[], out: Tuples): void {
  const reached = steps.map(descend);
  const array = commonArray(reached);
  if (!array) {
    out.tuples.push(reached.map((step) => step.value));
    return;
  }
  const opens = reached.map((step) => step.value === array && !isFixed(step));
  opens.forEach((open, i) => {
    if (open) out.throughArray[i] = true;
  });
  if (array.length === 0) {
    out.tuples.push(reached.map((step, i) => (opens[i] ? emptyFor(step) : step.value)));
    return;
  }
  for (const element of array)
    expand(
      reached.map((step, i) => (opens[i] ? into(step, element) : fix(step.value))),
      out,
    );
}

const FIXED: readonly string[] = Object.freeze(['fixed']);

function isFixed(step: Step): boolean {
  return step.rest === FIXED;
}

/** A value that must not be opened further, although it may be an array. */
function fix(value: unknown): Step {
  return { value, rest: FIXED };
}

function descend(step: Step): Step {
  if (isFixed(step)) return step;
  let { value } = step;
  let at = 0;
  while (at < step.rest.length && !Array.isArray(value)) {
    const document = asDocument(value);
    if (!document) return fix(undefined);
    value = own(document, step.rest[at]!);
    at++;
  }
  return { value, rest: at === 0 ? step.rest : step.rest.slice(at) };
}

function commonArray(steps: Step[]): unknown[] | undefined {
  let found: unknown[] | undefined;
  for (const step of steps) {
    if (isFixed(step) || !Array.isArray(step.value)) continue;
    if (found && found !== step.value) {
      throw new CommandError('CannotIndexParallelArrays', 'cannot index parallel arrays');
    }
    found = step.value;
  }
  return found;
}

function emptyFor(step: Step): unknown {
  return step.rest.length === 0 ? EMPTY_ARRAY : undefined;
}

function into(step: Step, element: unknown): Step {
  if (step.rest.length === 0) return fix(element);
  return asDocument(element) ? { value: element, rest: step.rest } : fix(undefined);
}
