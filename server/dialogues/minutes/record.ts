import type { Language } from '../../platform/context.ts';
import type { AnswerWay } from '../questions/rules.ts';

/** The item that a question became, as it stood then. */
export interface RecordedItem {
  code: string;
  unit: string | null;
  dueAt: Date;
}

export interface RecordedQuestion {
  id: string;
  text: string;
  language: Language;
  /** Display name of the asker. */
  by: string;
  group: string | null;
  votes: number;
  merged: number;
  status: 'answered' | 'checking' | 'open';
  way: AnswerWay | null;
  /** What was answered, as the moderators have put it down; empty: nothing more than that it was. */
  answer: string;
  unit: string | null;
  answeredAt: Date | null;
  item: RecordedItem | null;
}

export interface RecordedConclusion {
  id: string;
  text: string;
  unit: string;
  dueAt: Date;
}

/** Everything that the minutes say. Fixed when the chair approves. */
export interface MinutesRecord {
  code: string;
  title: string;
  language: Language;
  place: string;
  startsAt: Date;
  openedAt: Date | null;
  endedAt: Date | null;
  chair: string;
  moderators: string[];
  units: string[];
  regulations: string[];
  figures: {
    participants: number;
    asked: number;
    answered: number;
    checking: number;
    open: number;
    /** Ended before a moderator had read them: known by their items only. */
    unscreened: number;
    rejected: number;
    merged: number;
    withdrawn: number;
    votes: number;
  };
  /** When each point of the agenda began, as the stream tells. */
  course: { at: Date; title: string }[];
  opening: string;
  closing: string;
  questions: RecordedQuestion[];
  conclusions: RecordedConclusion[];
}
