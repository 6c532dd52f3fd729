import Joi from 'joi';
import { COMPLEXITIES, type Complexity } from '../calendar/index.ts';
import { LANGUAGES, type Language } from '../platform/context.ts';
import { emailAddress, line, prose } from '../platform/web/check.ts';
import { fieldShapes, fieldsOf, type GivenFields, pointLines, slug } from './answer-fields.ts';
import { readCityDay, readCityMoment } from './deadlines.ts';
import {
  type AnswerFields,
  DELAY_CAUSES,
  type DelayCause,
  FIGURES,
  type Figure,
  KINDS,
  type Kind,
  LEAST,
  LONGEST_POINT,
  MOST,
  MOST_POINTS,
  OUTCOMES,
  type Outcome,
  PUBLIC_LABELS,
  type PublicLabel,
  REFUSAL_GROUNDS,
  type RefusalGround,
  SENDER_KINDS,
  type SenderKind,
} from './rules.ts';

/** Forms send empty fields: they count as absent. */
const optional = <S extends Joi.Schema>(schema: S): S => schema.empty('') as S;

/** A moment; written without a zone, as date fields of browsers do, it is meant in the city's. */
const cityMoment = () =>
  Joi.string()
    .max(40)
    .custom((typed: string, helpers) => {
      const at = readCityMoment(typed);
      return at ?? helpers.error('text:feedback.errors.moment');
    });

/** A day to come: the end of office on it. */
const cityDay = () =>
  Joi.string()
    .max(20)
    .custom(
      (typed: string, helpers) => readCityDay(typed) ?? helpers.error('text:feedback.errors.promised-date'),
    );

export interface Submission {
  kind: Kind;
  regulation?: string;
  unit?: string;
  ward?: string;
  subject: string;
  text: string;
  senderKind: SenderKind;
  name?: string;
  organisation?: string;
  email?: string;
  phone?: string;
  address?: string;
  language: Language;
  publishText: boolean;
  /** What the sender wants answered; absent: split from the text by rule. */
  points?: string[];
}

const submissionFields = {
  kind: Joi.string()
    .valid(...KINDS)
    .required(),
  regulation: optional(slug()),
  unit: optional(slug()),
  ward: optional(slug()),
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
    .valid(...LANGUAGES)
    .default('vi'),
  publishText: Joi.boolean().truthy('yes', 'on').falsy('no').default(true),
};

export const submission = Joi.object<Submission>({
  ...submissionFields,
  points: Joi.array().items(line(LONGEST_POINT).min(2)).min(1).max(MOST_POINTS),
});

/** The form also carries the key that makes one item of a double click, and which button was pressed. */
export const submissionForm = Joi.object<
  Submission & { idempotencyKey: string; step: 'preview' | 'send' | 'change' }
>({
  ...submissionFields,
  points: optional(pointLines()),
  idempotencyKey: Joi.string().max(100).required(),
  step: Joi.string().valid('preview', 'send', 'change').default('preview'),
});

/** Ways on which an item reaches staff, who enter it for the sender. */
export const ENTRY_CHANNELS = ['counter', 'phone', 'letter'] as const;

export interface CounterEntry extends Submission {
  channel: (typeof ENTRY_CHANNELS)[number];
  receivedAt: Date;
  /** Why it is entered only now; needed when it was received long ago. */
  lateReason?: string;
}

