import type { Text } from '../../platform/errors.ts';

/** The way of a submission, as its progress line shows it. */
const STEPS = ['choose', 'words', 'sender', 'check', 'receipt'] as const;
export type SubmissionStep = (typeof STEPS)[number];

/** Parts of the form: each is a step, and all of them are always in the page, so that nothing typed is lost. */
export type FormPart = 'words' | 'sender';
/** What stands open before somebody. */
export type Shown = FormPart | 'preview';
/** What a button of the form asks for: go on to the sender, go back to the words, look at it, send it. */
export type Pressed = 'sender' | 'change' | 'preview' | 'send';

export function stepsAt(at: SubmissionStep): { name: SubmissionStep; state: 'done' | 'now' | 'ahead' }[] {
  const now = STEPS.indexOf(at);
  // With the receipt nothing is left to do.
  const done = at === 'receipt' ? STEPS.length : now;
  return STEPS.map((name, place) => ({
    name,
    state: place < done ? 'done' : place === now ? 'now' : 'ahead',
  }));
}

/** Fields of the part with the words, from top to bottom. */
export const OF_WORDS = [
  'regulation',
  'unit',
  'kind',
  'subject',
  'text',
  ...['reply1', 'reply2', 'reply3', 'reply4', 'reply5'],
  'points',
  'papers',
  'ward',
  'conductOf',
  'files',
];

/** Enter in a field goes on from where it stands. A form of a program has no part: it is looked at. */
export function pressed({ step, shown }: { step?: unknown; shown?: unknown }): Pressed {
  if (step === 'sender' || step === 'change' || step === 'preview' || step === 'send') return step;
  return shown === 'words' ? 'sender' : 'preview';
}

export type Errors = Record<string, Text>;

/** What is wrong with the words alone: whoever has not come to the sender yet is not asked for it. */
export function errorsOfWords(errors: Errors): Errors {
  return Object.fromEntries(Object.entries(errors).filter(([name]) => OF_WORDS.includes(name)));
}

/** Parts that stand open: those with something wrong, else the one that is wanted. */
export function partsShown(errors: Errors, wanted: FormPart): Record<FormPart, boolean> {
  const names = Object.keys(errors);
  if (names.length === 0) return { words: wanted === 'words', sender: wanted === 'sender' };
  return {
    words: names.some((name) => OF_WORDS.includes(name)),
    sender: names.some((name) => !OF_WORDS.includes(name)),
  };
}
