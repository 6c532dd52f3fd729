import type { Reaction } from '../../platform/journal/index.ts';
import { applyBatch } from './actions.ts';

/** Values that a crash has cut off between being taken and being shown. */
export const valuesReaction: Reaction = {
  name: 'targets.show-values',
  to: ['targets.values-given'],
  run: ({ subject }) => applyBatch(subject.id),
};
