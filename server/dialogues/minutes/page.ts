import { type CommitmentShown, commitmentsOf } from '../../commitments/index.ts';
import type { Context } from '../../platform/context.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { mayDo } from '../../platform/journal/index.ts';
import { namedRegulations } from '../../regulations/index.ts';
import { namedUnit, namedUnits } from '../../units/index.ts';
import { Question } from '../questions/model.ts';
import type { DialogueFields } from '../session/model.ts';
import { canSeeInside, canWriteMinutes } from '../session/policy.ts';
import { datesOf } from '../session/queries.ts';
import { readDialogue } from '../session/read.ts';
import { MINUTES_VERBS, minutesMoves } from './actions.ts';
import { recordNow } from './draft.ts';
import { Minutes, type MinutesFields } from './model.ts';
import type { MinutesRecord } from './record.ts';
import { FREE_PARTS, MINUTES_MOST } from './rules.ts';

const HELD = ['ended', 'published'];

/** What the reader may do with the minutes now. */
function mayWith(context: Context, dialogue: DialogueFields, minutes: MinutesFields | null) {
  const write = canWriteMinutes(context.actor, dialogue);
  if (!minutes) return { write };
  return {
    write,
    ...mayDo(context, { minutes, dialogue }, { verbs: MINUTES_VERBS, after: minutesMoves }).may,
  };
}

/** The commitment that a conclusion became: it has the same words, unit and first date. */
function commitmentFor(
  { text, unit, dueAt }: MinutesRecord['conclusions'][number],
  made: readonly CommitmentShown[],
): CommitmentShown | undefined {
  return made.find(
    (each) =>
      each.text === text && each.unit?.slug === unit && +(each.dates[0]?.dueAt ?? each.dueAt) === +dueAt,
  );
}

/** Minutes as a page shows them: names instead of slugs, questions numbered, tasks with their commitments. */
function shown(record: MinutesRecord, made: readonly CommitmentShown[]) {
  return {
    ...record,
    units: namedUnits(record.units),
    regulations: namedRegulations(record.regulations),
    questions: record.questions.map((each, at) => ({
      ...each,
      number: at + 1,
      unitNamed: namedUnit(each.unit),
      itemUnit: each.item ? namedUnit(each.item.unit) : undefined,
    })),
    conclusions: record.conclusions.map((each) => ({
      ...each,
      unitNamed: namedUnit(each.unit),
      commitment: commitmentFor(each, made),
    })),
  };
}

async function heldSession(context: Context, code: string): Promise<DialogueFields> {
  const it = await readDialogue(context, code);
  if (!HELD.includes(it.status)) throw new NotFound();
  return it;
}

/**
 * The minutes of a session: published for everybody, before that for those who run it; everybody else learns when they
 * are due. @throws NotFound for a session that is not over
 */
export async function minutesPage(context: Context, code: string) {
  const it = await heldSession(context, code);
  const minutes = await Minutes.findById(code, { pending: 0 }).lean<MinutesFields>();
  const published = minutes?.status === 'published';
  const { title, language, status, endedAt } = it;
  const common = {
    dialogue: { code, title, language, status, endedAt },
    dates: datesOf(it, context.now),
    published,
    may: mayWith(context, it, minutes),
  };
  if (!published && !canSeeInside(context.actor, it)) return { ...common, awaited: true };
  const record = minutes?.record ?? (await recordNow(it, { parts: minutes?.parts ?? [] }));
  return {
    ...common,
    minutes: minutes && {
      ...{ status: minutes.status, version: minutes.version, returned: minutes.returned },
      ...{ approvedAt: minutes.approvedAt, approvedBy: minutes.approvedBy, publishedAt: minutes.publishedAt },
      corrections: minutes.corrections.map(({ text, at }) => ({ text, at })),
    },
    record: shown(record, published ? await commitmentsOf(code) : []),
    longest: MINUTES_MOST,
  };
}

/** The minutes part by part, for those who write them. @throws NotFound, Forbidden */
export async function minutesDesk(context: Context, code: string) {
  const it = await heldSession(context, code);
  if (!canSeeInside(context.actor, it)) throw new Forbidden();
  const minutes = await Minutes.findById(code, { pending: 0 }).lean<MinutesFields>();
  if (!minutes) throw new NotFound();
  const record = minutes.record ?? (await recordNow(it, minutes));
  const times = new Map(minutes.parts.map(({ part, n }) => [part, n]));
  const objections = await Question.countDocuments({
    dialogue: code,
    status: 'rejected',
    'rejection.contested': { $ne: null },
    'rejection.upheld': false,
  });
  return {
    dialogue: { code, title: it.title, language: it.language },
    dates: datesOf(it, context.now),
    may: mayWith(context, it, minutes),
    minutes: { status: minutes.status, returned: minutes.returned, settled: minutes.settledAt !== null },
    objections,
    free: FREE_PARTS.map((part) => ({ part, text: record[part], n: times.get(part) ?? 0 })),
    questions: shown(record, []).questions.map((each) => ({ ...each, n: times.get(each.id) ?? 0 })),
    longest: MINUTES_MOST,
  };
}

/** What the session's page says of its minutes once it is over. */
export async function minutesPart({ actor, now }: Context, it: DialogueFields) {
  if (!HELD.includes(it.status)) return [];
  const { code, status, publishedAt } = it;
  const writes = canSeeInside(actor, it);
  const model = { code, published: status === 'published', publishedAt, writes, dates: datesOf(it, now) };
  return [{ view: 'dialogues/minutes/_minutes-part', model }];
}
