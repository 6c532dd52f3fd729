import { DateTime } from 'luxon';
import type { Language } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import type { AnswerFields, PlannedAction } from '../item/rules/answer.ts';

/** Where the words of a field stand in the composed text. */
export interface Part {
  /** Name of the field in the form: 'point-1-text', 'grounds', 'text'. */
  field: string;
  start: number;
  end: number;
}

export interface ComposedAnswer {
  text: string;
  parts: Part[];
}

interface Written {
  field: string;
  text: string;
  /** What stands before and after it in its paragraph. */
  around?: [string, string];
}

/**
 * One letter's text of the fields and the free text, in the language of the item: points, facts, grounds, actions, free
 * text. Only what the official wrote; the code, the contact and the remedies are the system's.
 */
export function composeAnswer(
  { fields, text }: { fields: AnswerFields | undefined; text: string },
  language: Language,
): ComposedAnswer {
  const written = [...(fields ? writtenIn(fields, language) : []), { field: 'text', text }];
  const parts: Part[] = [];
  let whole = '';
  for (const each of written.filter((one) => one.text !== '')) {
    if (whole) whole += '\n\n';
    const [before, after] = each.around ?? ['', ''];
    whole += before;
    parts.push({ field: each.field, start: whole.length, end: whole.length + each.text.length });
    whole += each.text + after;
  }
  return { text: whole, parts };
}

function writtenIn(fields: AnswerFields, language: Language): Written[] {
  const say = translator(language);
  const { points, facts, grounds, actions, legalBasis } = fields;
  // A form leaves out points without words; while one types they are there, and empty: both compose the same.
  const many = points.filter(({ text }) => text !== '').length > 1;
  return [
    ...points.map(
      ({ n, text }): Written => ({
        field: `point-${n}-text`,
        text,
        ...(many ? { around: [`${n}. `, ''] } : {}),
      }),
    ),
    { field: 'facts', text: facts?.text ?? '', around: ['', factsSource(fields, language)] },
    { field: 'grounds', text: grounds ?? '' },
    { field: 'basis', text: legalBasis.join('; '), around: [say('feedback.answer.lines.basis'), '.'] },
    ...actions.map((action, at) => planned(action, at, language)),
  ];
}

function factsSource({ facts }: AnswerFields, language: Language): string {
  if (!facts?.by) return '';
  const line = `feedback.answer.lines.${facts.on ? 'checked-on' : 'checked'}`;
  return ` (${translator(language)(line, { by: facts.by, on: dayText(facts.on, language) })})`;
}

/** The sentence around an action is the language's own: "{{actor}} will {{text}} by {{on}}." */
function planned({ text, actor, on }: PlannedAction, at: number, language: Language): Written {
  const kind = `${actor ? 'actor-' : ''}${on ? 'dated' : 'open'}`;
  const values = { text: '\u0000', actor, on: dayText(on, language) };
  const line = translator(language)(`feedback.answer.lines.${kind}`, values);
  const [before = '', after = ''] = line.split('\u0000');
  return {
    field: `action-${at + 1}-text`,
    text: within(text.replace(/[.;]+$/, '')),
    around: [before, after],
  };
}

/** In the middle of a sentence its first word begins small, but for a short form such as UBND. */
function within(text: string): string {
  return /^\p{Lu}\p{Ll}+[\s,]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A day (yyyy-mm-dd) as officials write it in the three languages. */
export function dayText(day: string, language: Language): string {
  return day ? DateTime.fromISO(day).toFormat(language === 'ru' ? 'dd.MM.yyyy' : 'dd/MM/yyyy') : '';
}
