import Joi from 'joi';
import { readCityDay, readCityMoment } from '../feedback/index.ts';
import { LANGUAGES, type Language } from '../platform/context.ts';
import { emailAddress, line, prose } from '../platform/web/check.ts';
import { slugShape } from '../units/index.ts';
import type { AgendaPoint } from './model.ts';
import { TOKEN_LENGTH } from './participant-token.ts';
import {
  ANSWER_WAYS,
  type AnswerWay,
  DECIDED,
  type Decided,
  LEAST,
  MOST,
  QUEUE_ORDERS,
  type QueueOrder,
  REJECTION_REASONS,
  REMOVAL_GROUNDS,
  type RejectionReason,
  type RemovalGround,
  SLOW_SECONDS,
} from './rules.ts';

/** Forms send empty fields: they count as absent. */
const optional = <S extends Joi.Schema>(schema: S): S => schema.empty('') as S;

/** A moment; written without a zone, as date fields of browsers do, it is meant in the city's. */
const cityMoment = () =>
  Joi.string()
    .max(40)
    .custom(
      (typed: string, helpers) => readCityMoment(typed) ?? helpers.error('text:dialogues.errors.moment'),
    );

const language = () => Joi.string().valid(...LANGUAGES);
const accountId = () =>
  Joi.string()
    .max(64)
    .pattern(/^[\w-]+$/, { name: 'id' });
const documentId = () => Joi.string().pattern(/^[0-9a-f]{24}$/, { name: 'id' });
/** One tick of a form is a word, several are a list. */
const several = (each: Joi.StringSchema, most: number) =>
  Joi.array().items(each).max(most).single().empty('').default([]);

export function dialogueCodeShape(): Joi.StringSchema {
  return Joi.string()
    .max(20)
    .pattern(/^DT-\d{4}-\d{4,8}$/, { name: 'code' });
}

export interface DialogueInput {
  title: string;
  description: string;
  place: string;
  language: Language;
  regulations: string[];
  /** Account ids. */
  chair: string;
  moderators: string[];
  units: string[];
  agenda: AgendaPoint[];
  startsAt: Date;
  endsAt: Date;
}

const setUp = {
  title: line(MOST.title).min(LEAST.title).required(),
  description: prose(MOST.description).allow('').default(''),
  place: line(MOST.place).allow('').default(''),
  language: language().default('vi'),
  regulations: several(slugShape(), MOST.regulations),
  chair: accountId().required(),
  moderators: Joi.array().items(accountId()).max(MOST.moderators).single().empty('').min(1).required(),
  units: several(slugShape(), MOST.units),
  startsAt: cityMoment().required(),
  endsAt: cityMoment().required(),
};

const point = Joi.object<AgendaPoint>({
  title: line(MOST.agendaTitle).min(1).required(),
  minutes: Joi.number().integer().min(1).max(600).required(),
});

export const dialogueInput = Joi.object<DialogueInput>({
  ...setUp,
  agenda: Joi.array().items(point).max(MOST.agenda).default([]),
});

