import Joi from 'joi';
import { typedLines } from '../platform/text.ts';
import { line, prose } from '../platform/web/check.ts';
import { formFields, type PlainField, type Setting } from './rules.ts';

/** yyyy-mm-dd, and a day that there is. */
export function calendarDate(): Joi.StringSchema {
  return Joi.string()
    .trim()
    .custom((typed: string, { error }) => {
      const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : undefined;
      return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed)
        ? typed
        : error('any.invalid');
    });
}

export interface SettingForm extends Record<string, unknown> {
  number: number;
  validFrom: string;
  /** The preview has been seen. */
  confirmed?: 'yes' | 'no';
}

function schemaOf(field: PlainField): Joi.Schema {
  if (field.kind === 'number') {
    const number = Joi.number().min(field.min).max(field.max);
    const exact = field.places ? number.precision(field.places) : number.integer();
    return field.least === 0 ? exact.empty('') : exact.required();
  }
  if (field.kind === 'line')
    return field.least === 0 ? line(field.most).empty('') : line(field.most).required();
  if (field.kind === 'choice') {
    const chosen = Joi.valid(...field.of);
    return field.least === 0 ? chosen.empty('') : chosen.required();
  }
  if (field.kind === 'lines') {
    const { most, longest } = field;
    return prose(most * longest)
      .allow('')
      .required()
      .custom((typed: string, { error }) => {
        const lines = typedLines(typed);
        if (lines.length > most) return error('array.max', { limit: most });
        return lines.some((each) => each.length > longest) ? error('any.invalid') : typed;
      });
  }
  if (field.kind === 'yes') return Joi.valid('yes').empty('');
  const chosen = Joi.array()
    .items(Joi.valid(...field.of))
    .unique()
    .min(field.least ?? 1)
    .max(field.of.length)
    .single();
  return field.least === 0 ? chosen.default([]) : chosen.required();
}

/** Rules of one family have one form: a file may bring a thousand of them. */
const forms = new WeakMap<Setting['fields'], Joi.ObjectSchema<SettingForm>>();

export function settingForm(setting: Pick<Setting, 'name' | 'fields'>): Joi.ObjectSchema<SettingForm> {
  const made = forms.get(setting.fields);
  if (made) return made;
  const form = Joi.object<SettingForm>({
    number: Joi.number().integer().min(1).required(),
    validFrom: calendarDate().required(),
    confirmed: Joi.valid('yes', 'no').empty(''),
    ...Object.fromEntries(formFields(setting).map((field) => [field.name, schemaOf(field)])),
  });
  forms.set(setting.fields, form);
  return form;
}
