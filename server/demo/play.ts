import type { App } from '../app.ts';
import { feedbackActions as actions, Feedback } from '../feedback/index.ts';
import type { Actor, Context } from '../platform/context.ts';
import { Invalid } from '../platform/errors.ts';
import type { DemoClock } from './clock.ts';
import { type DemoItem, demoItems, type Happening, happenings, type Step } from './items.ts';
import { Cast, names } from './people.ts';

const DAY_MS = 86_400_000;

/** Plays half a year of a city through the real actions, with a clock moved from one happening to the next. */
export async function playHalfYear(app: App, clock: DemoClock, now: Date): Promise<number> {
  const all = happenings(demoItems(), now);
  const codes = new Map<string, string>();
  const cast = new Cast();
  let day = all[0]!.at.getTime();
  clock.playAt(all[0]!.at);
  await cast.bringListed(all[0]!.at);
  for (const happening of all) {
    for (; day + DAY_MS < happening.at.getTime(); day += DAY_MS) await passDay(new Date(day), clock);
    clock.playAt(happening.at);
    await happen(happening, codes, cast).catch((error) => {
      const { item, step } = happening;
      const fields = error instanceof Invalid ? JSON.stringify(error.fields) : '';
      throw new Error(`demo item ${item.id}, ${step?.do ?? 'handing in'}: ${error.message} ${fields}`, {
        cause: error,
      });
    });
    await app.dispatcher.settled();
  }
  clock.live();
  return codes.size;
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

async function happen({ at, item, step }: Happening, codes: Map<string, string>, cast: Cast): Promise<void> {
  const as = (actor: Actor): Context => ({ actor, now: at, language: item.language, requestId: 'demo' });
  if (!step) return void codes.set(item.id, await handIn(item, as, cast, at));
  const code = codes.get(item.id)!;
  if (step.do === 'reply') return actions.giveInfo(as({ kind: 'visitor', holds: [code] }), code, step.text!);
  if (isScreening(step)) return screen(as(cast.coordinator()), code, item, step);
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
  const idempotencyKey = `demo-${item.id}`;
  if (item.channel === 'web')
    return (
      await actions.submitFeedback(as({ kind: 'visitor', holds: [] }), input, {
        channel: 'web',
        idempotencyKey,
      })
    ).code;
  const entry = { ...input, channel: item.channel, receivedAt: at };
  return (await actions.enterFeedback(as(cast.coordinator()), entry, idempotencyKey)).code;
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
  await actions.approveAnswer(as(head), code);
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
