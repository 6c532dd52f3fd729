/** Handling that wears the sender's clock out. Flags are shown to the unit and to coordinators; they forbid nothing. */
export const CLOCK_FLAGS = ['late-question', 'repeated-question', 'ping-pong', 'late-transfer'] as const;

export type ClockFlag = (typeof CLOCK_FLAGS)[number];
