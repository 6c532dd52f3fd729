import type { Job } from '../clock/scheduler.ts';
import { faultDetails, log } from '../log.ts';
import { FigureBatchModel, type FigureState } from './model.ts';
import { editionsOf, type Going, noteWhole, type Rebuilt, rebuildFigures } from './rebuild.ts';
import type { CountedSource } from './source.ts';

const COMPARE_EVERY_MS = 20 * 3_600_000;
/** Once in a day, however the hours fall. */
const COMPARE_AT_THE_LATEST_MS = 30 * 3_600_000;

function readState(): Promise<FigureState | null> {
  return FigureBatchModel.collection.findOne<FigureState>({ _id: 'state' } as object);
}

/** Compares the figures with the documents each night, mends what differs and tells it. */
export function comparingJob(
  sources: readonly CountedSource[],
  isNight: (now: Date) => boolean,
  going: Going = {},
): Job {
  return {
    name: 'figures.compare',
    everySeconds: 900,
    async run({ now }) {
      const state = await readState();
      const age = state ? now.getTime() - state.comparedAt.getTime() : Number.POSITIVE_INFINITY;
      const wanted = age > COMPARE_AT_THE_LATEST_MS || (age > COMPARE_EVERY_MS && isNight(now)) || age < 0;
      if (wanted) tell(await rebuildFigures(sources, now, going));
    },
  };
}

function tell(rebuilt: Rebuilt | undefined): void {
  if (!rebuilt) return;
  const { documents, recounted, mended } = rebuilt;
  if (recounted === 0 && mended.length === 0) return;
  log.warn(
    { documents, recounted, mended: mended.length, rows: mended.slice(0, 20) },
    'figures were wrong and are mended',
  );
}

/**
 * Before the first request: an empty store has its figures; those of a store from before there were any, or of another
 * edition, are counted while the site runs. @returns stops that
 */
export async function startFigures(
  sources: readonly CountedSource[],
  now: Date,
): Promise<() => Promise<void>> {
  const state = await readState();
  if (state?.editions === editionsOf(sources)) return async () => {};
  const some = await Promise.all(sources.map((source) => source.idsAfter(null, 1)));
  if (some.every((ids) => ids.length === 0)) {
    await noteWhole(sources, now);
    return async () => {};
  }
  await FigureBatchModel.collection.deleteOne({ _id: 'state' } as object);
  let stopped = false;
  const going: Going = { stopped: () => stopped };
  const counting = rebuildFigures(sources, now, going)
    .then((rebuilt) => rebuilt && log.info({ documents: rebuilt.documents }, 'figures are counted'))
    .catch((error) =>
      log.error(faultDetails(error), 'figures could not be counted; the next start tries again'),
    );
  return async () => {
    stopped = true;
    await counting;
  };
}
