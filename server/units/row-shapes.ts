import Joi from 'joi';
import { CONTENT_LANGUAGES } from '../platform/context.ts';
import type { RowFault } from './rules.ts';

/** Words of the address of a page: 'dept-justice'. */
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const slugShape = () => Joi.string().max(80).pattern(SLUG, 'slug');
export const textShape = (most: number) => Joi.string().trim().normalize('NFC').max(most);
export const trilingualShape = () =>
  Joi.object(Object.fromEntries(CONTENT_LANGUAGES.map((language) => [language, textShape(300).required()])));

/** A date that the calendar has: 30 February is refused. */
export const civilDateShape = () =>
  Joi.string().custom((value: string, helpers) => {
    const at = new Date(`${value}T00:00:00Z`);
    const real =
      /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
    return real ? value : helpers.error('string.pattern.name', { name: 'date' });
  });

const KINDS: Record<string, string> = {
  'any.required': 'missing',
  'string.empty': 'missing',
  'object.unknown': 'unknown-field',
  'object.base': 'wrong',
  'string.max': 'too-long',
};

/** What is wrong with the shape of a row, in the words of the report. */
export function shapeFaults(error: Joi.ValidationError): RowFault[] {
  return error.details.map(({ type, path, context }) => {
    const field = path.join('.') || '–';
    const last = path.at(-1);
    if (type === 'string.pattern.name')
      return fault(context?.['name'] === 'date' ? 'bad-date' : 'bad-slug', {
        field,
        value: context?.['value'],
      });
    if (type === 'number.base') return fault('bad-number', { field, value: context?.['value'] });
    const missing = KINDS[type] === 'missing';
    if (missing && (CONTENT_LANGUAGES as readonly unknown[]).includes(last))
      return fault('missing-language', { field, language: last });
    return fault(KINDS[type] ?? 'wrong', { field, limit: context?.['limit'] });
  });
}

const fault = (name: string, values: Record<string, unknown>): RowFault => ({
  text: `units.import.${name}`,
  values,
});
