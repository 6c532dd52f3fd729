export { countAgain, countingReaction } from './count.ts';
export { comparingJob, startFigures } from './jobs.ts';
export { allFiguresOf, facesMarked, figuresOf, markedWith } from './read.ts';
export { rebuildFigures } from './rebuild.ts';
export { type Cell, type Counts, type RowName, rowId } from './rules.ts';
export type { CountedSource } from './source.ts';
