/** One browser on the line, as the events of a space see it. It holds nothing but what they put there. */
export interface Line {
  readonly id: string;
  readonly rooms: ReadonlySet<string>;
  join(room: string): Promise<void> | void;
  leave(room: string): Promise<void> | void;
  /** Ends the connection. */
  cut(): void;
  /** What the space remembers of this line until it breaks. */
  readonly notes: Record<string, unknown>;
}
