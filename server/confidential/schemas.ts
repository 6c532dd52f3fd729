import Joi from 'joi';
import { emailAddress, line, optional, prose } from '../platform/web/check.ts';
import { calendarDate } from '../settings/index.ts';
import { LEAST_TEXT, MOST_REASON, MOST_TEXT } from './rules.ts';

const words = () => prose(MOST_TEXT).required();

export const newCaseForm = Joi.object<{ text: string; exclude: string[]; idempotencyKey: string }>({
  text: words().min(LEAST_TEXT),
  exclude: Joi.array().items(Joi.string().max(40)).max(50).single().default([]),
  idempotencyKey: Joi.string().max(100).required(),
});

export const keyForm = Joi.object<{ key: string }>({ key: line(60).required() });
export const messageForm = Joi.object<{ text: string }>({ text: words() });
export const writtenForm = Joi.object<{ text: string; answer?: 'yes' }>({
  text: words(),
  answer: Joi.valid('yes').empty(''),
});
export const proposalForm = Joi.object<{ unit: string; reason: string }>({
  unit: Joi.string().max(80).required(),
  reason: prose(MOST_REASON).min(5).required(),
});

export const consentForm = Joi.object({
  subject: line(160).min(5).required(),
  text: prose(10_000).min(LEAST_TEXT).required(),
  name: optional(line(120)),
  email: optional(emailAddress()),
  phone: optional(line(30).pattern(/^\+?[0-9 ().-]{8,30}$/, { name: 'phone' })),
  address: optional(line(300)),
  publishText: Joi.boolean().truthy('yes').falsy('no').default(false),
});

export const casesQuery = Joi.object<{ page: number }>({
  page: Joi.number().integer().min(1).max(1000).default(1),
});

export const readerForm = Joi.object<{ email: string; from: string }>({
  email: emailAddress().required(),
  from: calendarDate().required(),
});
