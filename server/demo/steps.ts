import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCityDay } from '../calendar/index.ts';
import { commitmentActions } from '../commitments/index.ts';
import { Commitment } from '../commitments/model.ts';
import {
  acceptFeedback,
  answerPaper,
  appealFeedback,
  approveAnswer,
  askContribution,
  assignFeedback,
  classifyFeedback,
  correctAnswer,
  decideAppeal,
  decideDispute,
  disputeFeedback,
  enterFeedback,
  extendFeedback,
  giveContribution,
  giveInfo,
  interimAnswer,
  publishAttachment,
  rateFeedback,
  refuseFeedback,
  reopenFeedback,
  requestInfo,
  returnAnswer,
  routeFeedback,
  submitFeedback,
  suggestionFor,
  transferFeedback,
  withdrawFeedback,
} from '../feedback/index.ts';
import { Feedback, type FeedbackFields } from '../feedback/item/model.ts';
import type { AppealOutcome } from '../feedback/item/rules/appeal.ts';
import type { PaperAnswer } from '../feedback/item/rules/papers.ts';
import type { Actor, Context, Site } from '../platform/context.ts';
import { type FormFile, filesOfMarks, keepUploads } from '../platform/files/index.ts';
import { projectFile } from '../platform/project-files.ts';
import { draft, fieldsOn } from './answers.ts';
import type { DemoItem, Happening } from './items.ts';
import { type Cast, names } from './people.ts';
import { dated, type Step, workdayIn } from './story.ts';

export interface Play {
  site: Site;
  codes: Map<string, string>;
  cast: Cast;
}

/** Where a step is taken. */
interface Scene {
  code: string;
  item: DemoItem;
  step: Step;
  at: Date;
  cast: Cast;
  as(actor: Actor): Context;
}

type Taken = (scene: Scene) => Promise<unknown>;

export async function take({ at, item, step }: Happening, { site, codes, cast }: Play): Promise<void> {
  const as = (actor: Actor): Context => ({
    site,
    actor,
    now: at,
    language: item.language,
    requestId: 'demo',
  });
  if (!step) return void codes.set(item.id, await handIn(item, as, cast, at));
  const code = codes.get(item.id)!;
  const words = { ...step, ...datedWords(step, at, item) };
  await TAKEN[step.do]({ code, item, step: words, at, cast, as });
}

function datedWords(step: Step, at: Date, { language }: DemoItem): Partial<Step> {
  const entries = Object.entries(step).filter(
    (each): each is [string, string] => typeof each[1] === 'string',
  );
  return Object.fromEntries(entries.map(([name, text]) => [name, dated(text, at, language)]));
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
    ...(item.points ? { points: item.points } : {}),
    ...(item.papers ? { papers: item.papers } : {}),
    ...given({ regulation: item.regulation, unit: item.unit, ward: item.ward }),
    ...(item.conductOf ? { conductOf: item.conductOf } : {}),
    ...given({
      organisation: sender.organisation,
      email: sender.email,
      phone: sender.phone,
      address: sender.address,
    }),
  } as Parameters<typeof submitFeedback>[1];
  if (item.channel === 'web') {
    const visitor = as({ kind: 'visitor', holds: [] });
    const files = await filesOf(visitor, item);
    return (await submitFeedback(visitor, input, { channel: 'web', files })).code;
  }
  const entry = { ...input, channel: item.channel, receivedAt: at };
  return (await enterFeedback(as(await cast.coordinator()), entry, randomUUID())).code;
}

async function filesOf(context: Context, { files = [] }: DemoItem): Promise<FormFile[]> {
  const read = files.map((name) => ({
    name,
    bytes: readFileSync(projectFile(`data/seed/demo/files/${name}`)),
  }));
  const { marks } = await keepUploads(context, read, files.length);
  return filesOfMarks(context, marks);
}

function given(fields: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((each): each is [string, string] => !!each[1]));
}

const bySender =
  (act: (context: Context, scene: Scene) => Promise<unknown>): Taken =>
  (scene) =>
    act(scene.as({ kind: 'visitor', holds: [scene.code] }), scene);

const byCoordinator =
  (act: (context: Context, scene: Scene) => Promise<unknown>): Taken =>
  async (scene) =>
    act(scene.as(await scene.cast.coordinator()), scene);

/** The official of the unit that has it; a second look is another's. */
const byOfficial =
  (act: (context: Context, scene: Scene) => Promise<unknown>): Taken =>
  async (scene) =>
    act(scene.as(await officialFor(scene)), scene);

