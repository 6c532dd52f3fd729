import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import { feedbackActions as actions, Feedback } from '../feedback/index.ts';
import type { Actor, Context } from '../platform/context.ts';
import { Invalid } from '../platform/errors.ts';
import type { DemoClock } from './clock.ts';
import { playDialogues } from './dialogues.ts';
import { type DemoItem, demoItems, type Happening, happenings, type Step } from './items.ts';
import { Cast, names } from './people.ts';

const DAY_MS = 86_400_000;

const AT_ONCE = 8;

/**
 * Plays half a year of a city through the real actions, with a clock moved from day to day. Within a day, items are
 * handed in one after another, so that their numbers follow the time; then work goes on at several desks at once.
 */
export async function playHalfYear(app: App, clock: DemoClock, now: Date): Promise<number> {
  const play: Play = { codes: new Map(), cast: new Cast() };
  const days = byDay(happenings(demoItems(), now));
  clock.playAt(days[0]!.at);
  await play.cast.bringListed(days[0]!.at);
  for (const { at, all } of days) {
    await passDay(at, clock);
    for (const each of all) if (!each.step) await happen(each, play);
    await Promise.all(sharedOut(all).map((desk) => inOrder(desk, play)));
    await app.dispatcher.settled();
  }
  await playDialogues(app, clock, { cast: play.cast, now });
  clock.live();
  return play.codes.size;
}

interface Play {
  codes: Map<string, string>;
  cast: Cast;
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

/** Once a day, as the job does every minute: notes the dates that have passed. */
async function passDay(at: Date, clock: DemoClock): Promise<void> {
  clock.playAt(at);
  const context: Context = {
    actor: { kind: 'system', id: 'feedback.mark-overdue' },
    now: at,
    language: 'vi',
    requestId: 'demo',
  };
  for (const code of await actions.itemsPassingTheirDate(at)) await actions.markOverdue(context, code);
}

async function happen(happening: Happening, play: Play): Promise<void> {
  try {
    await act(happening, play);
  } catch (error) {
    const { item, step } = happening;
    const fields = error instanceof Invalid ? JSON.stringify(error.fields) : '';
    const what = `demo item ${item.id}, ${step?.do ?? 'handing in'}`;
    throw new Error(`${what}: ${(error as Error).message} ${fields}`, { cause: error });
  }
}

async function act({ at, item, step }: Happening, { codes, cast }: Play): Promise<void> {
  const as = (actor: Actor): Context => ({ actor, now: at, language: item.language, requestId: 'demo' });
  if (!step) return void codes.set(item.id, await handIn(item, as, cast, at));
  const code = codes.get(item.id)!;
  if (step.do === 'reply') return actions.giveInfo(as({ kind: 'visitor', holds: [code] }), code, step.text!);
  if (isScreening(step)) return screen(as(await cast.coordinator()), code, item, step);
  await workInUnit(as, code, { item, step, cast, at });
}

async function handIn(item: DemoItem, as: (actor: Actor) => Context, cast: Cast, at: Date): Promise<string> {
  const { sender } = item;
  const input = {
    kind: item.kind,
    subject: item.subject,
    text: item.text,
    senderKind: sender.kind,
    name: sender.name,
    language: item.language,
    publishText: item.publishText,
    ...given({ regulation: item.regulation, unit: item.unit, ward: item.ward }),
    ...given({
      organisation: sender.organisation,
      email: sender.email,
      phone: sender.phone,
      address: sender.address,
    }),
  } as Parameters<typeof actions.submitFeedback>[1];
  if (item.channel === 'web')
    return (await actions.submitFeedback(as({ kind: 'visitor', holds: [] }), input, { channel: 'web' })).code;
  const entry = { ...input, channel: item.channel, receivedAt: at };
  return (await actions.enterFeedback(as(await cast.coordinator()), entry, randomUUID())).code;
}

function given(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((each): each is [string, string] => !!each[1]));
}

function isScreening(step: Step): boolean {
  return ['accept', 'ask', 'refuse', 'route'].includes(step.do);
}

async function screen(context: Context, code: string, item: DemoItem, step: Step): Promise<void> {
  if (step.do === 'accept')
    return actions.acceptFeedback(
      context,
      code,
      item.publicText ?? { subject: item.subject, text: item.text },
    );
  if (step.do === 'ask') return actions.requestInfo(context, code, step.question!);
  if (step.do === 'refuse')
    return actions.refuseFeedback(context, code, { ground: step.ground as never, guidance: step.guidance! });
  const suggested = actions.suggestionFor(
    { regulation: item.regulation, concernsUnit: item.unit, ward: item.ward },
    context.now,
  );
  const unit = step.unit ?? suggested.unit;
  if (!unit) throw new Error(`demo item ${item.id}: no unit follows from it`);
  await actions.routeFeedback(context, code, { unit, ...(step.reason ? { reason: step.reason } : {}) });
}

async function workInUnit(
  as: (actor: Actor) => Context,
  code: string,
  { item, step, cast, at }: { item: DemoItem; step: Step; cast: Cast; at: Date },
): Promise<void> {
  const row = await Feedback.findOne({ code }, { unit: 1 }).lean();
  const unit = row!.unit!;
  const official = await cast.inUnit('official', unit, at);
  const head = await cast.inUnit('head', unit, at);
  if (step.do === 'transfer')
    return actions.transferFeedback(as(head), code, { unit: step.unit!, reason: step.reason! });
  if (step.do === 'assign') {
    const { id, name } = official as { id: string; name: string };
    return actions.assignFeedback(as(head), code, { id, name });
  }
  if (step.do === 'draft') return draft(as(official), code, item, step);
  if (step.do === 'return') return actions.returnAnswer(as(head), code, step.reason!);
  await approve(as(head), code, item);
}

/** As a real one has to, the head of the demo says why a vague answer goes, and apologises for a late one. */
async function approve(context: Context, code: string, item: DemoItem): Promise<void> {
  const row = await Feedback.findOne({ code }, { answer: 1, dueAt: 1, apology: 1 }).lean();
  const late = row!.dueAt < context.now && !row!.apology;
  const overrides = names.overrides[item.language];
  await actions.approveAnswer(context, code, {
    ...(row!.answer?.verdict?.gate === 'override'
      ? { override: overrides[item.subject.length % overrides.length]! }
      : {}),
    ...(late ? { cause: 'site-visit' as const, reason: names.apologies[item.language] } : {}),
  });
}

/** Where the quality check asks for a reason, the official of the demo gives one, as a real one has to. */
async function draft(context: Context, code: string, item: DemoItem, step: Step): Promise<void> {
  const input = { outcome: step.outcome as never, text: step.answer! };
  try {
    await actions.submitAnswer(context, code, input);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const reasons = names.reasons[item.language];
    await actions.submitAnswer(context, code, {
      ...input,
      reason: reasons[item.subject.length % reasons.length]!,
    });
  }
}
