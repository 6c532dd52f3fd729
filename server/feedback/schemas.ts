import Joi from 'joi';
import { LANGUAGES, type Language } from '../platform/context.ts';
import { emailAddress, line, prose } from '../platform/web/check.ts';
import { readCityMoment } from './deadlines.ts';
import {
  KINDS,
  type Kind,
  LEAST,
  MOST,
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
const slug = () =>
  Joi.string()
    .max(80)
    .pattern(/^[a-z0-9-]+$/, { name: 'slug' });

/** A moment; written without a zone, as date fields of browsers do, it is meant in the city's. */
const cityMoment = () =>
  Joi.string()
    .max(40)
    .custom((typed: string, helpers) => {
      const at = readCityMoment(typed);
      return at ?? helpers.error('text:feedback.errors.moment');
    });

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

export const submission = Joi.object<Submission>(submissionFields);

/** The form also carries the key that makes one item of a double click, and which button was pressed. */
export const submissionForm = Joi.object<
  Submission & { idempotencyKey: string; step: 'preview' | 'send' | 'change' }
>({
  ...submissionFields,
  idempotencyKey: Joi.string().max(100).required(),
  step: Joi.string().valid('preview', 'send', 'change').default('preview'),
});

/** Ways on which an item reaches staff, who enter it for the sender. */
export const ENTRY_CHANNELS = ['counter', 'phone', 'letter'] as const;

export interface CounterEntry extends Submission {
  channel: (typeof ENTRY_CHANNELS)[number];
  receivedAt: Date;
}

export const counterEntry = Joi.object<CounterEntry & { idempotencyKey: string }>({
  ...submissionFields,
  channel: Joi.string()
    .valid(...ENTRY_CHANNELS)
    .required(),
  receivedAt: cityMoment().required(),
  idempotencyKey: Joi.string().max(100).required(),
});

export const acceptance = Joi.object<{ subject: string; text: string }>({
  subject: line(MOST.subject).min(LEAST.subject).required(),
  text: prose(MOST.text).min(LEAST.text).required(),
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

export interface AnswerInput {
  outcome: Outcome;
  text: string;
  reason?: string;
}
const answerFields = {
  outcome: Joi.string()
    .valid(...OUTCOMES)
    .required(),
  text: prose(MOST.answer).min(LEAST.answer).required(),
  reason: optional(prose(MOST.reason)),
};
export const answer = Joi.object<AnswerInput>(answerFields);
export const answerForm = Joi.object<AnswerInput & { version: number; step: 'save' | 'check' | 'submit' }>({
  ...answerFields,
  version: Joi.number().integer().min(0).required(),
  step: Joi.string().valid('save', 'check', 'submit').default('save'),
});

export const answerReturn = Joi.object<{ reason: string }>({
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export interface ListQuery {
  q?: string;
  status?: PublicLabel;
  kind?: Kind;
  regulation?: string;
  unit?: string;
  after?: string;
}
export const listQuery = Joi.object<ListQuery>({
  q: optional(line(200)),
  status: optional(Joi.string().valid(...PUBLIC_LABELS)),
  kind: optional(Joi.string().valid(...KINDS)),
  regulation: optional(slug()),
  unit: optional(slug()),
  after: optional(
    Joi.string()
      .max(80)
      .pattern(/^\d{1,16}-[0-9a-f]{24}$/, { name: 'cursor' }),
  ),
});

export const trackForm = Joi.object<{ code: string; key?: string }>({
  code: line(40).required(),
  key: optional(line(60)),
});
