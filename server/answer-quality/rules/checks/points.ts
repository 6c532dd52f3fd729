import type { Finding } from '../types.ts';
import { type Check, finding } from './check.ts';

/** One finding per point without an answer; with one point only, the verdict says it. */
export const missedPoints: Check = ({ points }) => {
  if (points.length < 2) return [];
  return points.flatMap((point, at): Finding[] =>
    point.answered
      ? []
      : [{ ...finding('point_missed', 'point-missed'), values: { n: at + 1, point: shortened(point.text) } }],
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
