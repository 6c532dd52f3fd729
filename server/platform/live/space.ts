import type { LiveCall } from './call.ts';

/** What a space may do with its lines, and how it reaches the other processes. */
export interface Hub {
  /** True when there is no other process. */
  readonly alone: boolean;
  /** To the lines of a room in this process. */
  emit(room: string, event: string, payload: unknown): void;
  /** Takes all lines of this process out of a room, at once. */
  empty(room: string): void;
  /** To the same space in the other processes, as far as they can be reached; nobody hears it when there is one. */
  tell(message: string, payload: unknown): void;
  now(): Date;
}

/** A namespace of the socket that a feature fills: events with an answer, rooms, word from other processes. */
export interface Space {
  /** '/dialogue' */
  name: string;
  calls: LiveCall[];
  opened(hub: Hub): void;
  /** What another process has told. */
  heard?(message: string, payload: unknown): void;
  closed?(hub: Hub): Promise<void>;
}
