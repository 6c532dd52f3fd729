import type { NamedUnit, RoomGround } from '../../room/live-model.ts';
import { sessionOf } from '../../room/live-model.ts';
import type { MOST } from '../../session/rules/limits.ts';
import { type DialogueEntry, type DialogueStatus, dialogueAfter } from '../../session/rules/status.ts';
import type { State } from '../../streams/protocol.ts';

type VerbName = 'open' | 'end' | 'take' | 'steer' | 'conclude';

/** What the console brings once. */
export interface ConsoleGround extends Omit<RoomGround, 'longest'> {
  longest: typeof MOST;
  /** All that conclusions can be given to. */
  units: NamedUnit[];
  registered: number;
  /** Id of the moderator. */
  me: string;
  /** Of items that were asked for by phone: nobody else can tell it to whoever has asked. */
  itemKeys: Record<string, string>;
  /** `allowed`: to this moderator; when it can be done follows from the session. */
  verbs: Record<VerbName, { entry: DialogueEntry; allowed: boolean }>;
}

export function mayIn(state: State, { verbs }: ConsoleGround): Record<VerbName, boolean> {
  const status = sessionOf(state).status as DialogueStatus;
  const may = Object.entries(verbs).map(([name, { entry, allowed }]) => [
    name,
    allowed && dialogueAfter(status, entry) !== undefined,
  ]);
  return Object.fromEntries(may);
}
