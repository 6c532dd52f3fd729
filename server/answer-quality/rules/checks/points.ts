import type { Finding } from '../types.ts';
import { type Check, finding } from './check.ts';

/** One finding per point without an answer, with a sentence to fill in; with one point only, the verdict says it. */
export const missedPoints: Check = ({ points, material }) => {
  if (points.length < 2) return [];
  return points.flatMap((point, at): Finding[] =>
    point.answered
      ? []
      : [
          {
            ...finding('point_missed', 'point-missed'),
            hint: `point-missed-${material.points[at]!.kind}`,
            values: { n: at + 1, point: shortened(point.text) },
          },
        ],
  );
};

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** "When" was asked and no promised date stands in the answer. */
export const whenWithoutDate: Check = ({ material, sentences, points }) =>
  material.points.flatMap((point, at): Finding[] => {
    if (point.kind !== 'when' || points[at]?.answered) return [];
    const dated = sentences.some(
      ({ reading }) =>
        reading.elements.has('date') && (reading.cues.has('future') || reading.cues.has('due')),
    );
    return dated ? [] : [{ ...finding('unspecific', 'when-without-date'), values: { n: at + 1 } }];
  });
