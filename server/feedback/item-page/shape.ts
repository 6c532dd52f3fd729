import type { Complexity, Limit } from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import type { Text } from '../../platform/errors.ts';
import type { AgedShown } from '../ageing/queries.ts';
import type { AnswerBody } from '../answering/body.ts';
import type { ShownAnswer, shownInterims } from '../answering/queries.ts';
import type { AppealShown } from '../appeal/queries.ts';
import type { AttachmentShown } from '../attachments/queries.ts';
import type { RunningLimit } from '../clocks/limits.ts';
import type { DeadlineState } from '../clocks/rules/deadline-state.ts';
import type { ContributionShown, ContributorPart } from '../contributions/item-part.ts';
import type { EvidenceShown } from '../evidence/queries.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { ClockFlag } from '../item/rules/clock-flags.ts';
import type { ContactState } from '../item/rules/contact.ts';
import type { DelayCause } from '../item/rules/delay-causes.ts';
import type { PublicNext } from '../item/rules/next.ts';
import type { Point } from '../item/rules/points.ts';
import type { ProcedureQuestion, QuestionReply } from '../item/rules/procedure-questions.ts';
import type { Shield } from '../item/rules/shield.ts';
import type { PublicLabel, Status } from '../item/rules/status.ts';
import type { WhoActs } from '../item/who-acts.ts';
import type { MergedShown } from '../merging/queries.ts';
import type { NotesShown } from '../notes/queries.ts';
import type { PaperShown } from '../papers/queries.ts';
import type { PartsNotShielded, Related } from '../splitting/queries.ts';
import type { TagShown } from '../tags/queries.ts';
import type { AfterPart, FirstAnswerShown } from './after-answer.ts';
import type { ItemAct } from './may.ts';

export interface TimelineRow {
  name: string;
  at: Date;
  /** When staff put it into the system, if that was later. */
  enteredAt?: Date;
  unit?: Named;
  /** What it was found to be. */
  complexity?: Complexity;
  /** Only for those inside: who did it. */
  by?: string;
  reason?: string;
}

/** What everybody may know of an item; the rest of its text is absent until a coordinator accepts it. */
export interface PublicItem {
  code: string;
  label: PublicLabel;
  regulation?: Named;
  receivedAt: Date;
  dueAt: Date;
  /** The calendar of those days is not settled yet: the date may still move. */
  provisional: boolean;
  deadline: DeadlineState;
  closedAt: Date | null;
  /** What is to be done next, and so by whom; absent when nothing is owed any more. */
  next?: PublicNext;
  /** Code of the dialogue session in which it was asked; the question once everybody may read it. */
  askedIn?: { dialogue: string; question?: string };
  /** That it had in the system from which it was taken over. */
  formerCode?: string;
  /** True once a coordinator has accepted it. */
  open: boolean;
  kind?: string;
  language?: string;
  unit?: Named;
  /** The office that has sent it; absent: somebody else has, or it is not accepted. */
  raisedBy?: Named;
  /** Absent while not accepted, or when the sender has declined publication. */
  subject?: string;
  text?: string;
  /** How many others have said that it concerns them too; absent: none. */
  voices?: number;
  textDeclined?: boolean;
  /** Files of the sender that a coordinator has published. */
  attachments?: AttachmentShown[];
  /** What is to be answered, one by one. */
  points?: Point[];
  answer?: ShownAnswer;
  /** News on the way to the answer. */
  interims?: ReturnType<typeof shownInterims>;
  /** Version 1, when the sender has had the item reopened. */
  firstAnswer?: FirstAnswerShown;
  /** The item that it was merged into, which is answered for both. */
  mergedInto?: string;
  /** How many others were merged into it. */
  alike?: number;
  /** Other items of the same submission, and those that have to do with it. */
  related?: Related;
  /** Version 2, when an appeal has sent the item back. */
  secondAnswer?: FirstAnswerShown;
  /** Documents that the sender says were demanded, beside the published list. */
  papers?: PaperShown[];
  /** What its answer rests on has ended. */
  aged?: AgedShown;
  /** The appeal to the higher unit, and what it decided. */
  appeal?: AppealShown;
  /** How demanding it is, where somebody has judged. */
  complexity?: Complexity;
  /** The date was moved once, before it had passed. */
  extended?: boolean;
  /** For a late answer: why, and the date promised instead, if one was. */
  apology?: { cause: DelayCause; promisedAt: Date | null; missed: boolean };
}

