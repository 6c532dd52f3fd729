import Joi from 'joi';
import type { OpenClock, OpenRow } from '../../feedback/index.ts';
import { GRADES } from '../../feedback/item/rules/grades.ts';
import { PUBLIC_LABELS } from '../../feedback/item/rules/status.ts';

/** One line of the open data. Names and meanings stay: what is new is added, what ends stays empty. */
export interface OpenLine {
  code: string;
  status: string;
  received: string;
  kind: string | null;
  language: string | null;
  channel: string | null;
  regulation: string | null;
  unit: string | null;
  complexity: string | null;
  extended: boolean;
  due: string;
  closed: string | null;
  overdue: boolean;
  holders: Holder[];
  outcome: string | null;
  overridden: boolean;
  rating: Rating | null;
  delayCause: string | null;
  reopened: { at: string; unit: string; first: Clock; second: Clock | null } | null;
  appeal: {
    at: string;
    to: string | null;
    due: string;
    decided: string | null;
    outcome: string | null;
  } | null;
  dialogue: string | null;
  formerCode: string | null;
  raisedBy: string | null;
  subject: string | null;
  text: string | null;
  answer: string | null;
  firstAnswer: string | null;
  secondAnswer: string | null;
}

interface Holder {
  unit: string | null;
  from: string;
  to: string | null;
}

interface Rating {
  answered: string;
  clear: string;
  solved: string;
}

interface Clock {
  due: string;
  closed: string | null;
  overdue: boolean;
  overridden: boolean;
  holders: Holder[];
  rating: Rating | null;
}

const iso = (at: Date | null) => (at ? at.toISOString() : null);

function clock({ due, closed, overdue, overridden, holders, rating }: OpenClock): Clock {
  return {
    due: due.toISOString(),
    closed: iso(closed),
    overdue,
    overridden,
    holders: holders.map(({ unit, from, to }) => ({ unit, from: from.toISOString(), to: iso(to) })),
    rating,
  };
}

export function openLine({ item, kept, unit, reopened, appeal, ...own }: OpenRow): OpenLine {
  return {
    code: item.code,
    status: item.label,
    received: item.receivedAt.toISOString(),
    kind: kept?.kind ?? null,
    language: kept?.language ?? null,
    channel: kept?.channel ?? null,
    regulation: item.regulation?.slug ?? null,
    unit,
    complexity: item.complexity ?? null,
    extended: item.extended ?? false,
    ...clock(own),
    outcome: item.answer?.outcome ?? null,
    delayCause: item.apology?.cause ?? null,
    reopened: reopened && {
      at: reopened.at.toISOString(),
      unit: reopened.unit,
      first: clock(reopened.first),
      second: reopened.second && clock(reopened.second),
    },
    appeal: appeal && {
      ...appeal,
      at: appeal.at.toISOString(),
      due: appeal.due.toISOString(),
      decided: iso(appeal.decided),
    },
    dialogue: item.askedIn?.dialogue ?? null,
    formerCode: item.formerCode ?? null,
    raisedBy: item.raisedBy?.slug ?? null,
    subject: item.subject ?? null,
    text: item.text ?? null,
    answer: item.answer?.text ?? null,
    firstAnswer: item.firstAnswer?.text ?? null,
    secondAnswer: item.secondAnswer?.text ?? null,
  };
}

const moment = () => Joi.string().isoDate().required();
const momentOrNull = () => Joi.string().isoDate().allow(null).required();
const word = () => Joi.string().allow(null).required();
const flag = () => Joi.boolean().required();
const holders = () =>
  Joi.array()
    .items(Joi.object({ unit: word(), from: moment(), to: momentOrNull() }))
    .required();
const grade = () => Joi.valid(...GRADES).required();
const rating = () =>
  Joi.object({ answered: grade(), clear: grade(), solved: grade() }).allow(null).required();

const clockShape = () => ({
  due: moment(),
  closed: momentOrNull(),
  overdue: flag(),
  overridden: flag(),
  holders: holders(),
  rating: rating(),
});

/** The same in the order of the columns; its keys are the data dictionary (texts `open-data.fields`). */
export const LINE_SHAPE = {
  code: Joi.string().required(),
  status: Joi.valid(...PUBLIC_LABELS).required(),
  received: moment(),
  kind: word(),
  language: word(),
  channel: word(),
  regulation: word(),
  unit: word(),
  complexity: word(),
  extended: flag(),
  ...clockShape(),
  outcome: word(),
  delayCause: word(),
  reopened: Joi.object({
    at: moment(),
    unit: Joi.string().required(),
    first: Joi.object(clockShape()).required(),
    second: Joi.object(clockShape()).allow(null).required(),
  })
    .allow(null)
    .required(),
  appeal: Joi.object({
    at: moment(),
    to: word(),
    due: moment(),
    decided: momentOrNull(),
    outcome: word(),
  })
    .allow(null)
    .required(),
  dialogue: word(),
  formerCode: word(),
  raisedBy: word(),
  subject: word(),
  text: word(),
  answer: word(),
  firstAnswer: word(),
  secondAnswer: word(),
};

export const FIELDS = Object.keys(LINE_SHAPE) as (keyof typeof LINE_SHAPE)[];

/** A cell: what is more than one value is written as JSON. */
export function cellOf(value: unknown): string | number {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'number' ? value : String(value);
}