const AGENDA_LINE = /^(\d{1,3})\s*(?:phút|min|мин\.?|['’])?\s*[-–—:.,]?\s*(\S.*)$/u;

/** "15 – Opening", one a line. Undefined when a line is none. */
export function readAgenda(typed: string): AgendaPoint[] | undefined {
  const lines = typed.split('\n').map((each) => each.trim());
  const points = lines.filter(Boolean).map((each) => {
    const [, minutes, title] = AGENDA_LINE.exec(each) ?? [];
    return { minutes: Number(minutes), title: title ?? '' };
  });
  return points.every((each) => !point.validate(each).error) ? points : undefined;
}

export function agendaLines(agenda: readonly AgendaPoint[]): string {
  return agenda.map(({ minutes, title }) => `${minutes} – ${title}`).join('\n');
}

const agendaText = () =>
  prose(MOST.agenda * (MOST.agendaTitle + 10))
    .allow('')
    .default([])
    .custom((typed: string, helpers) => {
      const points = readAgenda(typed);
      if (!points) return helpers.error('text:dialogues.errors.agenda');
      return points.length > MOST.agenda ? helpers.error('text:dialogues.errors.agenda-long') : points;
    });

/** The form writes the agenda as lines, and carries the key that makes one session of a double click. */
export const dialogueForm = Joi.object<DialogueInput & { idempotencyKey: string }>({
  ...setUp,
  agenda: agendaText(),
  idempotencyKey: Joi.string().max(100).required(),
});

export const dialogueEdit = Joi.object<DialogueInput & { version: number }>({
  ...setUp,
  agenda: agendaText(),
  version: Joi.number().integer().min(0).required(),
});

export interface HostsInput extends Pick<DialogueInput, 'chair' | 'moderators' | 'units'> {
  /** Of those whom the form showed. */
  mark: string;
}
export const hostsForm = Joi.object<HostsInput>({
  chair: setUp.chair,
  moderators: setUp.moderators,
  units: setUp.units,
  mark: Joi.string().hex().length(64).required(),
});

export const cancellation = Joi.object<{ reason: string }>({
  reason: prose(MOST.note).min(LEAST.note).required(),
});

export interface Registration {
  /** What others read. */
  by: string;
  name?: string;
  organisation?: string;
  email?: string;
  language: Language;
}
const registrationFields = {
  by: line(MOST.displayName).min(2).required(),
  name: optional(line(MOST.name)),
  organisation: optional(line(MOST.name)),
  email: optional(emailAddress()),
};
export const registration = Joi.object<Registration>({
  ...registrationFields,
  language: language().default('vi'),
});

export interface AskInput {
  /** Made by the client: the same again changes nothing. */
  clientId: string;
  text: string;
  group?: string;
}
const asked = {
  clientId: Joi.string()
    .min(8)
    .max(64)
    .pattern(/^[\w-]+$/, { name: 'id' })
    .required(),
  text: prose(MOST.question).min(LEAST.question).required(),
  group: optional(line(MOST.group)),
};
export const question = Joi.object<AskInput>(asked);

/** Who asks: a participant by its token, or somebody on the phone, for whom staff ask. */
export interface ApiQuestion extends Omit<AskInput, 'clientId'> {
  clientId?: string;
  participant?: string;
  by?: string;
  name?: string;
}
export const apiQuestion = Joi.object<ApiQuestion>({
  ...asked,
  clientId: asked.clientId.optional(),
  participant: line(TOKEN_LENGTH),
  by: registrationFields.by.optional(),
  name: registrationFields.name,
});

export interface QuestionQuery {
  after?: string;
}
/** After the moment and the id of the last question of the stretch before. */
export const questionQuery = Joi.object<QuestionQuery>({
  after: Joi.string()
    .max(60)
    .pattern(/^\d{1,15}-[0-9a-f]{24}$/, { name: 'cursor' })
    .empty(''),
});

export interface PhoneInput extends AskInput {
  by: string;
  name?: string;
  language?: Language;
}
export const phoneQuestion = Joi.object<PhoneInput>({
  ...asked,
  by: registrationFields.by,
  name: registrationFields.name,
  language: optional(language()),
});

export const approval = Joi.object<{ seen: boolean }>({
  seen: Joi.boolean().truthy('yes').default(false),
});
export const rejection = Joi.object<{ reason: RejectionReason; note: string }>({
  reason: Joi.string()
    .valid(...REJECTION_REASONS)
    .required(),
  note: prose(MOST.note).min(LEAST.note).required(),
});
export const removal = Joi.object<{ ground: RemovalGround }>({
  ground: Joi.string()
    .valid(...REMOVAL_GROUNDS)
    .required(),
});
/** What the form takes back. */
export const takingBack = Joi.object<{ decided: Decided }>({
  decided: Joi.string()
    .valid(...DECIDED)
    .required(),
});
export const objection = Joi.object<{ reason: string }>({
  reason: prose(MOST.note).min(LEAST.note).required(),
});
export const merging = Joi.object<{ into: string }>({ into: documentId().required() });
export const wording = Joi.object<{ text: string }>({
  text: prose(MOST.question).min(LEAST.question).required(),
});
export interface Assignment {
  unit?: string;
  group?: string;
  regulation?: string;
}
export const assignment = Joi.object<Assignment>({
  unit: slugShape().allow(''),
  regulation: slugShape().allow(''),
  group: line(MOST.group).allow(''),
});

export const preparedText = Joi.object<{ text: string }>({
  text: prose(MOST.answer).min(LEAST.answer).required(),
});
export interface AnswerInput {
  way: AnswerWay;
  text: string;
  /** Why it goes although the check is not content. */
  reason?: string;
}
export const answer = Joi.object<AnswerInput>({
  way: Joi.string()
    .valid(...ANSWER_WAYS)
    .required(),
  text: prose(MOST.answer).allow('').default(''),
  reason: optional(prose(MOST.note).min(LEAST.note)),
});

export const opening = Joi.object<{ early: boolean }>({
  early: Joi.boolean().truthy('yes').falsy('no').default(false),
});
export const agendaMove = Joi.object<{ at: number }>({
  at: Joi.number().integer().min(0).max(MOST.agenda).required(),
});
export const notice = Joi.object<{ text: string }>({ text: prose(MOST.notice).min(1).required() });
export interface QueueInput {
  open?: boolean;
  order?: QueueOrder;
  slowSeconds?: number;
}
export const queue = Joi.object<QueueInput>({
  open: Joi.boolean().truthy('yes', 'on').falsy('no').empty(''),
  order: Joi.string()
    .valid(...QUEUE_ORDERS)
    .empty(''),
  slowSeconds: Joi.number()
    .valid(...SLOW_SECONDS)
    .empty(''),
});
export const taking = Joi.object<{ question: string }>({ question: documentId().required() });
export interface ConclusionInput {
  text: string;
  unit: string;
  dueAt: Date;
}
/** Due at the end of office on a day. */
export const conclusion = Joi.object<ConclusionInput>({
  text: prose(MOST.conclusion).min(LEAST.conclusion).required(),
  unit: slugShape().required(),
  dueAt: Joi.string()
    .max(20)
    .custom((typed: string, helpers) => readCityDay(typed) ?? helpers.error('date.format'))
    .required(),
});

export interface ListQuery {
  after?: string;
  regulation?: string;
  unit?: string;
}
export const listQuery = Joi.object<ListQuery>({
  after: Joi.string()
    .max(60)
    .pattern(/^\d{1,15}-[0-9a-f]{24}$/, { name: 'cursor' })
    .empty(''),
  regulation: slugShape().empty(''),
  unit: slugShape().empty(''),
});

export interface ListPageQuery extends ListQuery {
  /** Sessions that the reader runs. */
  host?: 'me';
}
export const listPageQuery = listQuery.append<ListPageQuery>({ host: Joi.string().valid('me').empty('') });

export interface LogQuery {
  stream: 'public' | 'staff';
  after: number;
  limit: number;
}
export const logQuery = Joi.object<LogQuery>({
  stream: Joi.string().valid('public', 'staff').default('public'),
  after: Joi.number().integer().min(0).max(1e12).default(0),
  limit: Joi.number().integer().min(1).max(500).default(200),
});
