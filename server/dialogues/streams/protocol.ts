/**
 * What goes over the line in namespace `/dialogue`: names and shapes, and how both ends read them. Shared with the browser.
 * See docs/live-protocol.md.
 */

export const SPACE = '/dialogue';

export type StreamName = 'public' | 'staff';

/** One thing of the room's state has this value now. Null: it is no longer there. Values are whole, never differences. */
export interface Change {
  key: string;
  value: unknown;
}

/** One event of a stream. Numbers begin at 1 and have no gaps. */
export interface StreamEvent {
  n: number;
  /** Name of the journal entry that it follows; 'dialogue.tallied' for votes. */
  name: string;
  at: string;
  changes: Change[];
  /** Of a rejection, to moderators: its ground. */
  ground?: string;
}

/** State of a stream: `session`, `question:ID`, `votes:ID` (public); `inner:ID`, `participant:ID` (staff). */
export type State = Record<string, unknown>;

/** Event from the server. */
export const EVENT = 'dialogue:event';
export type EventMessage = StreamEvent & { code: string; stream: StreamName };

/** Event from the server, unnumbered: something of one's own has changed; fetch it with `dialogue:mine`. */
export const MINE_CHANGED = 'dialogue:mine-changed';

/** Event from the server to the inner room: the moderators have changed, join again. */
export const KNOCK_AGAIN = 'dialogue:knock-again';

/** Event from the server to the inner room, unnumbered: which question each moderator looks at now. */
export const LOOKS = 'dialogue:looks';
export interface Look {
  question: string;
  /** Id and name of the moderator. */
  by: string;
  name: string;
}
export interface LooksMessage {
  code: string;
  looks: Look[];
}

/** Event from the server to the public room, unnumbered, every two seconds at most: what moderators did, in numbers. */
export const FIGURES = 'dialogue:figures';
export interface FiguresMessage {
  code: string;
  figures: ModerationFigures;
}

/** What the moderators have done in a session, in numbers: nobody is named. What was undone has been done all the same. */
export interface ModerationFigures {
  asked: number;
  /** Now; all others count what has happened. */
  waiting: number;
  approved: number;
  rejected: number;
  reasons: { reason: string; count: number }[];
  contested: number;
  upheld: number;
  merged: number;
  separated: number;
  withdrawn: number;
  edited: number;
  muted: number;
  unmuted: number;
  removed: number;
  reinstated: number;
  /** Approvals, answers and promises taken back. */
  undone: number;
  queueClosed: number;
  slowed: number;
}

/** Value of `session` in the public stream. */
export interface SessionView {
  code: string;
  status: string;
  title: string;
  /** Empty: online only. */
  place: string;
  /** Opened long before its hour, both follow from the opening, and `announcedFor` is the hour that was announced. */
  startsAt: string;
  endsAt: string;
  announcedFor: string | null;
  openedAt: string | null;
  endedAt: string | null;
  publishedAt: string | null;
  /** Why it does not take place. */
  cancelledFor: string | null;
  /** Place in the agenda. */
  agendaAt: number;
  /** Since when. */
  agendaSince: string | null;
  /** What the wall of the hall shows. */
  wall: 'both' | 'question' | 'join' | 'pause';
  /** Id of the question that is being answered. */
  now: string | null;
  queueOpen: boolean;
  order: 'votes' | 'time' | 'group';
  slowSeconds: number;
  notices: { id: string; text: string }[];
  conclusions: Conclusion[];
}

/** What a unit is to do. It may be one that is not on the panel. */
export interface Conclusion {
  id: string;
  text: string;
  unit: string;
  unitName: { vi: string; en: string; ru: string } | null;
  dueAt: string | null;
}

/** Value of `question:ID` in the public stream. */
export interface QuestionView {
  id: string;
  text: string;
  /** In which it was asked: 'vi', 'en', 'ru'. */
  language: string;
  /** Display name of the asker. */
  by: string;
  group: string | null;
  unit: string | null;
  status: 'approved' | 'answered' | 'checking' | 'open';
  askedAt: string;
  /** How many questions were merged into it. */
  merged: number;
  edited: boolean;
  answer: { way: 'room' | 'written'; text: string; unit: string | null; at: string } | null;
  /** Code of the item of feedback that it became. */
  item: string | null;
  /** That item is answered. */
  itemAnswered: boolean;
}

