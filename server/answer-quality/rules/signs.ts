import type { ElementKind } from './elements.ts';
import { FACETS, type Facet } from './facets.ts';
import { remembered } from './linear.ts';
import type { Reading, SentenceReading } from './reading.ts';

/** Cues that say much the same, counted together. */
const FAMILIES: Record<string, string[]> = {
  commit: ['future_promise', 'future', 'deadline', 'due', 'schedule', 'future_time'],
  done: ['done_result', 'done', 'past_action', 'correction'],
  decide: [
    'grant',
    'deny',
    'not_needed',
    'yes',
    'no',
    'opens',
    'refuse',
    'accept',
    'plain_answer',
    'rule_applied',
  ],
  strong: ['grant', 'deny', 'not_needed', 'opens', 'plain_answer', 'done_result', 'refuse'],
  reason: ['reason', 'reason_given', 'fault_admitted'],
  howto: ['how_to', 'contact', 'imperative', 'visit'],
  sum: ['sum_told', 'payment', 'sanction'],
  who: ['doer', 'handed_over', 'named_action'],
  hedge: ['hedge', 'hedged', 'vague_time', 'soon', 'intention', 'hope'],
  cond: ['condition'],
  process: ['ongoing', 'still_going_on', 'process', 'steps_of_procedure', 'interim', 'informs_later'],
  evade: [
    'sympathy',
    'praise_values',
    'values',
    'programme',
    'general_truth',
    'advice',
    'sends_away',
    'competence_denied',
    'blames',
    'background',
    'restating',
    'refusal_to_say',
    'elsewhere',
    'courtesy',
    'foreign',
  ],
  stat: ['statistics', 'statistic', 'history', 'past_time'],
  law: ['law_retold', 'lawtext'],
  your: ['your'],
};
export const FAMILY_NAMES = Object.keys(FAMILIES);
export type Family = keyof typeof FAMILIES;
const familiesOf = remembered((cue) =>
  FAMILY_NAMES.flatMap((name, at) => (FAMILIES[name]!.includes(cue) ? [at] : [])),
);
const placeOf = remembered((name) => FAMILY_NAMES.indexOf(name));

/** What a sentence gives that the question did not hold already. */
export interface Signs {
  /** Dates, sums, names and so on that are new. */
  fresh: Set<ElementKind>;
  /** And those that only come back from the question. */
  repeated: Set<ElementKind>;
  freshNumbers: number;
  /** How many cues of each family, in the order of `FAMILY_NAMES`. */
  families: number[];
  /** Which kinds of asked things it gives. */
  gives: Set<Facet>;
}

export function family({ families }: Signs, name: Family): number {
  return families[placeOf(name as string)]!;
}

const NUMBER = /\p{N}+/gu;
const READ = 20_000;

/** The signs of every sentence, beside the question. */
export function signsOf({ text, sentences, elements }: Reading, question: string): Signs[] {
  const asked = question.slice(0, READ).toLowerCase();
  const numbers = new Set(asked.match(NUMBER));
  const signs = sentences.map((sentence) => started(sentence, numbers));
  let at = 0;
  for (const { kind, start, end } of elements) {
    while (at < sentences.length && sentences[at]!.end <= start) at++;
    const sentence = signs[at];
    if (!sentence) break;
    const words = text.slice(start, end);
    const own = words.match(NUMBER);
    const comesBack = own ? own.every((each) => numbers.has(each)) : asked.includes(words.toLowerCase());
    (comesBack ? sentence.repeated : sentence.fresh).add(kind);
  }
  for (const [which, sign] of signs.entries())
    for (const facet of FACETS) if (GIVES[facet](sign, sentences[which]!)) sign.gives.add(facet);
  return signs;
}

function started({ words, cues }: SentenceReading, numbers: Set<string>): Signs {
  let freshNumbers = 0;
  for (const { form } of words) if (form.number && !numbers.has(form.text)) freshNumbers++;
  const families = new Array<number>(FAMILY_NAMES.length).fill(0);
  for (const cue of cues.keys()) for (const at of familiesOf(cue)) families[at]!++;
  return { fresh: new Set(), repeated: new Set(), freshNumbers, families, gives: new Set() };
}

/** So many names of papers make a list of what to bring. */
const PAPERS = 2;

const GIVES: Record<Facet, (signs: Signs, sentence: SentenceReading) => boolean> = {
  fee: ({ fresh }, { cues }) => fresh.has('money') || cues.has('free'),
  duration: ({ fresh }) => fresh.has('duration'),
  date: ({ fresh }) => fresh.has('date') || fresh.has('time'),
  papers: (_, { cues }) => (cues.get('paper') ?? 0) >= PAPERS,
  place: ({ fresh }, { cues }) => cues.has('place') || fresh.has('unit'),
  who: ({ fresh }) => fresh.has('person') || fresh.has('unit'),
  count: ({ freshNumbers }) => freshNumbers > 0,
  basis: ({ fresh }) => fresh.has('article') || fresh.has('document'),
  reason: (signs) => family(signs, 'reason') > 0,
  way: (signs) => family(signs, 'howto') > 0,
};
