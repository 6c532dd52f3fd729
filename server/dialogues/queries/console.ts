import type { Context } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { Participant, type ParticipantFields } from '../participant-model.ts';
import { canSeeInside } from '../policy.ts';
import { QUEUE_ORDERS, REJECTION_REASONS, SLOW_SECONDS } from '../rules.ts';
import { roomOf } from '../streams/rooms.ts';
import { participantView } from '../streams/views.ts';
import { type InnerQuestionRow, innerQuestions } from './questions.ts';
import { readDialogue } from './read.ts';
import { datesOf, factsOf, mayIn } from './session.ts';

/** Those against whom something was done. */
async function measured(code: string) {
  const rows = await Participant.find({ dialogue: code, $or: [{ muted: true }, { removed: true }] })
    .sort({ registeredAt: 1 })
    .lean<ParticipantFields[]>();
  return rows.flatMap((row) => participantView(row) ?? []);
}

const waitingFor = ({ rejection }: InnerQuestionRow) =>
  rejection !== null && rejection.contested !== null && !rejection.upheld;

/** The room as moderators and chair see it. @throws NotFound, Forbidden */
export async function consolePage(context: Context, code: string) {
  const it = await readDialogue(context, code);
  if (!canSeeInside(context.actor, it)) throw new Forbidden();
  const room = await roomOf(code);
  const n = { public: room.public.n, staff: room.staff.n };
  const [questions, participants, registered] = await Promise.all([
    innerQuestions(code, it.order),
    measured(code),
    Participant.countDocuments({ dialogue: code }),
  ]);
  const of = (...statuses: string[]) => questions.filter(({ status }) => statuses.includes(status));
  const byTime = (rows: InnerQuestionRow[]) => [...rows].sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  return {
    dialogue: factsOf(it),
    n,
    questions,
    // Screened in the order in which they came, whatever the queue stands by.
    pending: byTime(of('pending')),
    contested: byTime(of('rejected').filter(waitingFor)),
    now: questions.find(({ id }) => id === it.now),
    waiting: of('approved').filter(({ id }) => id !== it.now),
    answered: of('answered'),
    checking: of('checking'),
    open: of('open'),
    closed: of('rejected', 'merged', 'withdrawn').filter((each) => !waitingFor(each)),
    participants,
    registered,
    reasons: REJECTION_REASONS,
    orders: QUEUE_ORDERS.map((name) => ({ name, selected: name === it.order })),
    slow: SLOW_SECONDS.map((seconds) => ({ seconds, selected: seconds === it.slowSeconds })),
    dates: datesOf(it, context.now),
    may: mayIn(context.actor, it),
  };
}
