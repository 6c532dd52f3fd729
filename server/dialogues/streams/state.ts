import type { Change, State } from '../protocol.ts';

/** Puts the changes of one event into the state. Values are whole: what came before under the key is gone. */
export function applyChanges(state: State, changes: readonly Change[]): void {
  for (const { key, value } of changes)
    if (value === null) delete state[key];
    else state[key] = value;
}
