import { gunzipSync } from 'node:zlib';
import { cityDate } from '../../calendar/index.ts';
import { monthsUpTo } from '../../city/months.ts';
import type { Named } from '../../city/named.ts';
import { percentOf } from '../../city/percent.ts';
import { CONTENT_LANGUAGES, type Context } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import { allow } from '../../platform/errors.ts';
import type { Suggestion } from '../../regulations/index.ts';
import { KeptUnitModel, type KeptUnits } from '../../search/kept-unit-model.ts';
import { namedUnit, unitsInForce } from '../../units/index.ts';
import { learnedCounts } from '../figures/read.ts';
import type { FeedbackFields } from '../item/model.ts';
import { canScreen } from '../item/policy.ts';
import { type LearnedUnits, LearnedUnitsModel, LearningStateModel } from './model.ts';
import { FEWEST, FEWEST_OF_LANGUAGE, isTimeToLearn, SUGGESTED, sureOf, type Tested } from './rules.ts';

interface Known {
  model: KeptUnitModel;
  tested: Tested;
}

const REMEMBERED_MS = 600_000;
const WORDS = 5;
const known = new Remembered<Known | undefined>({ most: CONTENT_LANGUAGES.length, shared: REMEMBERED_MS });

export const forgetLearned = () => known.forgetAll();

async function readKnown(language: string): Promise<Known | undefined> {
  const row = await LearnedUnitsModel.findById(language).lean<LearnedUnits>();
  if (!row) return undefined;
  const packed = row.kept as unknown as { buffer: Uint8Array };
  const kept = JSON.parse(gunzipSync(packed.buffer).toString()) as KeptUnits;
  return { model: new KeptUnitModel(kept), tested: row.tested };
}

/** The best first; a person decides. */
export interface LearnedSuggestion {
  /** In how many of a hundred items like this the first of them was right. */
  percent: number;
  units: { slug: string; name: Named['name']; words: string[] }[];
}

type Asked = Pick<FeedbackFields, 'language' | 'publicText' | 'shield' | 'raised'>;

/**
 * Which unit the site's own items speak for; undefined while too few are there.
 * @param among slugs; none: all units
 */
async function learnedSuggestion(
  item: Asked,
  { now, among }: { now: Date; among: readonly string[] },
): Promise<LearnedSuggestion | undefined> {
  if (item.shield) return undefined;
  const learned = await known.get(item.language, now, () => readKnown(item.language));
  if (!learned) return undefined;
  const text = `${item.publicText.subject}\n${item.publicText.text}`;
  const there = new Set(unitsInForce(cityDate(now)).map(({ slug }) => slug));
  const suggested = learned.model
    .suggest(text, there.size)
    .filter(({ unit }) => there.has(unit) && (among.length === 0 || among.includes(unit)))
    .filter(({ unit }) => unit !== item.raised?.unit)
    .slice(0, SUGGESTED);
  const units = suggested.flatMap(({ unit }) => {
    const words = learned.model.tellingWords(text, unit, WORDS);
    return words.length > 0 ? [{ slug: unit, name: namedUnit(unit)!.name, words }] : [];
  });
  const [best] = suggested;
  return best && units.length > 0 ? { percent: sureOf(best.score, learned.tested), units } : undefined;
}

/** What to show beside the unit that the catalogue gives: nothing where a regulation decides. */
export async function learnedBeside(
  item: Asked & Pick<FeedbackFields, 'regulation'>,
  suggestion: Suggestion,
  now: Date,
): Promise<LearnedSuggestion | undefined> {
  if (item.regulation && suggestion.unit !== null) return undefined;
  return learnedSuggestion(item, { now, among: suggestion.unit === null ? suggestion.candidates : [] });
}

export async function shouldLearn(now: Date, night: boolean): Promise<boolean> {
  const state = await LearningStateModel.findById('state').lean();
  return isTimeToLearn(state?.learnedAt, now, night);
}

const MONTHS = 12;

/** What was learned and how it does, for coordinators. @throws Forbidden */
export async function learnedUnitsPage({ actor, now }: Context) {
  allow(canScreen(actor));
  const [state, rows] = await Promise.all([
    LearningStateModel.findById('state').lean(),
    LearnedUnitsModel.find({}, { kept: 0 }).sort({ _id: 1 }).lean<LearnedUnits[]>(),
  ]);
  const months = monthsUpTo(cityDate(now).slice(0, 7), MONTHS);
  const counts = await learnedCounts(months);
  return {
    learnedAt: state?.learnedAt,
    confirmed: state?.confirmed ?? 0,
    fewest: FEWEST,
    fewestOfLanguage: FEWEST_OF_LANGUAGE,
    models: rows.map(({ _id, texts, tested }) => ({ language: _id, texts, ...sharesOf(tested) })),
    counted: counts && counts.of > 0 ? sharesOf(counts) : undefined,
  };
}

const sharesOf = ({ of, first, among }: { of: number; first: number; among: number }) => ({
  ...{ of, first: percentOf(first, of), among: percentOf(among, of) },
});
