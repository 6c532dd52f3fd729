import type { App } from '../app.ts';
import { DAY_MS } from '../city/dates.ts';
import { commitmentActions } from '../commitments/index.ts';
import {
  itemsAwaitingRating,
  itemsAwaitingTooLong,
  itemsPassingTheirDate,
  markOverdue,
  remindSender,
  remindToRate,
} from '../feedback/index.ts';
import { type Context, type Site, systemContext } from '../platform/context.ts';
import { Invalid } from '../platform/errors.ts';
import { answersToRead, reviewAnswer } from '../quality-review/index.ts';
import { playAgeing } from './ageing.ts';
import { playCityRules } from './city-rules.ts';
import type { DemoClock } from './clock.ts';
import { playConfidential } from './confidential.ts';
import { playDelayLists } from './delay-lists.ts';
import { playDesk } from './desk.ts';
import { playDialogues } from './dialogues.ts';
import { demoItems, type Happening, happenings } from './items.ts';
import { playLetters } from './mail.ts';
import { Cast, names } from './people.ts';
import { playRaising } from './raising.ts';
import { playRecent } from './recent.ts';
import { playReorganisation } from './reorganisation.ts';
import { playErasure, playRetention } from './retention.ts';
import { playRoles } from './roles.ts';
import { playSecondPerson } from './second-person.ts';
import { playCalls, playReaders } from './senders.ts';
import { type Play, take } from './steps.ts';
import { playSuggestions } from './suggestions.ts';
import { playTargets } from './targets.ts';

const AT_ONCE = 8;
/** The reviewer reads on one day in so many, and then this many answers. */
const READS_EVERY_DAYS = 5;
const READS = 2;
/** What was sent in the last days waits to be read: the reviewer has something to do. */
const UNREAD_DAYS = 14;

/**
 * Plays half a year of a city through the real actions, with a clock moved from day to day. Within a day, items are
 * handed in one after another, so that their numbers follow the time; then work goes on at several desks at once.
 * @param tell hears of each month that begins
 */
export async function playHalfYear(
  app: App,
  clock: DemoClock,
  { now, tell }: { now: Date; tell(month: Date): void },
): Promise<number> {
  const { site } = app;
  const play: Play = { site, codes: new Map(), cast: new Cast(site) };
  const days = byDay(happenings(demoItems(), now));
  clock.playAt(days[0]!.at);
  await play.cast.bringListed(days[0]!.at);
  for (const [number, { at, all }] of days.entries()) {
    if (number === 0 || at.getUTCMonth() !== days[number - 1]!.at.getUTCMonth()) tell(at);
    await passDay(site, at, clock);
    await playDelayLists(site, at, play.cast);
    for (const each of all) if (!each.step) await happen(each, play);
    await Promise.all(sharedOut(all).map((desk) => inOrder(desk, play)));
    await app.dispatcher.settled();
    const past = now.getTime() - at.getTime() > UNREAD_DAYS * DAY_MS;
    if (past && number % READS_EVERY_DAYS === 0) await readAnswers(all.at(-1)!.at, play);
  }
  await playRecent(site, now, play.cast);
  await playRaising(site, play.cast, now);
  await playDesk(play, now);
  await playDialogues(app, clock, { cast: play.cast, now });
  await playReaders(site, now);
  await app.dispatcher.settled();
  const actor = await play.cast.coordinator();
  await playCalls({ site, actor, now, language: 'vi', requestId: 'demo' });
  await playLetters(site, now);
  await playSuggestions(site, play.cast, now);
  await playCityRules(site, play.cast, now);
  await playRetention(site, play.cast, { first: days[0]!.at, now });
  await playErasure(site, now);
  await playAgeing(site, play.cast, now);
  await playRoles(site, play.cast, now);
  await playConfidential(site, play.cast, now);
  await playSecondPerson(site, play.cast, now);
  await playTargets(site, play.cast, now);
  await playReorganisation(site, play.cast, now);
  await passDay(site, now, clock);
  clock.live();
  return play.codes.size;
}

function byDay(all: Happening[]): { at: Date; all: Happening[] }[] {
  const days = new Map<number, Happening[]>();
  for (const each of all) {
    const day = Math.floor(each.at.getTime() / DAY_MS);
    days.set(day, [...(days.get(day) ?? []), each]);
  }
  return [...days.values()].map((day) => ({ at: day[0]!.at, all: day }));
}

/** The steps of a day over some desks; those of one item stay at one desk, in order. */
function sharedOut(day: Happening[]): Happening[][] {
  const desks = Array.from({ length: AT_ONCE }, () => [] as Happening[]);
  const items = [...new Set(day.map((each) => each.item.id))];
  for (const each of day) if (each.step) desks[items.indexOf(each.item.id) % AT_ONCE]!.push(each);
  return desks;
}

async function inOrder(desk: Happening[], play: Play): Promise<void> {
  for (const each of desk) await happen(each, play);
}

interface Daily {
  find(now: Date): Promise<string[]>;
  act(context: Context, code: string): Promise<void>;
}

/** What jobs do every few minutes is done once a day: dates that pass, reminders to senders and to those who promised. */
const DAILY: Record<string, Daily> = {
  'feedback.mark-overdue': { find: itemsPassingTheirDate, act: markOverdue },
  'feedback.remind-senders': {
    find: itemsAwaitingTooLong,
    act: remindSender,
  },
  'feedback.remind-to-rate': { find: itemsAwaitingRating, act: remindToRate },
  'commitments.tend': { find: commitmentActions.commitmentsDue, act: commitmentActions.tendCommitment },
};

async function passDay(site: Site, at: Date, clock: DemoClock): Promise<void> {
  clock.playAt(at);
  for (const [job, { find, act }] of Object.entries(DAILY))
    for (const code of await find(at)) await act(systemContext(site, job, at), code);
}

/** The reviewer mostly finds what the check found, and says so when not. */
async function readAnswers(now: Date, { site, cast }: Play): Promise<void> {
  const actor = await cast.listed('reviewer');
  for (const { name, verdict: found } of await answersToRead(READS)) {
    const verdict = found === 'unjudged' ? 'partial' : found;
    const other = names.reviews[Number(name.slice(-4, -2)) % 6];
    const context: Context = { site, actor, now, language: 'vi', requestId: 'demo' };
    const differs = other?.instead[verdict];
    const read = differs ?? verdict;
    const points = { judged: 'yes', answered: read === 'vague' ? [] : [1] } as const;
    await reviewAnswer(context, name, { verdict: read, note: differs ? other!.note : '', ...points });
  }
}

async function happen(happening: Happening, play: Play): Promise<void> {
  try {
    await take(happening, play);
  } catch (error) {
    const { item, step } = happening;
    const fields = error instanceof Invalid ? JSON.stringify(error.fields) : '';
    const what = `demo item ${item.id}, ${step?.do ?? 'handing in'}`;
    throw new Error(`${what}: ${(error as Error).message} ${fields}`, { cause: error });
  }
}
