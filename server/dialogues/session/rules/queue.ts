/** In which order the queue stands. */
export const QUEUE_ORDERS = ['votes', 'time', 'group'] as const;

export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** What the wall of the hall shows: question and queue, the question alone, how to take part, or a break. */
export const WALLS = ['both', 'question', 'join', 'pause'] as const;
export type Wall = (typeof WALLS)[number];

/** Seconds between two questions of one participant that a moderator may set; 0: as the limits of the door allow. */
export const SLOW_SECONDS = [0, 30, 60, 300] as const;
