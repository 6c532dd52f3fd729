import { setImmediate as breath } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { cityDate } from '../../calendar/index.ts';
import { monthsUpTo } from '../../city/months.ts';
import type { Named } from '../../city/named.ts';
import { percentOf } from '../../city/percent.ts';
import { CONTENT_LANGUAGES, type Context } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { allow } from '../../platform/errors.ts';
import { keepNewest } from '../../platform/newest.ts';
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
  learnedAt: Date;
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
  return { model: new KeptUnitModel(kept), learnedAt: row.learnedAt, tested: row.tested };
}

/** The best first; a person decides. */
export interface LearnedSuggestion {
  /** In how many of a hundred items like this the first of them was right. */
  percent: number;
  units: { slug: string; name: Named['name']; words: string[] }[];
}

type Asked = Pick<FeedbackFields, 'language' | 'publicText' | 'shield' | 'raised'>;

/** Slugs of units that may be suggested; none: all that there are. */
type Among = readonly string[];

const knownOf = (language: string, now: Date) => known.get(language, now, () => readKnown(language));
const unitsOn = (now: Date) => new Set(unitsInForce(cityDate(now)).map(({ slug }) => slug));
const wordsOfItem = ({ publicText }: Pick<Asked, 'publicText'>) =>
  `${publicText.subject}\n${publicText.text}`;

/** Which unit the site's own items speak for; undefined where none does. */
function speaksFor(
  item: Asked,
  { model, tested }: Known,
  { there, among }: { there: ReadonlySet<string>; among: Among },
): LearnedSuggestion | undefined {
  const text = wordsOfItem(item);
  const suggested = model
    .suggest(text, there.size)
    .filter(({ unit }) => there.has(unit) && (among.length === 0 || among.includes(unit)))
    .filter(({ unit }) => unit !== item.raised?.unit)
    .slice(0, SUGGESTED);
  const units = suggested.flatMap(({ unit }) => {
    const words = model.tellingWords(text, unit, WORDS);
    return words.length > 0 ? [{ slug: unit, name: namedUnit(unit)!.name, words }] : [];
  });
  const [best] = suggested;
  return best && units.length > 0 ? { percent: sureOf(best.score, tested), units } : undefined;
}

/** Nothing is learned of where a regulation decides, nor of who goes on with what is about the conduct of a unit. */
function amongOf(
  item: Pick<FeedbackFields, 'regulation'> & Pick<Asked, 'shield'>,
  suggestion: Suggestion,
): Among | undefined {
  if (item.shield || (item.regulation && suggestion.unit !== null)) return undefined;
  return suggestion.unit === null ? suggestion.candidates : [];
}

/** What to show beside the unit that the catalogue gives: nothing where a regulation decides, or too few items are there. */
export async function learnedBeside(
  item: Asked & Pick<FeedbackFields, 'regulation'>,
  suggestion: Suggestion,
  now: Date,
): Promise<LearnedSuggestion | undefined> {
  const among = amongOf(item, suggestion);
  const learned = among && (await knownOf(item.language, now));
  return learned && speaksFor(item, learned, { there: unitsOn(now), among });
}

/** The first of those that are suggested at the item, for its row in a list. */
export interface LearnedInRow {
  slug: string;
  name: Named['name'];
  percent: number;
}

/** Some thousand letters take ten milliseconds: a page works out no more than this; the others wait for the next look. */
const MOST_LETTERS_OF_PAGE = 40_000;
/** After so many texts others get their turn. */
const AT_ONCE = 5;
const MOST_ROWS = 2_000;

/** What was worked out for an item; `of` tells from what. */
interface InRow {
  of: string;
  first: LearnedInRow | undefined;
}
const rowsKnown = storeMemory(() => new Map<string, InRow>());

type RowAsked = Pick<
  FeedbackFields,
  '_id' | 'version' | 'language' | 'publicText' | 'regulation' | 'shield' | 'raised'
>;

/**
 * The first suggested unit of each row where no regulation decides; by the id of the item. As long as the item, what was
 * learned and the day are the same, it is worked out once. 'later': enough was worked out for this page.
 */
export async function learnedInRows(
  rows: readonly { item: RowAsked; suggestion: Suggestion }[],
  now: Date,
): Promise<Map<string, LearnedInRow | 'later'>> {
  const found = new Map<string, LearnedInRow | 'later'>();
  const there = unitsOn(now);
  let letters = 0;
  let texts = 0;
  for (const { item, suggestion } of rows) {
    const among = amongOf(item, suggestion);
    const learned = among && (await knownOf(item.language, now));
    if (!learned) continue;
    const id = String(item._id);
    const of = [item.version, learned.learnedAt.getTime(), cityDate(now), ...among].join(' ');
    const before = rowsKnown().get(id);
    let first = before?.first;
    if (before?.of !== of || (first && !there.has(first.slug))) {
      if (letters >= MOST_LETTERS_OF_PAGE) {
        found.set(id, 'later');
        continue;
      }
      letters += wordsOfItem(item).length;
      if (texts++ % AT_ONCE === AT_ONCE - 1) await breath();
      first = firstOf(speaksFor(item, learned, { there, among }));
      keepNewest(rowsKnown(), [id, { of, first }], MOST_ROWS);
    }
    if (first) found.set(id, first);
  }
  return found;
}

function firstOf(learned: LearnedSuggestion | undefined): LearnedInRow | undefined {
  const [unit] = learned?.units ?? [];
  return unit && { slug: unit.slug, name: unit.name, percent: learned!.percent };
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
