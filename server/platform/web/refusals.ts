import { Refusal, Unavailable } from '../errors.ts';
import { log } from '../log.ts';
import { isStoreAway, isStoreFull } from '../store-faults.ts';

/** Faults of a request that express and its parsers report with a status. */
const BY_STATUS: Record<number, [kind: 'invalid' | 'not-found', text: string]> = {
  400: ['invalid', 'errors.malformed'],
  404: ['not-found', 'errors.not-found'],
  // Browsers send no such request: a page has nothing to explain to a person.
  405: ['not-found', 'errors.not-found'],
  413: ['invalid', 'errors.too-large'],
  415: ['invalid', 'errors.encoding'],
};

/** The refusal that an error stands for; undefined when it is a fault of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (isStoreFull(error)) {
    log.error(error);
    return new Unavailable('errors.store-full');
  }
  if (isStoreAway(error)) {
    log.error(error);
    return new Unavailable('errors.store-away');
  }
  const status = (error as { status?: unknown } | null)?.status;
  const [kind, text] = (typeof status === 'number' && BY_STATUS[status]) || [];
  if (!kind || !text) return undefined;
  return withStatus(new Refusal(kind, text), status as number);
}

/** A body that is not JSON would be read as none: every field would be missing, and nobody would know why. */
export function notJson(): Refusal {
  return withStatus(new Refusal('invalid', 'errors.not-json'), 415);
}

function withStatus(refusal: Refusal, status: number): Refusal {
  return Object.defineProperty(refusal, 'status', { value: status });
}
