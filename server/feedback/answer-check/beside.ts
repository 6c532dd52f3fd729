import { ALONE_MS, Remembered } from '../../platform/data/remembered.ts';
import { onCommitted } from '../../platform/journal/index.ts';
import { type EarlierAnswer, earlierAnswers } from './earlier-answers.ts';
import { type EarlierOutcome, outcomesElsewhere, type Subject } from './similar.ts';

/** What the store knows beside an item and its answer. */
export interface Beside {
  /** Of the same unit. */
  answers: readonly EarlierAnswer[];
  /** Of other units, on the same regulation. */
  outcomes: readonly EarlierOutcome[];
}

type Of = Pick<Subject, 'unit' | 'language' | 'regulation'>;

/** As it stands in the store. */
export async function beside({ unit, language, regulation }: Of): Promise<Beside> {
  if (!unit) return { answers: [], outcomes: [] };
  const [answers, outcomes] = await Promise.all([
    earlierAnswers(unit, language),
    regulation ? outcomesElsewhere(regulation, unit) : [],
  ]);
  return { answers, outcomes };
}

const remembered = new Remembered<Beside>({ most: 500, shared: 5_000, alone: ALONE_MS });
const CHANGING = [
  'feedback.answered',
  'feedback.answered-together',
  'feedback.answer-corrected',
  'feedback.reopened',
  'feedback.appeal-sent-back',
];
onCommitted(({ name }) => CHANGING.includes(name) && remembered.forgetAll());

/** The same for all who type in a unit; what another process has changed is known after five seconds. */
export function rememberedBeside({ unit, language, regulation }: Of, now: Date): Promise<Beside> {
  const of = { unit, language, regulation };
  return remembered.get(JSON.stringify(of), now, () => beside(of));
}
