import type { App } from '../app.ts';
import { cityCalendar, cityDate, isWorkingDay, readCityMoment } from '../calendar/index.ts';
import { commitmentActions } from '../commitments/index.ts';
import { Commitment } from '../commitments/model.ts';
import {
  announceDialogue,
  answerQuestion,
  approveMinutes,
  approveQuestion,
  askQuestion,
  assignQuestion,
  castVote,
  conclude,
  createDialogue,
  endDialogue,
  mergeQuestion,
  moveAgenda,
  openDialogue,
  pinNotice,
  prepareAnswer,
  promiseAnswer,
  publishMinutes,
  registerParticipant,
  rejectQuestion,
  takeQuestion,
  writeMinutes,
} from '../dialogues/index.ts';
import { Minutes } from '../dialogues/minutes/model.ts';
import type { Actor, ContentLanguage, Context } from '../platform/context.ts';
import { readSeed } from '../platform/seed.ts';
import type { DemoClock } from './clock.ts';
import type { Cast } from './people.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

interface DemoQuestion {
  id: string;
  from: string;
  atMinute: number;
  text: string;
  group?: string;
  unit?: string;
  prepared?: string;
  votes?: string[];
  takenAtMinute?: number;
  answer?: { way: 'room' | 'written' | 'promise'; atMinute: number; text?: string };
  reject?: { reason: 'complaint'; note: string };
  mergeInto?: string;
}

/** A session of the demo; minutes count from its beginning. */
interface DemoSession {
  id: string;
  startsInMinutes: number;
  lastsMinutes: number;
  announcedDaysBefore: number;
  ends?: boolean;
  title: string;
  description: string;
  place: string;
  language: ContentLanguage;
  units: string[];
  regulations: string[];
  agenda: { minutes: number; title: string }[];
  participants: { id: string; by: string; name?: string; organisation?: string; language: ContentLanguage }[];
  questions: DemoQuestion[];
  notices: { atMinute: number; text: string }[];
  agendaAt: { atMinute: number; point: number }[];
  conclusions: {
    atMinute: number;
    unit: string;
    dueInDays: number;
    text: string;
    kept?: { afterDays: number; evidence: string };
  }[];
  /** Written, approved by the chair and published after the end. */
  minutes?: { afterDays: number; opening: string; closing: string; parts: Record<string, string> };
}

interface Play {
  app: App;
  clock: DemoClock;
  cast: Cast;
  startsAt: Date;
  code: string;
  participants: Map<string, string>;
  questions: Map<string, string>;
}

type Step = { atMinute: number; act(context: (actor: Actor) => Context): Promise<unknown> };

/** Sessions of the demo, played through the real actions: one published, one held, one under way, one to come. */
export async function playDialogues(app: App, clock: DemoClock, { cast, now }: { cast: Cast; now: Date }) {
  const sessions = readSeed<DemoSession[]>('demo/dialogues');
  for (const session of sessions) {
    const startsAt = startOf(session.startsInMinutes, now);
    const play: Play = {
      app,
      clock,
      cast,
      startsAt,
      code: '',
      participants: new Map(),
      questions: new Map(),
    };
    const steps = [
      ...setUp(session, play),
      ...asked(session, play),
      ...run(session, play),
      ...recorded(session, play),
    ];
    await inOrder(steps, play, now);
  }
}

/** One under way began when it says; the others are in the afternoon, whenever the demo is started. */
function startOf(inMinutes: number, now: Date): Date {
  const startsAt = new Date(now.getTime() + inMinutes * MINUTE_MS);
  startsAt.setUTCSeconds(0, 0);
  if (Math.abs(inMinutes) < DAY_MINUTES) return startsAt;
  // What is past goes back to a working day. What is to come stays: its announcement must not come to lie ahead.
  while (inMinutes < 0 && !isWorkingDay(cityCalendar(), cityDate(startsAt)))
    startsAt.setUTCDate(startsAt.getUTCDate() - 1);
  return readCityMoment(`${cityDate(startsAt)}T14:00`)!;
}