/** The head of the unit; a second look is directed by a coordinator, for the head had a part in the first. */
const byHead =
  (act: (context: Context, scene: Scene) => Promise<unknown>): Taken =>
  async (scene) => {
    const { unit, again } = await placeOf(scene.code);
    const { cast, at } = scene;
    return act(scene.as(again ? await cast.coordinator() : await cast.inUnit('head', unit, at)), scene);
  };

async function placeOf(code: string): Promise<{ unit: string; again: boolean }> {
  const row = await Feedback.findOne({ code }, { unit: 1, reopening: 1, status: 1 }).lean<FeedbackFields>();
  return { unit: row!.unit!, again: !!row!.reopening && row!.status !== 'answered' };
}

async function officialFor({ code, cast, at }: Scene): Promise<Actor> {
  const { unit, again } = await placeOf(code);
  return cast.inUnit(again ? 'second official' : 'official', unit, at);
}

const TAKEN: Record<Step['do'], Taken> = {
  accept: byCoordinator((context, { code, item }) => {
    const { subject, text } = item.publicText ?? item;
    return acceptFeedback(context, code, { subject, text, ...pointsOf(item) });
  }),
  ask,
  refuse: byCoordinator((context, { code, step }) =>
    refuseFeedback(context, code, { ground: step.ground as never, guidance: step.guidance! }),
  ),
  classify: byCoordinator((context, { code, step }) =>
    classifyFeedback(context, code, { complexity: step.complexity!, reason: step.reason! }),
  ),
  route: byCoordinator(route),
  decide: byCoordinator(async (context, { code, step }) => {
    const unit = step.unit ?? (await placeOf(code)).unit;
    return decideDispute(context, code, { unit, reason: step.reason! });
  }),
  transfer: byHead((context, { code, step }) =>
    transferFeedback(context, code, { unit: step.unit!, reason: step.reason! }),
  ),
  assign: byHead(async (context, scene) => {
    const { id, name } = (await officialFor(scene)) as { id: string; name: string };
    return assignFeedback(context, scene.code, { id, name });
  }),
  draft: byOfficial((context, { code, item, step, at }) => draft(context, code, { item, step, at })),
  return: byHead((context, { code, step }) => returnAnswer(context, code, step.reason!)),
  approve: byHead(approve),
  interim: byOfficial(interim),
  consult: byOfficial(async (context, { code, step, at }) =>
    askContribution(context, code, {
      unit: step.unit!,
      question: step.question!,
      until: await dayWithinDeadline(code, step, at),
    }),
  ),
  contribute: async ({ code, step, at, cast, as }) =>
    giveContribution(as(await cast.inUnit('official', step.unit!, at)), code, {
      n: 1,
      text: step.text!,
    }),
  'publish-picture': byCoordinator(async (context, { code }) => {
    const { attachments } = (await Feedback.findOne({ code }, { attachments: 1 }).lean())!;
    const picture = attachments.find(({ type }) => type.startsWith('image/'))!;
    await publishAttachment(context, code, { file: picture.id });
  }),
  extend: byHead(extend),
  dispute: byOfficial((context, { code, step }) =>
    disputeFeedback(context, code, { unit: step.unit!, reason: step.reason! }),
  ),
  correct: byHead(correct),
  reply: bySender((context, { code, step }) => giveInfo(context, code, step.text!)),
  rate: bySender((context, { code, step }) => {
    const [answered, clear, solved] = step.grades!;
    const { reasons = [], text = '' } = step;
    const rating = { answered, clear, solved, reasons: reasons as never[], note: text };
    return rateFeedback(context, code, rating);
  }),
  reopen: bySender((context, { code, step }) => reopenFeedback(context, code, { reason: step.reason! })),
  paper: byHead((context, { code, step }) =>
    answerPaper(context, code, {
      n: 1,
      how: step.outcome as PaperAnswer,
      ...given({ number: step.ground ?? null, article: step.guidance ?? null }),
    }),
  ),
  appeal: bySender((context, { code, step }) => appealFeedback(context, code, { reason: step.reason! })),
  judge: async ({ code, step, cast, as }) =>
    decideAppeal(as(await cast.listed('leader')), code, {
      outcome: step.outcome as AppealOutcome,
      reasons: step.reason!,
      text: step.text ?? '',
    }),
  withdraw: bySender((context, { code }) => withdrawFeedback(context, code)),
  keep: promised((context, code, { step }) => commitmentActions.keepCommitment(context, code, step.text!)),
  move: promised((context, code, { step, at }) =>
    commitmentActions.askNewDate(context, code, {
      dueAt: readCityDay(workdayIn(at, step.inDays!))!,
      reason: step.reason!,
    }),
  ),
};

