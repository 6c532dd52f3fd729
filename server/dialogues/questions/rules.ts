/** Grounds on which a moderator rejects a question; the asker reads the ground and may contest it once. */
export const REJECTION_REASONS = [
  'off-topic',
  'duplicate',
  'personal-data',
  'abusive',
  'complaint',
  'decided',
  'illegible',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Grounds on which somebody is removed from a session; the person reads it. */
export const REMOVAL_GROUNDS = ['abusive', 'flooding', 'impersonation', 'disruption'] as const;
export type RemovalGround = (typeof REMOVAL_GROUNDS)[number];

/** How a question was answered. */
export const ANSWER_WAYS = ['room', 'written'] as const;
export type AnswerWay = (typeof ANSWER_WAYS)[number];

/** In which order the queue stands. */
export const QUEUE_ORDERS = ['votes', 'time', 'group'] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** Longest input, in characters; largest counts. */
export const MOST = {
  title: 200,
  description: 5_000,
  place: 300,
  agenda: 30,
  agendaTitle: 200,
  moderators: 10,
  units: 20,
  regulations: 20,
  question: 1_000,
  group: 60,
  displayName: 60,
  name: 120,
  note: 500,
  answer: 5_000,
  notice: 300,
  notices: 3,
  conclusion: 1_000,
  conclusions: 50,
  /** Of one participant in one session. */
  questionsEach: 20,
} as const;
export const LEAST = { title: 5, question: 10, note: 5, answer: 5, conclusion: 10 } as const;

/** Seconds between two questions of one participant that a moderator may set; 0: as the limits of the door allow. */
export const SLOW_SECONDS = [0, 30, 60, 300] as const;

/** True when a participant has to wait before the next question. @param slowSeconds set by the moderator */
export function mustWait(lastAskedAt: Date | null, now: Date, slowSeconds: number): boolean {
  return lastAskedAt !== null && now.getTime() - lastAskedAt.getTime() < slowSeconds * 1000;
}
