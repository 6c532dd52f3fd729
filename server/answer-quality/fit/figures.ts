import { decide, sharesOf } from '../rules/decide.ts';
import type { Limits, Verdict } from '../rules/types.ts';
import { numbersFrom } from './boost.ts';
import type { Outside } from './judge.ts';
import { LANGUAGES, type Sample } from './sample.ts';

/** A figure with the bounds in which 95 of 100 drawings of groups fall. */
export type Figure = [value: number, low: number, high: number];
export type FigureTable = Record<string, Record<string, Figure | null>>;

interface Said {
  sample: Sample;
  verdict: Verdict;
  answered: boolean[];
}

const DRAWINGS = 400;
const VERDICTS: Verdict[] = ['clear', 'partial', 'vague'];

export function macroF1(rows: { meant: Verdict; said: Verdict }[]): number {
  const scores = VERDICTS.map((verdict) => {
    const meant = rows.filter((row) => row.meant === verdict).length;
    const said = rows.filter((row) => row.said === verdict).length;
    const hit = rows.filter((row) => row.meant === verdict && row.said === verdict).length;
    return meant + said === 0 ? 0 : (2 * hit) / (meant + said);
  });
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

type Measure = (rows: Said[]) => number;

const shareWith =
  (test: (said: Said) => boolean): Measure =>
  (rows) =>
    rows.filter(test).length / Math.max(1, rows.length);

function groupsOf(rows: Said[]): Said[][] {
  const groups = new Map<string, Said[]>();
  for (const row of rows) {
    const known = groups.get(row.sample.pair.scenario);
    if (known) known.push(row);
    else groups.set(row.sample.pair.scenario, [row]);
  }
  return [...groups.values()];
}

/** Draws groups with replacement, the same drawings each time. */
function figureOf(rows: Said[], measure: Measure): Figure | null {
  if (rows.length === 0) return null;
  const groups = groupsOf(rows);
  const random = numbersFrom(1);
  const values = Array.from({ length: DRAWINGS }, () =>
    measure(groups.flatMap(() => groups[Math.floor(random() * groups.length)]!)),
  ).sort((a, b) => a - b);
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  const bound = (share: number) => rounded(values[Math.floor(share * (DRAWINGS - 1))]!);
  return [rounded(measure(rows)), bound(0.025), bound(0.975)];
}

interface Judged {
  samples: Sample[];
  outside: Map<Sample, Outside>;
  limits: Limits;
  /** What a model says that sees the answer alone. */
  blind: Map<Sample, Verdict>;
}

const made = (wanted: Sample['pair']['made'], verdict?: Verdict) => (said: Said) =>
  said.sample.pair.made === wanted && (verdict === undefined || said.sample.pair.verdict === verdict);
const SHORT = { vi: 45, en: 32, ru: 32 };
const isShort = ({ pair }: Sample) => pair.answer.split(/\s+/u).length <= SHORT[pair.language];
/** Written with the check in view, or labelled by their origin alone: they tell less than those by other hands. */
const isOwn = ({ pair }: Sample) => /-own\d|^ukp-/.test(pair.scenario);

/** How good the check is on rows whose groups it has not seen, by language. */
export function figuresOf({ samples, outside, limits, blind }: Judged): FigureTable {
  const all = samples
    .filter((sample) => outside.has(sample) && !isOwn(sample))
    .map((sample) => ({ sample, ...decidedBy(outside.get(sample)!, limits) }));
  const written = all.filter(made('contrast'));
  const first = new Map(written.map((said) => [said.sample.pair.answer, said]));
  const clearAlone = all.filter(
    ({ sample }) => sample.pair.made === 'stranger' && first.get(sample.pair.answer)?.verdict === 'clear',
  );
  const caught = all
    .filter(made('padded', 'vague'))
    .filter(({ sample: { pair } }) =>
      written.some(
        ({ sample, verdict }) =>
          verdict === 'vague' &&
          sample.pair.question === pair.question &&
          pair.answer.includes(sample.pair.answer),
      ),
    );
  const f1: Measure = (rows) =>
    macroF1(rows.map(({ sample, verdict }) => ({ meant: sample.pair.verdict, said: verdict })));
  const blindF1: Measure = (rows) =>
    macroF1(rows.map(({ sample }) => ({ meant: sample.pair.verdict, said: blind.get(sample)! })));
  const counted = written.filter(({ sample: { pair } }) => pair.answered.length > 0);
  const rows: [string, Said[], Measure][] = [
    ['macro-F1', written, f1],
    ['macro-F1 of the answer-only model', written, blindF1],
    ['clear judged vague', written.filter(made('contrast', 'clear')), shareWith(isVague)],
    ['vague judged vague', written.filter(made('contrast', 'vague')), shareWith(isVague)],
    ['caught vague freed by two empty sentences', caught, shareWith((said) => !isVague(said))],
    [
      'clear that stays clear under a stranger’s question',
      clearAlone,
      shareWith(({ verdict }) => verdict === 'clear'),
    ],
    ['padded vague that escapes', all.filter(made('padded', 'vague')), shareWith((said) => !isVague(said))],
    [
      'vague answers joined, not vague',
      all.filter(made('joined', 'vague')),
      shareWith((said) => !isVague(said)),
    ],
    [
      'short clear judged vague',
      written.filter(made('contrast', 'clear')).filter(({ sample }) => isShort(sample)),
      shareWith(isVague),
    ],
    ['answered points, mean error', counted, meanError],
  ];
  return Object.fromEntries(
    rows.map(([name, own, measure]) => [
      name,
      Object.fromEntries(
        LANGUAGES.map((language) => [
          language,
          figureOf(
            own.filter(({ sample }) => sample.pair.language === language),
            measure,
          ),
        ]),
      ),
    ]),
  );
}

const isVague = ({ verdict }: Said) => verdict === 'vague';

const meanError: Measure = (rows) => {
  const given = (answered: boolean[]) => answered.filter(Boolean).length;
  const errors = rows.map(({ sample, answered }) => Math.abs(given(answered) - given(sample.pair.answered)));
  return errors.reduce((a, b) => a + b, 0) / Math.max(1, errors.length);
};

function decidedBy({ leaning: [clear, vague], shares }: Outside, limits: Limits) {
  return decide({
    leaning: [clear - limits.clearStrictness, vague - limits.vagueStrictness],
    points: shares,
    allYetPartial: limits.allYetPartial,
  });
}

const RIGHT = 0.9;

/**
 * From which share on a verdict is said with certainty: of all that lean so far or further, nine in ten are right. 1 where
 * that is never so.
 */
export function sureFrom(samples: Sample[], outside: Map<Sample, Outside>, limits: Limits): number {
  const rows = samples
    .filter((sample) => sample.pair.made === 'contrast' && !isOwn(sample))
    .map((sample) => {
      const [clear, vague] = outside.get(sample)!.leaning;
      const shares = sharesOf([clear - limits.clearStrictness, vague - limits.vagueStrictness]);
      const share = Math.max(...shares);
      return { share, right: VERDICTS[shares.indexOf(share)] === sample.pair.verdict };
    })
    .sort((a, b) => b.share - a.share);
  let [right, from] = [0, 1];
  for (const [at, row] of rows.entries()) {
    if (row.right) right++;
    if (at >= 20 && right / (at + 1) >= RIGHT) from = row.share;
  }
  return Math.ceil(from * 100) / 100;
}
