import Joi from 'joi';
import { Invalid, type Text } from '../errors.ts';
import { UNSEEN } from '../text.ts';
import { boundsOf } from './bounds.ts';
import { hostileParts, MOST_FAULTS } from './gate.ts';

/**
 * Characters that no text of a person holds: controls other than tab and line ends, what a decoder leaves of bytes that
 * are not UTF-8, and halves of a pair.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd\p{Cs}]/u;

/** Joiners, variants and accents have a meaning only beside a letter: alone they are no text. */
const NOTHING = /^(?:\s|\u200c|\u200d|\p{M})+$/u;

/** One line of text. */
export function line(most: number): Joi.StringSchema {
  return Joi.string()
    .trim()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(NOTHING, '')
    .max(most)
    .pattern(CONTROLS, { invert: true, name: 'controls' })
    .pattern(/[\r\n]/, { invert: true, name: 'controls' });
}

/** Text of several lines, with line ends made one kind. */
export function prose(most: number): Joi.StringSchema {
  return Joi.string()
    .trim()
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(NOTHING, '')
    .replace(/\r\n?/g, '\n')
    .max(most)
    .pattern(CONTROLS, { invert: true, name: 'controls' });
}

/** Forms send empty fields: they count as absent. */
export const optional = <S extends Joi.Schema>(schema: S): S => schema.empty('') as S;

/** An e-mail address; its domain need not be known. */
export function emailAddress(): Joi.StringSchema {
  return Joi.string().trim().lowercase().max(254).email({ tlds: false });
}

const CODES: Record<string, string> = {
  'any.required': 'required',
  'string.empty': 'required',
  'any.only': 'choose',
  'string.max': 'too-long',
  'array.max': 'too-many',
  'object.unknown': 'unknown',
  'string.min': 'too-short',
  'string.email': 'email',
  'string.pattern.invert.name': 'controls',
  'string.pattern.name': 'pattern',
  'number.base': 'number',
  'number.integer': 'whole',
  'date.base': 'date',
  'date.format': 'date',
};

/** The text for a joi fault: its own, if the schema names one as `label:key`, else the general one for its kind. */
function textOf(detail: Joi.ValidationErrorItem): Text {
  const own = detail.type.startsWith('text:') ? detail.type.slice(5) : undefined;
  return {
    text: own ?? `errors.field.${CODES[detail.type] ?? 'wrong'}`,
    values: { limit: detail.context?.['limit'] },
  };
}

/**
 * Checks what came from outside; what is far too much is refused before the schema looks at it.
 * @throws Invalid with one text per field
 */
export function check<T>(schema: Joi.ObjectSchema<T>, input: unknown, options: { strict: boolean }): T {
  const hostile = hostileParts(input ?? {}, boundsOf(schema), options.strict);
  if (Object.keys(hostile).length > 0) throw new Invalid(hostile);
  const { value, error } = schema.validate(input ?? {}, {
    abortEarly: false,
    convert: true,
    stripUnknown: !options.strict,
    errors: { render: false },
  });
  if (!error) return value as T;
  const fields: Record<string, Text> = {};
  for (const detail of error.details) {
    // Fields of forms are flat: what is wrong with one of several ticks is wrong with the field.
    const path = options.strict ? detail.path : detail.path.slice(0, 1);
    const name = path.join('.') || String(detail.context?.['label'] ?? 'form');
    fields[name] ??= textOf(detail);
    // Every field of a form is marked; a program reads the first few.
    if (options.strict && Object.keys(fields).length >= MOST_FAULTS) break;
  }
  throw new Invalid(fields);
}

/** What a form holds so far, for a page that shows it again; undefined when its fields cannot be read. */
export function readable<T>(schema: Joi.ObjectSchema<T>, typed: unknown): T | undefined {
  try {
    return check(schema, typed, { strict: false });
  } catch (error) {
    if (error instanceof Invalid) return undefined;
    throw error;
  }
}