/** What would lie ahead is left out. */
async function inOrder(steps: Step[], play: Play, now: Date): Promise<void> {
  for (const { atMinute, act } of steps.sort((a, b) => a.atMinute - b.atMinute)) {
    const at = new Date(play.startsAt.getTime() + atMinute * MINUTE_MS);
    if (at > now) continue;
    play.clock.playAt(at);
    const { site } = play.app;
    await act((actor) => ({ site, actor, now: at, language: 'vi', requestId: 'demo' }));
    // Votes and what is on the page follow the streams.
    await play.app.dispatcher.settled();
  }
}

function setUp(session: DemoSession, play: Play): Step[] {
  const announcedAt = -session.announcedDaysBefore * DAY_MINUTES;
  return [
    {
      atMinute: announcedAt - 2 * DAY_MINUTES,
      async act(as) {
        const moderator = await play.cast.listed('moderator');
        const chair = await play.cast.listed('leader');
        const { title, description, place, language, units, regulations, agenda } = session;
        const made = await createDialogue(as(moderator), {
          ...{ title, description, place, language, units, regulations, agenda },
          chair: (chair as { id: string }).id,
          moderators: await play.cast.idsOf('moderator'),
          startsAt: play.startsAt,
          endsAt: new Date(play.startsAt.getTime() + session.lastsMinutes * MINUTE_MS),
        });
        play.code = made.code;
      },
    },
    {
      atMinute: announcedAt,
      act: async (as) => announceDialogue(as(await play.cast.listed('moderator')), play.code),
    },
    ...session.participants.map(({ id, ...person }) => ({
      atMinute: announcedAt + 1,
      async act(as: (actor: Actor) => Context) {
        const visitor = as({ kind: 'visitor', holds: [] });
        const { participant } = await registerParticipant(visitor, play.code, person);
        play.participants.set(id, participant);
      },
    })),
  ];
}

function asked(session: DemoSession, play: Play): Step[] {
  return session.questions.flatMap((it) => [
    {
      atMinute: it.atMinute,
      async act(as: (actor: Actor) => Context) {
        const participant = play.participants.get(it.from)!;
        const visitor = as({ kind: 'visitor', holds: [`${play.code}:${participant}`] });
        const question = { clientId: `demo-${it.id}`, text: it.text };
        const { id } = await askQuestion(visitor, play.code, question, participant);
        play.questions.set(it.id, id);
      },
    },
    ...screened(it, play),
    ...answered(it, play),
  ]);
}

/** Moderators look at a question after two minutes; what has neither unit nor verdict still waits for them. */
function screened(it: DemoQuestion, play: Play): Step[] {
  const id = () => play.questions.get(it.id)!;
  const step = (after: number, act: (context: Context) => Promise<unknown>): Step => ({
    atMinute: it.atMinute + after,
    act: async (as) => act(as(await play.cast.listed('moderator'))),
  });
  const { reject, mergeInto, unit, group, prepared } = it;
  if (reject) return [step(2, (context) => rejectQuestion(context, play.code, id(), reject))];
  if (mergeInto)
    return [
      step(2, (context) => mergeQuestion(context, play.code, id(), { into: play.questions.get(mergeInto)! })),
    ];
  if (!unit) return [];
  return [
    step(2, (context) => approveQuestion(context, play.code, id())),
    step(2, (context) => assignQuestion(context, play.code, id(), { unit, ...(group ? { group } : {}) })),
    ...(it.votes ?? []).map((from, at) => ({
      atMinute: it.atMinute + 3 + at / 60,
      async act(as: (actor: Actor) => Context) {
        const visitor = as({ kind: 'visitor', holds: [] });
        const ballot = { code: play.code, question: id(), on: true };
        await castVote(visitor, ballot, play.participants.get(from));
      },
    })),
    ...(prepared ? [preparing(it, { play, unit, text: prepared })] : []),
  ];
}

function preparing(it: DemoQuestion, { play, unit, text }: { play: Play; unit: string; text: string }): Step {
  return {
    atMinute: it.atMinute + DAY_MINUTES,
    async act(as) {
      const official = await play.cast.inUnit('official', unit, play.startsAt);
      await prepareAnswer(as(official), play.code, play.questions.get(it.id)!, { text });
    },
  };
}

