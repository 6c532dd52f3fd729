import { DateTime } from 'luxon';
import type { Language } from '../platform/context.ts';
import { type Translate, translator } from '../platform/i18n/texts.ts';
import type { AnswerFields, PlannedAction } from './rules.ts';

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
  const say = translator(language);
  const written = [...(fields ? writtenIn(fields, say) : []), { field: 'text', text }];
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

function writtenIn(fields: AnswerFields, say: Translate): Written[] {
  const { points, facts, grounds, actions, legalBasis } = fields;
  const many = points.length > 1;
  return [
    ...points.map(
      ({ n, text }): Written => ({
        field: `point-${n}-text`,
        text,
        ...(many ? { around: [`${n}. `, ''] } : {}),
      }),
    ),
    { field: 'facts', text: facts?.text ?? '', around: ['', factsSource(fields, say)] },
    { field: 'grounds', text: grounds ?? '' },
    { field: 'basis', text: legalBasis.join('; '), around: [say('feedback.answer.lines.basis'), '.'] },
    ...actions.map((action, at) => planned(action, at, say)),
  ];
}

function factsSource({ facts }: AnswerFields, say: Translate): string {
  if (!facts?.by) return '';
  return ` (${say(facts.on ? 'feedback.answer.lines.checked-on' : 'feedback.answer.lines.checked', { by: facts.by, on: dayText(facts.on) })})`;
}

/** The sentence around an action is the language's own: "{{actor}} will {{text}} by {{on}}." */
function planned({ text, actor, on }: PlannedAction, at: number, say: Translate): Written {
  const kind = `${actor ? 'actor-' : ''}${on ? 'dated' : 'open'}`;
  const line = say(`feedback.answer.lines.${kind}`, { text: '\u0000', actor, on: dayText(on) });
  const [before = '', after = ''] = line.split('\u0000');
  return { field: `action-${at + 1}-text`, text: text.replace(/[.;]+$/, ''), around: [before, after] };
}

/** A day (yyyy-mm-dd) as officials write it in the three languages. */
function dayText(day: string): string {
  return day ? DateTime.fromISO(day).toFormat('dd/MM/yyyy') : '';
}
