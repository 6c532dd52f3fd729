import type { Verdict } from '../rules/types.ts';
import { logit } from './by-name.ts';
import { FOLDS, type Sample } from './sample.ts';
import { train, type Way } from './train.ts';

/**
 * A model of letters that never sees the question: progress that it shares is no progress in reading. Logistic regression
 * on runs of three to five letters, by the same folds.
 */
const WAY: Way = { classes: 3, reach: 5, groupsNeeded: 4, least: 0 };
const RUNS = [3, 4, 5];
/** The last is the reference. */
const VERDICTS: Verdict[] = ['clear', 'vague', 'partial'];

export function answerOnly(samples: Sample[]): Map<Sample, Verdict> {
  const features = runsOf(samples);
  const said = new Map<Sample, Verdict>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = samples.filter((sample) => sample.fold !== fold);
    const [clear, vague] = train(
      rest.map((sample) => ({
        features: features.get(sample)!,
        label: VERDICTS.indexOf(sample.pair.verdict),
        weight: 1,
        group: sample.pair.scenario,
      })),
      WAY,
    );
    for (const sample of samples.filter((each) => each.fold === fold)) {
      const own = features.get(sample)!;
      const logits = [logit(clear!, own), logit(vague!, own), 0];
      said.set(sample, VERDICTS[logits.indexOf(Math.max(...logits))]!);
    }
  }
  return said;
}

/** TF-IDF of runs of letters, each row of length one; all numbers look alike. */
function runsOf(samples: Sample[]): Map<Sample, Map<string, number>> {
  const counts = samples.map(({ pair }) => countsOf(pair.answer));
  const seen = new Map<string, number>();
  for (const row of counts) for (const run of row.keys()) seen.set(run, (seen.get(run) ?? 0) + 1);
  return new Map(
    samples.map((sample, at) => {
      const row = new Map<string, number>();
      for (const [run, count] of counts[at]!)
        row.set(run, (1 + Math.log(count)) * Math.log(samples.length / seen.get(run)!));
      const length = Math.sqrt([...row.values()].reduce((sum, value) => sum + value * value, 0));
      return [sample, new Map([...row].map(([run, value]) => [run, value / length]))];
    }),
  );
}

function countsOf(answer: string): Map<string, number> {
  const text = ` ${answer
    .toLowerCase()
    .replace(/\p{N}+/gu, '0')
    .replace(/\s+/g, ' ')} `;
  const counts = new Map<string, number>();
  for (const length of RUNS)
    for (let at = 0; at + length <= text.length; at++) {
      const run = text.slice(at, at + length);
      counts.set(run, (counts.get(run) ?? 0) + 1);
    }
  return counts;
}
