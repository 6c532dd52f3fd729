import { type Language, textIn } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { unitOf } from '../../units/index.ts';
import { dayText } from '../answer-check/answer-text.ts';
import type { Outcome } from '../item/rules/fields.ts';
import { linesOf } from '../item/rules/points.ts';
import type { AnswerWords } from '../item/shapes/answer.ts';
import { fieldsOfForm, flatAnswer } from './form.ts';

/** Somebody has saved while another wrote: one part of the form in which the two are not the same. */
export interface Difference {
  /** 'point-2', 'facts', 'text' */
  part: string;
  /** Name of its first field. */
  field: string;
  mine: string;
  theirs: string;
}

type Written = Omit<AnswerWords, 'text'> & { text: string; reason?: string };
type Flat = Record<string, unknown>;

/** Fields that are one thing to whoever chooses: what, who and when of an action. */
function partOf(name: string): string {
  return /^(?:(?:point|action)-\d+|facts|basis|handover|contact)/.exec(name)?.[0] ?? name;
}

function flatOf({ text, fields, ...rest }: Written): Flat {
  const { boxes: _boxes, ...flat } = flatAnswer({ ...rest, text, ...(fields ? { fields } : {}) }, []);
  return flat;
}

/** In the order of the form. */
export function differences(mine: Written, theirs: Written, language: Language): Difference[] {
  const [own, other] = [flatOf(mine), flatOf(theirs)];
  const names = [...new Set([...Object.keys(own), ...Object.keys(other)])];
  return [...new Set(names.map(partOf))].flatMap((part) => {
    const within = names.filter((name) => partOf(name) === part);
    const [mineText, theirText] = [own, other].map((flat) => shown(flat, within, language)) as [
      string,
      string,
    ];
    return mineText === theirText ? [] : { part, field: within[0]!, mine: mineText, theirs: theirText };
  });
}

function shown(flat: Flat, names: string[], language: Language): string {
  return names
    .map((name) => valueInWords(name, flat[name], language))
    .filter(Boolean)
    .join('\n');
}

function valueInWords(name: string, value: unknown, language: Language): string {
  const text = [value ?? []].flat().join('\n').replace(/\r\n?/g, '\n').trim();
  if (text === '') return '';
  const say = translator(language);
  if (name === 'outcome') return say(`feedback.outcomes.${text}`);
  if (name.endsWith('-outcome')) return say(`feedback.answer.point-outcomes.${text}`);
  if (name === 'handoverUnit') return textIn(unitOf(text)?.name, language) ?? text;
  return /-on$|On$/.test(name) ? dayText(text, language) : text;
}

/** What was written, with the saved words in the parts that are wanted so. */
export function takeSaved<Body extends Written>(body: Body, saved: Written, parts: readonly string[]): Body {
  const [own, other] = [flatOf({ ...body, free: body.text }), flatOf(saved)];
  const names = new Set([...Object.keys(own), ...Object.keys(other)]);
  const flat: Flat = {};
  for (const name of names) flat[name] = (parts.includes(partOf(name)) ? other : own)[name];
  flat['basisOther'] = linesOf(String(flat['basisOther'] ?? ''));
  const { outcome, text, reason } = flat as { outcome: Outcome; text?: string; reason?: string };
  const { fields: _fields, reason: _reason, ...rest } = body;
  return {
    ...rest,
    outcome,
    text: text ?? '',
    ...(reason ? { reason } : {}),
    ...(body.fields || saved.fields ? { fields: fieldsOfForm(flat) } : {}),
  } as Body;
}
