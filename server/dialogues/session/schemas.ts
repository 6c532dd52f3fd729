import Joi from 'joi';
import type { ContentLanguage } from '../../platform/context.ts';
import { line, prose } from '../../platform/web/check.ts';
import { slugShape } from '../../units/index.ts';
import { cityMoment, language } from './field-schemas.ts';
import type { AgendaPoint } from './model.ts';
import { LEAST, MOST } from './rules/limits.ts';

const accountId = () =>
  Joi.string()
    .max(64)
    .pattern(/^[\w-]+$/, { name: 'id' });

/** One tick of a form is a word, several are a list. */
const several = (each: Joi.StringSchema, most: number) =>
  Joi.array().items(each).max(most).single().empty('').default([]);

export interface DialogueInput {
  title: string;
  description: string;
  place: string;
  language: ContentLanguage;
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
function readAgenda(typed: string): AgendaPoint[] | undefined {
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

export const opening = Joi.object<{ early: boolean }>({
  early: Joi.boolean().truthy('yes').falsy('no').default(false),
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
