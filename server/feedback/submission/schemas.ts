import Joi from 'joi';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../platform/context.ts';
import { emailAddress, line, optional, prose } from '../../platform/web/check.ts';
import { cityMoment, paperLines, pointLines, slug } from '../item/field-schemas.ts';
import { KINDS, type Kind, LEAST, MOST, SENDER_KINDS, type SenderKind } from '../item/rules/fields.ts';
import { LONGEST_PAPER, MOST_PAPERS } from '../item/rules/papers.ts';
import { LONGEST_POINT, MOST_POINTS } from '../item/rules/points.ts';
import type { GivenReply } from '../item/rules/procedure-questions.ts';
import { givenReplies, type ReplyFields, replyFields } from '../procedure-questions/schemas.ts';
import type { Pressed, Shown } from './steps.ts';

export interface Submission {
  kind: Kind;
  regulation?: string;
  unit?: string;
  ward?: string;
  /** Slug of the unit whose conduct it is about: that unit neither sees nor answers it. */
  conductOf?: string;
  subject: string;
  text: string;
  senderKind: SenderKind;
  name?: string;
  organisation?: string;
  email?: string;
  phone?: string;
  address?: string;
  language: ContentLanguage;
  publishText: boolean;
  /** What the sender wants answered; absent: split from the text by rule. */
  points?: string[];
  /** Documents that were demanded. */
  papers?: string[];
  /** To the questions of the procedure. */
  questionReplies?: GivenReply[];
}

/** Also the columns of a file from another system. */
export const submissionFields = {
  kind: Joi.string()
    .valid(...KINDS)
    .required(),
  regulation: optional(slug()),
  unit: optional(slug()),
  ward: optional(slug()),
  conductOf: optional(slug()),
  subject: line(MOST.subject).min(LEAST.subject).required(),
  text: prose(MOST.text).min(LEAST.text).required(),
  senderKind: Joi.string()
    .valid(...SENDER_KINDS)
    .default('citizen'),
  name: optional(line(MOST.name)),
  organisation: optional(line(MOST.organisation)),
  email: optional(emailAddress()),
  phone: optional(line(MOST.phone).pattern(/^\+?[0-9 ().-]{8,30}$/, { name: 'phone' })),
  address: optional(line(MOST.address)),
  language: Joi.string()
    .valid(...CONTENT_LANGUAGES)
    .default('vi'),
  publishText: Joi.boolean().truthy('yes', 'on').falsy('no').default(true),
};

export const submission = Joi.object<Submission>({
  ...submissionFields,
  points: Joi.array().items(line(LONGEST_POINT).min(2)).min(1).max(MOST_POINTS),
  papers: Joi.array().items(line(LONGEST_PAPER).min(2)).max(MOST_PAPERS),
  questionReplies: givenReplies(),
});

/** The form also carries the key that makes one item of a double click, what stood open, and which button was pressed. */
export const submissionForm = Joi.object<
  Submission & ReplyFields & { idempotencyKey: string; step?: Pressed; shown?: Shown }
>({
  ...submissionFields,
  ...replyFields,
  points: optional(pointLines()),
  papers: optional(paperLines()),
  idempotencyKey: Joi.string().max(100).required(),
  step: Joi.string().valid('sender', 'change', 'preview', 'send'),
  shown: Joi.string().valid('words', 'sender', 'preview'),
});

/** Ways on which an item reaches staff, who enter it for the sender. */
export const ENTRY_CHANNELS = ['counter', 'phone', 'letter'] as const;

export interface CounterEntry extends Submission {
  channel: (typeof ENTRY_CHANNELS)[number];
  receivedAt: Date;
  /** Why it is entered only now; needed when it was received long ago. */
  lateReason?: string;
}

export const counterEntry = Joi.object<CounterEntry & ReplyFields & { idempotencyKey: string }>({
  ...submissionFields,
  ...replyFields,
  channel: Joi.string()
    .valid(...ENTRY_CHANNELS)
    .required(),
  // Nobody chooses for the sender.
  publishText: Joi.boolean().truthy('yes', 'on').falsy('no').required(),
  receivedAt: cityMoment().required(),
  papers: optional(paperLines()),
  lateReason: optional(prose(MOST.reason).min(LEAST.reason)),
  idempotencyKey: Joi.string().max(100).required(),
});

export interface ReceiptCorrection {
  receivedAt: Date;
  reason: string;
}

export const receiptCorrection = Joi.object<ReceiptCorrection>({
  receivedAt: cityMoment().required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

/** Numbers of points that the head calls answered. */
export const confirmed = () =>
  Joi.array().items(Joi.number().integer().min(1).max(MOST_POINTS)).max(MOST_POINTS);