function pointsOf({ points, publicText }: DemoItem): { points?: string[] } {
  return points && !publicText ? { points } : {};
}

async function route(context: Context, { code, item, step }: Scene): Promise<void> {
  const { regulation, unit: concernsUnit, ward, conductOf } = item;
  const shield = conductOf ? { unit: conductOf, by: 'sender' as const, at: context.now } : null;
  const suggested = suggestionFor({ regulation, concernsUnit, ward, shield }, context.now);
  const unit = step.unit ?? suggested.unit;
  if (!unit) throw new Error(`demo item ${item.id}: no unit follows from it`);
  await routeFeedback(context, code, { unit, ...(step.reason ? { reason: step.reason } : {}) });
}

/** As a real one has to, the head of the demo says why a vague answer goes, and apologises for a late one. */
async function approve(context: Context, { code, item }: Scene): Promise<void> {
  const row = await Feedback.findOne({ code }, { answer: 1, dueAt: 1, apology: 1 }).lean();
  const late = row!.dueAt < context.now && !row!.apology;
  const overrides = names.overrides[item.language];
  await approveAnswer(context, code, {
    ...(row!.answer?.verdict?.gate === 'override'
      ? { override: overrides[item.subject.length % overrides.length]! }
      : {}),
    ...(late ? { cause: 'site-visit' as const, reason: names.apologies[item.language] } : {}),
  });
}

/** What is promised or asked for is not after the deadline, as long as that lies ahead. */
async function dayWithinDeadline(code: string, step: Scene['step'], at: Date): Promise<Date> {
  const { dueAt } = (await Feedback.findOne({ code }, { dueAt: 1 }).lean())!;
  const day = readCityDay(workdayIn(at, step.inDays!))!;
  return dueAt > at && day > dueAt ? dueAt : day;
}

async function interim(context: Context, { code, step, at }: Scene): Promise<void> {
  const { name, email } = context.actor as Actor & { name: string; email: string };
  await interimAnswer(context, code, {
    text: step.text!,
    promisedAt: await dayWithinDeadline(code, step, at),
    contactPerson: name,
    contactReach: email,
  });
}

async function correct(context: Context, { code, item, step, at }: Scene): Promise<void> {
  const row = await Feedback.findOne({ code }, { version: 1, answer: 1 }).lean<FeedbackFields>();
  const fields = step.fields ? fieldsOn(step.fields, at, item.language) : undefined;
  await correctAnswer(context, code, {
    version: row!.version,
    outcome: (step.outcome ?? row!.answer!.outcome) as never,
    text: step.answer ?? '',
    note: step.reason!,
    override: names.overrides[item.language][0]!,
    ...(fields ? { fields } : {}),
  });
}

/** Before acceptance a coordinator asks, later the office that has the item. */
async function ask(scene: Scene): Promise<void> {
  const { code, step } = scene;
  const { status } = (await Feedback.findOne({ code }, { status: 1 }).lean<FeedbackFields>())!;
  const by = status === 'assigned' ? byOfficial : byCoordinator;
  await by((context) => requestInfo(context, code, step.question!))(scene);
}

/** By the calendar of some years the date has passed already: then there is nothing to extend. */
async function extend(context: Context, { code, step }: Scene): Promise<void> {
  const { dueAt } = (await Feedback.findOne({ code }, { dueAt: 1 }).lean())!;
  if (dueAt > context.now)
    await extendFeedback(context, code, { amount: step.amount!, reason: step.reason! });
}

/** The head of the unit tends what its answers have promised. */
function promised(act: (context: Context, code: string, scene: Scene) => Promise<void>): Taken {
  return async (scene) => {
    const planned = scene.item.story.flatMap(({ fields }) => fields?.actions ?? []);
    const { text } = planned[scene.step.promise! - 1]!;
    const it = await Commitment.findOne({ source: scene.code, text }).lean();
    // Long holidays may put off an answer until its day has passed: then nothing was promised.
    if (!it) return;
    const head = await scene.cast.inUnit('head', it.unit, scene.at);
    await act(scene.as(head), it.code, scene);
  };
}
