import type { Succession } from '../../city/succession.ts';
import type { Context } from '../../platform/context.ts';
import { changeEach } from '../../platform/journal/index.ts';
import { Question } from '../questions/model.ts';
import { Dialogue } from '../session/model.ts';

/** Sessions in which the units still have something to do. */
const sessionsOf = (units: readonly string[]) => ({
  status: { $in: ['draft', 'announced', 'live', 'ended'] },
  $or: [{ units: { $in: [...units] } }, { 'conclusions.unit': { $in: [...units] } }],
});

/** Questions that they have not answered, and that are no items of feedback yet. */
const questionsOf = (units: readonly string[]) => ({
  unit: { $in: [...units] },
  status: { $in: ['pending', 'approved', 'checking', 'open'] },
  item: null,
});

export async function countDialoguesOf(
  units: readonly string[],
): Promise<{ sessions: number; questions: number }> {
  const [sessions, questions] = await Promise.all([
    Dialogue.countDocuments(sessionsOf(units) as never),
    Question.countDocuments(questionsOf(units) as never),
  ]);
  return { sessions, questions };
}

/** The successor of a unit that has ended sits on its panels and answers what was put to it. */
export async function succeedDialogues(context: Context, { from, to }: Succession): Promise<void> {
  const other = (unit: string) => (unit === from ? to : unit);
  await changeEach(context, Dialogue, {
    filter: sessionsOf([from]),
    change(session) {
      session.units = [...new Set(session.units.map(other))];
      for (const each of session.conclusions) each.unit = other(each.unit);
      return { name: 'dialogue.unit-succeeded', code: session.code, details: { from, unit: to } };
    },
  });
  await changeEach(context, Question, {
    filter: questionsOf([from]),
    change(question) {
      question.unit = to;
      const details = { dialogue: question.dialogue, from, unit: to };
      return { name: 'question.unit-succeeded', details };
    },
  });
}
