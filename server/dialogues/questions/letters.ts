import type { Tools } from '../../platform/feature.ts';
import type { Entry, Reaction } from '../../platform/journal/index.ts';
import { namedUnit } from '../../units/index.ts';
import { tellOne } from '../participants/letters.ts';
import { Participant, type ParticipantFields } from '../participants/model.ts';
import type { Send } from '../session/letter-parts.ts';
import { Dialogue, type DialogueFields } from '../session/model.ts';
import { isPublic, mergedInto, Question, type QuestionFields } from './model.ts';
import type { QuestionEntry } from './rules.ts';

const OF_QUESTION: Partial<Record<QuestionEntry, (entry: Entry) => string | undefined>> = {
  'question.rejected': () => 'rejected',
  'question.rejection-upheld': () => 'upheld',
  'question.approved': ({ details }) => (details['afterRejection'] ? 'approved-after-all' : undefined),
  'question.answered': ({ details }) => (details['way'] === 'written' ? 'answered' : undefined),
  'question.promised': () => 'promised',
  // As far as a letter has told of what is taken back.
  'question.answer-taken-back': ({ details }) => (details['way'] === 'written' ? 'taken-back' : undefined),
  'question.promise-taken-back': () => 'taken-back',
  'question.merged': () => 'merged',
  'question.separated': () => 'separated',
};

/** Outcomes that those share whose questions were merged into this one. */
const SHARED = ['answered', 'promised', 'taken-back'];

/** Words of the question into which another was merged, as far as everybody may read them. */
async function commonText({ into }: QuestionFields): Promise<string | undefined> {
  const target = into && (await Question.findById(into).lean<QuestionFields>());
  return target && isPublic(target) ? target.publicText : undefined;
}

async function tellAsker(
  send: Send,
  it: DialogueFields,
  [question, about]: [QuestionFields, QuestionLetter],
) {
  const to =
    question.participant && (await Participant.findById(question.participant).lean<ParticipantFields>());
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
  const question = await Question.findById(send.entry.subject.id).lean<QuestionFields>();
  const it = question && (await Dialogue.findOne({ code: question.dialogue }).lean<DialogueFields>());
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
