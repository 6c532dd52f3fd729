import Joi from 'joi';
import { KINDS, type Kind, LEAST, MOST } from '../feedback/item/rules/fields.ts';
import { LONGEST_REPLY } from '../feedback/item/rules/procedure-questions.ts';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../platform/context.ts';
import { emailAddress, line, optional, prose } from '../platform/web/check.ts';
import { LONGEST_DESCRIPTION, MOST_NAMED } from './rules.ts';

/** To a question of the procedure. */
export const REPLY = /^attribute\[([0-9a-f]{24})\]$/;

const CODE = /^[A-Za-z0-9-]{1,100}$/;
const LIST = new RegExp(`^[A-Za-z0-9-]{1,100}(\\s*,\\s*[A-Za-z0-9-]{1,100}){0,${MOST_NAMED - 1}}$`);
const list = () => optional(line(MOST_NAMED * 102).pattern(LIST, { name: 'list' }));
const moment = () => optional(Joi.date().iso().min('2000-01-01').max('2199-12-31'));

/** What stands in the name of every call: of one city, nobody has to say which. */
const COMMON = { jurisdiction_id: optional(line(200)), api_key: optional(line(200)) };

export const common = Joi.object(COMMON);

export interface RequestsQuery {
  service_request_id?: string;
  service_code?: string;
  start_date?: Date;
  end_date?: Date;
  status?: string;
}

export const requestsQuery = Joi.object<RequestsQuery>({
  ...COMMON,
  service_request_id: list(),
  service_code: list(),
  start_date: moment(),
  end_date: moment(),
  status: optional(line(20).pattern(/^(open|closed)(\s*,\s*(open|closed))?$/, { name: 'status' })),
});

/** A form's fields, by the names of the standard; what is not named here is not read. */
export interface NewRequest {
  service_code: string;
  description: string;
  first_name?: string;
  last_name?: string;
  email?: string;
  phone?: string;
  address_string?: string;
  address_id?: string;
  lat?: number;
  long?: number;
  media_url?: string;
  'attribute[subject]'?: string;
  'attribute[kind]'?: Kind;
  'attribute[ward]'?: string;
  'attribute[unit]'?: string;
  'attribute[language]'?: ContentLanguage;
  'attribute[publish_text]'?: 'yes' | 'no';
  /** Replies to the questions of the procedure, by their ids. */
  [reply: `attribute[${string}`]: string | undefined;
}

const chosen = () => optional(line(100).pattern(CODE, { name: 'code' }));

export const newRequest = Joi.object<NewRequest>({
  ...COMMON,
  service_code: Joi.string().trim().pattern(CODE, { name: 'code' }).required(),
  description: prose(LONGEST_DESCRIPTION).min(LEAST.text).required(),
  first_name: optional(line(MOST.name / 2)),
  last_name: optional(line(MOST.name / 2)),
  email: optional(emailAddress()),
  phone: optional(line(MOST.phone).pattern(/^\+?[0-9 ().-]{8,30}$/, { name: 'phone' })),
  address_string: optional(line(MOST.address)),
  address_id: chosen(),
  lat: optional(Joi.number().min(-90).max(90)),
  long: optional(Joi.number().min(-180).max(180)),
  media_url: optional(line(500).uri({ scheme: ['https', 'http'] })),
  'attribute[subject]': optional(line(MOST.subject).min(LEAST.subject)),
  'attribute[kind]': optional(Joi.string().valid(...KINDS)),
  'attribute[ward]': chosen(),
  'attribute[unit]': chosen(),
  'attribute[language]': optional(Joi.string().valid(...CONTENT_LANGUAGES)),
  'attribute[publish_text]': optional(Joi.string().valid('yes', 'no')),
}).pattern(REPLY, optional(line(LONGEST_REPLY)));
