import type { Tools } from '../../platform/feature.ts';
import type { Entry, Reaction } from '../../platform/journal/index.ts';
import { namedUnit } from '../../units/index.ts';
import { participantRow } from '../participants/find.ts';
import { tellOne } from '../participants/letters.ts';
import type { Send } from '../session/letter-parts.ts';
import { type DialogueFields, sessionRow } from '../session/read.ts';
import { mergedInto, type QuestionFields, questionRow } from './read.ts';
import { isPublic, type QuestionEntry } from './rules.ts';

const OF_QUESTION: Partial<Record<QuestionEntry, (entry: Entry) => string | undefined>> = {
  'question.rejected': () => 'rejected',
  'question.rejection-upheld': () => 'upheld',
  'question.approved': ({ details }) => (details['afterRejection'] ? 'approved-after-all' : undefined),
  'question.answered': ({ details }) => (details['way'] === 'written' ? 'answered' : undefined),
  'question.promised': () => 'promised',
  // As far as a letter has told of what is taken back.
  'question.answer-taken-back': ({ details }) => (details['way'] === 'written' ? 'taken-back' : undefined),
  'question.promise-taken-back': () => 'taken-back',
  'question.rejection-taken-back': () => 'looked-at-again',
  'question.upholding-taken-back': () => 'looked-at-again',
  'question.merged': () => 'merged',
  'question.separated': () => 'separated',
};

/** Outcomes that those share whose questions were merged into this one. */
const SHARED = ['answered', 'promised', 'taken-back'];

/** Words of the question into which another was merged, as far as everybody may read them. */
async function commonText({ into }: QuestionFields): Promise<string | undefined> {
  const target = await questionRow(into);
  return target && isPublic(target) ? target.publicText : undefined;
}

async function tellAsker(
  send: Send,
  it: DialogueFields,
  [question, about]: [QuestionFields, QuestionLetter],
) {
  const to = await participantRow(question.participant);
  if (!to) return;
  await tellOne(send, [it, to], {
    view: about.view,
    model: {
      text: question.originalText,
      common: await commonText(question),
      ...about.model,
    },
  });
}

interface QuestionLetter {
  view: string;
  model: Record<string, unknown>;
}

async function questionLetters(send: Send): Promise<void> {
  const view = OF_QUESTION[send.entry.name as QuestionEntry]!(send.entry);
  if (!view) return;
  const question = await questionRow(send.entry.subject.id);
  const it = question && (await sessionRow(question.dialogue));
  if (!it) return;
  const model = {
    reason: question.rejection?.reason ?? send.entry.details['reason'],
    note: question.rejection?.note ?? send.entry.personal['note'],
    answer: question.answer?.text,
    unit: namedUnit(question.unit)?.name,
  };
  const joined = SHARED.includes(view) ? await mergedInto(question._id) : [];
  for (const each of [question, ...joined]) await tellAsker(send, it, [each, { view, model }]);
}

/** What became of one’s own question. */
export function questionLettersReaction(tools: Tools): Reaction {
  return {
    name: 'dialogues.question-letters',
    to: Object.keys(OF_QUESTION),
    run: (entry, context) => questionLetters({ tools, context, entry }),
  };
}