function answered({ id, takenAtMinute, answer }: DemoQuestion, play: Play): Step[] {
  const step = (atMinute: number, act: (context: Context, question: string) => Promise<unknown>): Step => ({
    atMinute,
    act: async (as) => act(as(await play.cast.listed('moderator')), play.questions.get(id)!),
  });
  const steps: Step[] = [];
  if (takenAtMinute !== undefined)
    steps.push(step(takenAtMinute, (context, question) => takeQuestion(context, play.code, question)));
  if (answer)
    steps.push(
      step(answer.atMinute, (context, question) =>
        answer.way === 'promise'
          ? promiseAnswer(context, play.code, question)
          : answerQuestion(context, play.code, question, {
              way: answer.way,
              text: answer.text!,
              ...(answer.way === 'written' ? { reason: 'Việc đơn giản, đã trả lời đủ.' } : {}),
            }),
      ),
    );
  return steps;
}

function run(session: DemoSession, play: Play): Step[] {
  const moderated = (atMinute: number, act: (context: Context) => Promise<unknown>): Step => ({
    atMinute,
    act: async (as) => act(as(await play.cast.listed('moderator'))),
  });
  const dueIn = (days: number) => new Date(play.startsAt.getTime() + days * DAY_MINUTES * MINUTE_MS);
  return [
    moderated(0, (context) => openDialogue(context, play.code)),
    ...session.notices.map(({ atMinute, text }) =>
      moderated(atMinute, (context) => pinNotice(context, play.code, { text })),
    ),
    ...session.agendaAt.map(({ atMinute, point }) =>
      moderated(atMinute, (context) => moveAgenda(context, play.code, { at: point })),
    ),
    ...session.conclusions.map(({ atMinute, unit, dueInDays, text }) => ({
      atMinute,
      async act(as: (actor: Actor) => Context) {
        const leader = as(await play.cast.listed('leader'));
        await conclude(leader, play.code, { text, unit, dueAt: dueIn(dueInDays) });
      },
    })),
    ...(session.ends
      ? [moderated(session.lastsMinutes - 5, (context) => endDialogue(context, play.code))]
      : []),
  ];
}

/** The moderator writes the minutes, the chair approves them; what was concluded is kept, or not. */
function recorded({ minutes, conclusions }: DemoSession, play: Play): Step[] {
  if (!minutes) return [];
  const writtenAt = minutes.afterDays * DAY_MINUTES;
  const by = (
    role: 'moderator' | 'leader',
    atMinute: number,
    act: (context: Context) => Promise<unknown>,
  ) => ({
    atMinute,
    act: async (as: (actor: Actor) => Context) => act(as(await play.cast.listed(role))),
  });
  const { opening, closing, parts } = minutes;
  const written = Object.entries({ opening, closing, ...parts });
  return [
    ...written.map(([part, text], turn) =>
      by('moderator', writtenAt + turn * 5, (context) =>
        writeMinutes(context, play.code, { part: play.questions.get(part) ?? part, text, n: 0 }),
      ),
    ),
    by('leader', writtenAt + DAY_MINUTES, async (context) => {
      const { version } = (await Minutes.findById(play.code, { version: 1 }).lean())!;
      await approveMinutes(context, play.code, { version });
    }),
    by('moderator', writtenAt + 1.2 * DAY_MINUTES, (context) => publishMinutes(context, play.code)),
    ...conclusions.flatMap(({ text, unit, kept }) => (kept ? [keeping({ text, unit, ...kept }, play)] : [])),
  ];
}

function keeping(
  { text, unit, afterDays, evidence }: { text: string; unit: string; afterDays: number; evidence: string },
  play: Play,
): Step {
  return {
    atMinute: afterDays * DAY_MINUTES,
    async act(as) {
      const made = await Commitment.findOne({ source: play.code, text }).lean();
      const head = await play.cast.inUnit('head', unit, play.startsAt);
      await commitmentActions.keepCommitment(as(head), made!.code, evidence);
    },
  };
}
