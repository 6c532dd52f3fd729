import { Refusal } from '../errors.ts';

/** Faults of a request that express and its parsers report with a status. */
const BY_STATUS: Record<number, [kind: 'invalid' | 'not-found', text: string]> = {
  400: ['invalid', 'errors.malformed'],
  404: ['not-found', 'errors.not-found'],
  413: ['invalid', 'errors.too-large'],
  415: ['invalid', 'errors.encoding'],
};

/** The refusal that an error stands for; undefined when it is a fault of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const status = (error as { status?: unknown } | null)?.status;
  const [kind, text] = (typeof status === 'number' && BY_STATUS[status]) || [];
  if (!kind || !text) return undefined;
  const refusal = new Refusal(kind, text);
  return Object.defineProperty(refusal, 'status', { value: status });
}