export interface ItemPage extends PublicItem {
  version: number;
  /** It is about the conduct of a unit: only those see it who are told so. */
  shield?: {
    unit?: Named;
    by: Shield['by'];
    /** Its words would become public without it, once it is accepted. */
    publishText: boolean;
    /** For those inside: codes of its parts that the unit may still see. */
    partsNotShielded?: PartsNotShielded;
  };
  /** For those inside: codes of its open parts that are kept from a unit, while the item is kept from none. */
  partsStillShielded?: string[];
  timeline: TimelineRow[];
  /** For the sender with the key, and those inside. */
  own?: {
    /** In which they write, and are written to. */
    language: ContentLanguage;
    original: { subject: string; text: string };
    messages: FeedbackFields['messages'];
    attachments: AttachmentShown[];
    /** Who sent it and what was private is gone. */
    erased?: NonNullable<FeedbackFields['erased']>;
    refusal: { ground: string; guidance: string } | null;
    /** Of the sender who has contested a refusal, and what was decided. */
    contest: { at: Date; reason: string; upheld: string | null; open: boolean } | null;
    /** Until when it can be. */
    contestUntil: Date | null;
    /** As sent, and as the office has worded them. */
    points: Point[];
    answerText?: string;
    answer?: ShownAnswer;
    interims: ReturnType<typeof shownInterims>;
    ward?: Named;
    waiting: boolean;
    papers: PaperShown[];
    /** The office that has sent it, whose people are its sender. */
    raisedBy?: Named;
    /** To the questions of its procedure. */
    questionReplies?: QuestionReply[];
    aged?: AgedShown;
    /** What was written to the sender about an extension or a late answer. */
    explanations: string[];
    /** The item closes itself at this moment, unless the sender replies. */
    replyUntil: Date | null;
    /** Where the sender is told; the address itself is for those inside. */
    contact: { state: ContactState; email?: string /** By telephone. */; called?: true };
    after: AfterPart;
  };
  /** For a unit that was asked for its part and is not inside. */
  contributor?: ContributorPart;
  inside?: {
    sender: FeedbackFields['sender'];
    /** Since when a request of the sender to erase the data stands open. */
    erasureAsked?: Date;
    kind: FeedbackFields['kind'];
    language: FeedbackFields['language'];
    publishText: boolean;
    status: Status;
    channel: string;
    assignee?: string;
    next?: WhoActs;
    draft: FeedbackFields['answer'];
    /** The same as pages set it. */
    body?: AnswerBody;
    returnReason: string | null;
    concernsUnit?: Named;
    clock: {
      flags: ClockFlag[];
      request: { amount: number; unit: string; reason: string } | null;
      dispute: { unit?: Named; proposed?: Named; reason: string; at: Date } | null;
      /** Limits of whoever holds the item, what ends first on top. */
      limits: RunningLimit[];
      complexity: Complexity;
      owesApology: boolean;
      /** Absent: the table of limits allows none. */
      extensionLimit?: Limit;
      /** The other levels, with the limit that each would bring. */
      levels: { complexity: Complexity; limit: Limit }[];
    };
    publicText: { subject: string; text: string };
    points: Point[];
    contributions: ContributionShown[];
    evidence: EvidenceShown[];
    /** What colleagues tell each other, and what is to be done. */
    notes: NotesShown;
    /** What staff have put on it, beside all that can be chosen. */
    tags: { own: TagShown[]; all: (TagShown & { chosen: boolean })[] };
    /** What its procedure asks, and its sender has not replied to. */
    missingReplies?: ProcedureQuestion[];
    /** What was merged into it. */
    merged: MergedShown[];
    /** What is about to be made of it, while that can be undone. */
    split?: { carryAt: Date; parts: { subject: string }[] };
    /** Accounts that stay out of a second look. */
    hadPart: string[];
  };
  may: Record<ItemAct, boolean>;
  /** Why something cannot be done now that the reader otherwise may do. */
  why: Partial<Record<ItemAct, Text>>;
}