export const counterEntry = Joi.object<CounterEntry & { idempotencyKey: string }>({
  ...submissionFields,
  channel: Joi.string()
    .valid(...ENTRY_CHANNELS)
    .required(),
  // Nobody chooses for the sender.
  publishText: Joi.boolean().truthy('yes', 'on').falsy('no').required(),
  receivedAt: cityMoment().required(),
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

export interface PublicWords {
  subject: string;
  text: string;
  points?: string[];
}
/** As a form sends it: with the version of the item that it showed. */
export interface PublicWordsForm extends PublicWords {
  version: number;
  /** What may be personal data in it was looked at and stays. */
  seen?: boolean;
}
export const acceptance = Joi.object<PublicWordsForm>({
  version: Joi.number().integer().min(0).required(),
  seen: Joi.boolean().truthy('yes').empty(''),
  subject: line(MOST.subject).min(LEAST.subject).required(),
  text: prose(MOST.text).min(LEAST.text).required(),
  points: optional(pointLines()),
});

export const infoRequest = Joi.object<{ question: string }>({
  question: prose(MOST.reason).min(LEAST.reason).required(),
});
export const infoReply = Joi.object<{ reply: string }>({ reply: prose(MOST.text).min(1).required() });

export const refusal = Joi.object<{ ground: RefusalGround; guidance: string }>({
  ground: Joi.string()
    .valid(...REFUSAL_GROUNDS)
    .required(),
  guidance: prose(MOST.reason).min(LEAST.reason).required(),
});

export interface Routing {
  unit: string;
  reason?: string;
}
export const routing = Joi.object<Routing>({ unit: slug().required(), reason: optional(prose(MOST.reason)) });
export const transfer = Joi.object<{ unit: string; reason: string }>({
  unit: slug().required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export const assignment = Joi.object<{ assignee: string }>({ assignee: Joi.string().max(40).required() });

export interface ClassificationInput {
  complexity: Complexity;
  reason: string;
}
export const classification = Joi.object<ClassificationInput>({
  complexity: Joi.string()
    .valid(...COMPLEXITIES)
    .required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export interface ExtensionInput {
  /** In the unit of the limit for extensions. */
  amount: number;
  reason: string;
}
export const extension = Joi.object<ExtensionInput>({
  amount: Joi.number().integer().min(1).max(1000).required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});
export const extensionDecline = Joi.object<{ reason: string }>({
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

/** What goes with a late answer. */
export interface LateApology {
  cause: DelayCause;
  reason: string;
}
export interface ApologyInput extends LateApology {
  promisedAt: Date;
}
const cause = () => Joi.string().valid(...DELAY_CAUSES);
export const lateApology = Joi.object<LateApology>({
  cause: cause().required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});
export const apology = Joi.object<ApologyInput>({
  cause: cause().required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
  promisedAt: cityDay().required(),
});
/** On the form of approval: needed only when the answer is late and nobody has apologised yet. */
export interface Approval {
  cause?: DelayCause;
  apology?: string;
  override?: string;
  confirmed?: number[];
}
/** Numbers of points that the head calls answered. */
const confirmed = () => Joi.array().items(Joi.number().integer().min(1).max(MOST_POINTS)).max(MOST_POINTS);
export const approval = Joi.object<Approval>({
  override: optional(prose(MOST.reason).min(LEAST.reason)),
  cause: optional(cause()),
  apology: optional(prose(MOST.reason).min(LEAST.reason)),
  confirmed: confirmed().single().empty(''),
});

export interface AnswerInput {
  outcome: Outcome;
  /** Free text; may be empty beside fields. */
  text: string;
  reason?: string;
  fields?: AnswerFields;
}

/** Answers of programs: the fields stand beside outcome and text; without `points` it is free text alone. */
const answerFields = {
  ...fieldShapes,
  text: prose(MOST.answer).allow('').default(''),
  reason: optional(prose(MOST.reason)),
};
const outcome = () => Joi.string().valid(...OUTCOMES);
const gathered = (given: GivenFields) => {
  const { rest, fields } = fieldsOf(given);
  return fields ? { ...rest, fields } : rest;
};
export interface WholeAnswer extends AnswerInput {
  apology?: LateApology;
  /** The head's reason for sending what the check calls vague or incomplete. */
  override?: string;
  /** Points that the head calls answered, whatever the check says. */
  confirmed?: number[];
}
export const answer = Joi.object<WholeAnswer>({
  outcome: outcome().required(),
  ...answerFields,
  apology: lateApology,
  override: optional(prose(MOST.reason).min(LEAST.reason)),
  confirmed: confirmed(),
}).custom(gathered);
export type AnswerToCheck = Omit<AnswerInput, 'outcome'> & { outcome?: Outcome };
export const answerToCheck = Joi.object<AnswerToCheck>({
  outcome: optional(outcome()),
  ...answerFields,
}).custom(gathered);
/** The same over the socket, where no path names the item. */
export interface AnswerCheckCall extends AnswerToCheck {
  code: string;
  reading: 'text' | 'store';
}
export const answerCheckCall = Joi.object<AnswerCheckCall>({
  code: line(40).required(),
  reading: Joi.string().valid('text', 'store').default('text'),
  outcome: optional(outcome()),
  ...answerFields,
}).custom(gathered);
/** A correction of the published answer. */
export interface Correction extends AnswerInput {
  version: number;
  /** Why. Public. */
  note: string;
  override?: string;
}

export interface Interim {
  text: string;
  promisedAt: Date;
  /** Who can be asked meanwhile, and how. */
  contactPerson: string;
  contactReach: string;
}
export const interim = Joi.object<Interim>({
  text: prose(MOST.reason).min(LEAST.text).required(),
  promisedAt: cityDay().required(),
  contactPerson: line(MOST.name).required(),
  contactReach: line(200).required(),
});

export const answerReturn = Joi.object<{ reason: string }>({
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export interface ListQuery {
  q?: string;
  status?: PublicLabel | Figure;
  kind?: Kind;
  regulation?: string;
  unit?: string;
  after?: string;
}
/** Of the inbox and the screening queue: one group, from a row on. */
export interface DeskQuery {
  group?: string;
  after?: string;
}
const cursor = () =>
  optional(
    Joi.string()
      .max(80)
      .pattern(/^\d{1,15}-[0-9a-f]{24}$/, { name: 'cursor' }),
  );
export const deskQuery = Joi.object<DeskQuery>({ group: optional(slug()), after: cursor() });

export const listQuery = Joi.object<ListQuery>({
  q: optional(line(200)),
  status: optional(Joi.string().valid(...PUBLIC_LABELS, ...FIGURES)),
  kind: optional(Joi.string().valid(...KINDS)),
  regulation: optional(slug()),
  unit: optional(slug()),
  after: cursor(),
});

export interface Tracked {
  code: string;
  key?: string;
  /** Open on this computer for longer than the browser is. */
  keep?: 'yes';
}

export const trackForm = Joi.object<Tracked>({
  code: line(40).required(),
  key: optional(line(60)),
  keep: Joi.string().valid('yes'),
});
