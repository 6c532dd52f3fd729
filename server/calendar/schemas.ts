import Joi from 'joi';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../platform/context.ts';
import { line, optional, prose } from '../platform/web/check.ts';
import { CITY } from './current.ts';
import {
  COMPLEXITIES,
  DAY_KINDS,
  type DayKind,
  LIMIT_STEPS,
  LIMIT_UNITS,
  type LimitStep,
  type LimitUnit,
  WEEKDAYS,
  type Weekday,
} from './rules.ts';

const slug = () =>
  Joi.string()
    .max(80)
    .pattern(/^[a-z0-9-]+$/, { name: 'slug' });
const of = slug().default(CITY);
/** Any text: the rules judge whether it is a real date, and say what is wrong with it. */
const date = () => line(20);
/** Ticks: none, one or several come as nothing, a text or a list. */
const weekdays = () =>
  Joi.array()
    .items(Joi.string().valid(...WEEKDAYS))
    .single();
const ticked = () => Joi.boolean().truthy('yes', 'on').falsy('').default(false);

/** Of a file with days; what is pasted may be as long as a form carries. */
export const MOST_ICAL_BYTES = 1024 * 1024;
export const MOST_PASTED_BYTES = 400_000;

export interface YearQuery {
  year?: number;
  of: string;
}
export const yearQuery = Joi.object<YearQuery>({
  year: optional(Joi.number().integer().min(1970).max(2149)),
  of,
});

export interface VersionQuery extends YearQuery {
  /** Number of a version that holds or has held. */
  version?: number;
}
export const versionQuery = (yearQuery as Joi.ObjectSchema<VersionQuery>).keys({
  version: optional(Joi.number().integer().min(1).max(1_000_000)),
});

const day = {
  of,
  date: date().required(),
  kind: Joi.string()
    .valid(...DAY_KINDS)
    .required(),
};
export interface DayBody {
  of: string;
  date: string;
  kind: DayKind;
}

export interface NewDayBody extends DayBody {
  nameVi: string;
  nameEn?: string;
  nameRu?: string;
  dayHours?: string;
  note?: string;
}

/** The forms of the page on which the calendar is edited, by the `act` that each carries. */
export const EDITS = {
  'add-day': Joi.object<NewDayBody>({
    ...day,
    nameVi: line(120).required(),
    nameEn: optional(line(120)),
    nameRu: optional(line(120)),
    dayHours: optional(line(200)),
    note: optional(line(300)),
  }),
  'remove-day': Joi.object<DayBody>(day),
  'switch-day': Joi.object<DayBody>(day),
  hours: Joi.object<{ of: string; week: Weekday[]; officeHours: string; timeZone?: string }>({
    of,
    week: weekdays().default([]),
    officeHours: line(200).required(),
    timeZone: optional(line(60)),
  }),
  'add-hours': Joi.object<{
    of: string;
    from?: string;
    until?: string;
    weekdays?: Weekday[];
    otherHours: string;
  }>({
    of,
    from: optional(date()),
    until: optional(date()),
    weekdays: weekdays(),
    otherHours: line(200).required(),
  }),
  'remove-hours': Joi.object<{ of: string; index: number }>({
    of,
    index: Joi.number().integer().min(0).max(200).required(),
  }),
  'confirm-year': Joi.object<{ of: string; year: number }>({
    of,
    year: Joi.number().integer().min(1970).max(2149).required(),
  }),
  import: Joi.object<{
    of: string;
    ical: string;
    icalKind: DayKind;
    icalLanguage: ContentLanguage;
    replace: boolean;
  }>({
    of,
    ical: Joi.string().trim().max(MOST_ICAL_BYTES).empty('').default(''),
    icalKind: Joi.string()
      .valid(...DAY_KINDS)
      .default('holiday'),
    icalLanguage: Joi.string()
      .valid(...CONTENT_LANGUAGES)
      .default('vi'),
    replace: ticked(),
  }),
  discard: Joi.object<{ of: string }>({ of }),
};
export type EditAct = keyof typeof EDITS;

export interface NewLimitBody {
  number: number;
  step: LimitStep;
  kind?: string;
  complexity?: string;
  regulation?: string;
  amount: number;
  unit: LimitUnit;
  validFrom: string;
  validTo?: string;
  basisVi: string;
  basisEn?: string;
  basisRu?: string;
  replace: boolean;
}
const number = Joi.number().integer().min(1).required();

export const LIMIT_EDITS = {
  add: Joi.object<NewLimitBody>({
    number,
    step: Joi.string()
      .valid(...LIMIT_STEPS)
      .required(),
    kind: optional(slug()),
    complexity: optional(Joi.string().valid(...COMPLEXITIES)),
    regulation: optional(slug()),
    amount: Joi.number().unsafe().required(),
    unit: Joi.string()
      .valid(...LIMIT_UNITS)
      .required(),
    validFrom: date().required(),
    validTo: optional(date()),
    basisVi: prose(500).required(),
    basisEn: optional(prose(500)),
    basisRu: optional(prose(500)),
    replace: ticked(),
  }),
  end: Joi.object<{ number: number; id: string; validTo: string }>({
    number,
    id: line(200).required(),
    validTo: date().allow('').required(),
  }),
};

/** The form says by its `act` which one it is; its own shape checks the rest. */
export function actForm<A extends string>(
  acts: Record<A, unknown>,
): Joi.ObjectSchema<Record<string, unknown>> {
  return Joi.object<Record<string, unknown>>({
    act: Joi.string()
      .valid(...Object.keys(acts))
      .required(),
  }).pattern(Joi.string(), Joi.any());
}
