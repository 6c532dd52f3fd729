import { setImmediate as breath } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { cityDate } from '../../calendar/index.ts';
import { CONTENT_LANGUAGES, type ContentLanguage, type Context } from '../../platform/context.ts';
import { KeptUnitModel, type KeptUnits } from '../../search/kept-unit-model.ts';
import { UnitModel } from '../../search/unit-model.ts';
import { successorsOf, unitOf, unitsBySlug } from '../../units/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { LEAST } from '../item/rules/fields.ts';
import type { Status } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { type LearnedUnits, LearnedUnitsModel, LearningStateModel } from './model.ts';
import { forgetLearned } from './queries.ts';
import { FEWEST, FEWEST_OF_LANGUAGE, heldOutFrom, SUGGESTED, type Tested, testedOf } from './rules.ts';

/** The unit has taken it on: an official has it, or it is answered. */
const CONFIRMED: readonly Status[] = ['assigned', 'paused', 'in-review', 'answered'];
/** The newest of each language: what units do changes, and a text takes some kilobytes of memory. */
const MOST = 4_000;
/** After so many texts others get their turn. */
const AT_ONCE = 50;
/** Features of each kind that are kept for a unit; those of one text alone tell of that text, not of the unit. */
const KEPT = { most: 800, fewestTexts: 2 } as const;

interface Lesson {
  text: string;
  unit: string;
}

/** Learns from the items of the site which words go to which unit. Nothing is kept while there are too few of them. */
export async function learnUnits({ now }: Context): Promise<void> {
  const lessons = new Map<ContentLanguage, Lesson[]>();
  for (const language of CONTENT_LANGUAGES) lessons.set(language, await lessonsOf(language, now));
  const confirmed = [...lessons.values()].reduce((sum, each) => sum + each.length, 0);
  for (const [language, each] of lessons) {
    const enough = confirmed >= FEWEST && each.length >= FEWEST_OF_LANGUAGE;
    const learned = enough ? await learnedFrom(each) : undefined;
    if (!learned) await LearnedUnitsModel.deleteOne({ _id: language });
    else
      await LearnedUnitsModel.updateOne(
        { _id: language },
        { $set: { learnedAt: now, ...learned } },
        { upsert: true },
      );
  }
  await LearningStateModel.updateOne(
    { _id: 'state' },
    { $set: { learnedAt: now, confirmed } },
    { upsert: true },
  );
  forgetLearned();
}

/** Oldest first. */
async function lessonsOf(language: ContentLanguage, now: Date): Promise<Lesson[]> {
  // Whose words are not public would be told by the words that speak for a unit.
  const filter = { language, status: { $in: CONFIRMED }, publishText: true, ...UNSHIELDED };
  const rows = await Feedback.find(filter, { publicText: 1, unit: 1 })
    .sort({ receivedAt: -1, _id: -1 })
    .limit(MOST)
    .lean<Pick<FeedbackFields, 'publicText' | 'unit'>[]>();
  const date = cityDate(now);
  return rows.reverse().flatMap(({ publicText, unit }) => {
    // Words that were erased teach nothing.
    const today = unit && publicText.text.length >= LEAST.text && unitToday(unit, date);
    return today ? [{ text: `${publicText.subject}\n${publicText.text}`, unit: today }] : [];
  });
}

/** Who does the work of the unit today; undefined where several do. */
function unitToday(slug: string, date: string): string | undefined {
  const unit = unitOf(slug);
  const [only, ...more] = unit ? successorsOf(unit, unitsBySlug(), { date }) : [];
  return more.length === 0 ? only?.slug : undefined;
}

async function learnedFrom(
  lessons: readonly Lesson[],
): Promise<Omit<LearnedUnits, '_id' | 'learnedAt'> | undefined> {
  const tested = await triedOut(lessons);
  const kept = await modelOf(lessons);
  return { texts: lessons.length, tested, kept: gzipSync(JSON.stringify(kept)) };
}

async function modelOf(lessons: readonly Lesson[]): Promise<KeptUnits> {
  const model = new UnitModel();
  for (const [at, { text, unit }] of lessons.entries()) {
    model.add(text, unit);
    if (at % AT_ONCE === AT_ONCE - 1) await breath();
  }
  model.close();
  await breath();
  return model.kept(KEPT);
}

/** Learns from the older ones and asks for the newest. */
async function triedOut(lessons: readonly Lesson[]): Promise<Tested> {
  const from = heldOutFrom(lessons.length);
  const model = new KeptUnitModel(await modelOf(lessons.slice(0, from)));
  const tried = [];
  for (const { text, unit } of lessons.slice(from)) {
    const suggested = model.suggest(text, SUGGESTED);
    const place = suggested.findIndex((each) => each.unit === unit);
    tried.push({ score: suggested[0]?.score ?? 0, first: place === 0, among: place >= 0 });
    if (tried.length % AT_ONCE === 0) await breath();
  }
  return testedOf(tried);
}
