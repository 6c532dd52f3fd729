import { ADVICE } from '../../answer-quality/index.ts';
import { listFeedback } from '../../feedback/index.ts';
import { type Context, isStaff, type Language } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { mayDo } from '../../platform/journal/index.ts';
import { regulationOf } from '../../regulations/index.ts';
import { unitOf } from '../../units/index.ts';
import { answering, checkWritten, PREPARE } from '../questions/answer.ts';
import { questionMoves } from '../questions/find.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { Dialogue, type DialogueFields } from '../session/model.ts';
import { MOST } from '../session/rules/limits.ts';
import { roomOf } from '../streams/rooms.ts';

/** Earlier answers shown for one procedure; the rest is a click away. */
const MOST_EARLIER = 3;
const MOST_QUESTIONS = 200;

export interface DeskFinding {
  advice: boolean;
  title: string;
  hint: string;
  quoted: string;
}

export interface DeskReport {
  verdict: string;
  gate: string;
  findings: DeskFinding[];
}

/** What the check of answers says of a written answer, in the words of whoever writes it. */
export function deskReport(question: QuestionFields, text: string, language: Language): DeskReport {
  const say = translator(language);
  const { composed, assessment, gate } = checkWritten(question, text);
  return {
    verdict: assessment.verdict,
    gate,
    findings: assessment.findings.map(({ check, hint, values, start, end }) => ({
      advice: ADVICE.has(check),
      title: say(`answer-quality.checks.${check}`),
      hint: say(`answer-quality.hints.${hint}`, values),
      quoted: start === null || end === null ? '' : composed.text.slice(start, end),
    })),
  };
}

/** Questions assigned to the actor's units, by session: what is under way first, then what comes next. */
export async function deskModel(context: Context) {
  const units = isStaff(context.actor) ? context.actor.units : [];
  const questions = await Question.find(
    { unit: { $in: units }, status: { $in: ['pending', 'approved', 'checking', 'open'] } },
    { pending: 0 },
  )
    .sort({ askedAt: 1, _id: 1 })
    .limit(MOST_QUESTIONS)
    .lean<QuestionFields[]>();
  const codes = [...new Set(questions.map(({ dialogue }) => dialogue))];
  const sessions = await Dialogue.find({
    code: { $in: codes },
    status: { $in: ['live', 'announced', 'ended'] },
  })
    .sort({ startsAt: 1, _id: 1 })
    .lean<DialogueFields[]>();
  const rank = ({ status }: DialogueFields) => ['live', 'announced', 'ended'].indexOf(status);
  const shown = [];
  for (const session of sessions.sort((a, b) => rank(a) - rank(b))) {
    const own = questions.filter(({ dialogue }) => dialogue === session.code);
    shown.push({
      ...session,
      questions: await rowsOf(context, session, own),
      earlier: await earlierOn(context, session),
    });
  }
  return { sessions: shown, units: units.flatMap((slug) => unitOf(slug) ?? []), longest: MOST };
}

const VERBS = { prepare: PREPARE, answer: answering('written') };

async function rowsOf(context: Context, session: DialogueFields, questions: QuestionFields[]) {
  const { state } = (await roomOf(session.code)).public;
  const rows = questions.map((it) => ({
    ...it,
    id: it._id,
    votes: Number(state[`votes:${it._id}`] ?? 0),
    isNow: session.now === it._id,
    unitName: it.unit ? unitOf(it.unit)?.name : undefined,
    over: session.status === 'ended',
    may: mayDo(context, { dialogue: session, question: it }, { verbs: VERBS, after: questionMoves }).may,
  }));
  // What is read out at this moment is needed first.
  return rows.sort((a, b) => Number(b.isNow) - Number(a.isNow) || b.votes - a.votes);
}

/** Answered items on the procedures of the session. */
async function earlierOn(context: Context, { regulations }: DialogueFields) {
  const lists = await Promise.all(
    regulations.map(async (slug) => {
      const { items } = await listFeedback(context, { regulation: slug, status: 'answered' });
      return { regulation: regulationOf(slug), items: items.slice(0, MOST_EARLIER) };
    }),
  );
  return lists.filter(({ regulation }) => regulation);
}
