import { CommandError } from '../errors.ts';
import { type Document, truthy } from '../values.ts';
import type { Call } from './call.ts';

/** Runs the statements of one write command; an ordered command ends at its first fault. */
export function eachStatement<T>(
  call: Call,
  statements: readonly T[],
  run: (statement: T, index: number) => void,
): Document[] {
  if (statements.length === 0 || statements.length > 100_000) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and 100000. Got ${statements.length} operations.`,
    );
  }
  const ordered = call.command.ordered === undefined || truthy(call.command.ordered);
  const writeErrors: Document[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (ordered) break;
    }
  }
  return writeErrors;
}

export function writeReply(fields: Document, writeErrors: Document[]): Document {
  return writeErrors.length > 0 ? { ...fields, writeErrors, ok: 1 } : { ...fields, ok: 1 };
}