/** Value of `inner:ID` in the staff stream: every question, with what only moderators see. */
export interface InnerQuestionView {
  id: string;
  text: string;
  originalText: string;
  regulation: string | null;
  by: string;
  /** The name given; empty: identity not given. */
  name: string;
  participant: string | null;
  group: string | null;
  unit: string | null;
  status: string;
  askedAt: string;
  rejection: { reason: string; note: string; contested: string | null; upheld: boolean } | null;
  into: string | null;
  prepared: { text: string; by: string; unit: string; at: string } | null;
  /** Asked by a participant, or typed in by staff for someone on the phone. */
  channel: 'online' | 'phone';
  /** In which it was asked. */
  language: string;
  /** What may be personal data in `text`; absent in events from before. */
  personal?: { start: number; end: number; words: string }[];
  /** Code of the item of feedback that it became. */
  item: string | null;
}

/** Value of `participant:ID` in the staff stream, from the first measure against that person on. */
export interface ParticipantView {
  id: string;
  by: string;
  name: string;
  muted: boolean;
  removed: boolean;
  /** Ground of the removal. */
  removedFor: string | null;
}

/** What a participant alone sees. */
export interface Mine {
  /** `removedFor`: the ground of the removal. */
  participant: {
    id: string;
    by: string;
    muted: boolean;
    removed: boolean;
    removedFor: string | null;
  } | null;
  questions: {
    id: string;
    text: string;
    /** In which it was asked. */
    language: string;
    status: string;
    /** `contested`: the asker has objected; `upheld`: it was looked at again, and stands. */
    rejection: {
      reason: string;
      note: string;
      mayContest: boolean;
      contested: boolean;
      upheld: boolean;
    } | null;
    into: string | null;
    /** Id of the question under which everybody reads it: the own one, or the one it was merged into. */
    shownAs: string | null;
    item: string | null;
    /** Opens the private part of the item: told to the asker alone. */
    itemKey: string | null;
  }[];
  /** Ids of the questions that one supports: voted for, or a question that was merged into them. */
  votes: string[];
}

export type Ack<Answer = object> =
  | ({ ok: true } & Answer)
  | {
      ok: false;
      /** Key of a text. */
      error: string;
      kind?: string;
      values?: Record<string, unknown>;
      fields?: Record<string, { text: string }>;
    };

/** `dialogue:join`. Without `after`, or when too much was missed: a snapshot. */
export interface Join {
  code: string;
  stream: StreamName;
  after?: number;
  /** Signed token of a participant, for those without the cookie. */
  token?: string;
}
export interface Caught {
  n: number;
  events?: StreamEvent[];
  snapshot?: State;
}
/** `participant`: one takes part, and may ask for `dialogue:mine`. `figures`: with the public stream. */
export type Joined = Caught & { participant?: string; figures?: ModerationFigures };

/** `dialogue:ask` */
export interface Ask {
  code: string;
  /** Made by the client: the same again changes nothing. */
  clientId: string;
  text: string;
  group?: string;
}

/** `dialogue:vote` */
export interface Vote {
  code: string;
  question: string;
  on: boolean;
}

/** Puts the changes of one event into the state. Values are whole: what came before under the key is gone. */
export function applyChanges(state: State, changes: readonly Change[]): void {
  for (const { key, value } of changes)
    if (value === null) delete state[key];
    else state[key] = value;
}

export type QueueOrder = SessionView['order'];

export interface Ranked {
  id: string;
  votes: number;
  group: string | null;
  /** Milliseconds since 1970, or as text in the one form that sorts as time does. */
  askedAt: number | string;
}

/** The queue as it stands on the page: ties go to whoever asked first, so that the order is the same for everybody. */
export function inOrder<Q extends Ranked>(questions: readonly Q[], order: QueueOrder): Q[] {
  return [...questions].sort(RANKS[order]);
}

type Compare = (a: Ranked, b: Ranked) => number;

const byTime: Compare = (a, b) =>
  a.askedAt < b.askedAt ? -1 : a.askedAt > b.askedAt ? 1 : a.id < b.id ? -1 : 1;
const byVotes: Compare = (a, b) => b.votes - a.votes || byTime(a, b);
const groupOf = ({ group }: Ranked) => group ?? '\uffff';
const byGroup: Compare = (a, b) =>
  groupOf(a) < groupOf(b) ? -1 : groupOf(a) > groupOf(b) ? 1 : byVotes(a, b);

export const RANKS: Record<QueueOrder, Compare> = { votes: byVotes, time: byTime, group: byGroup };
