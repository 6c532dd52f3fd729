export { countAgain, countingReaction } from './count.ts';
export { comparingJob, startFigures } from './jobs.ts';
export { allFiguresOf, figuresOf, markedWith } from './read.ts';
export { rebuildFigures } from './rebuild.ts';
export type { Cell, Counts, RowName } from './rules.ts';
export type { CountedSource } from './source.ts';
