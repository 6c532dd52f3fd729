import { faultDetails, log } from '../log.ts';

/** Does it for one after the other. What fails is told in the log, and left for the next turn of the job. */
export async function eachOf<T>(
  all: Iterable<T>,
  act: (each: T) => Promise<unknown>,
  { about, failure }: { about(each: T): Record<string, unknown>; failure: string },
): Promise<void> {
  for (const each of all)
    try {
      await act(each);
    } catch (error) {
      log.error({ ...about(each), ...faultDetails(error) }, failure);
    }
}
