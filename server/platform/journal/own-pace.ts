import { randomUUID } from 'node:crypto';
import { beat } from '../clock/beat.ts';
import { machineClock } from '../clock/clock.ts';
import { giveUpLeases, heldLeases, LEASE_SECONDS, takeLease } from '../clock/lease.ts';
import type { Context } from '../context.ts';
import { faultDetails, log } from '../log.ts';

const PREFIX = 'carries ';
/** So many chances to renew the lease before it runs out. */
const RENEWALS = 4;

/**
 * A process that carries the entries of its request itself, many thousands together, says so with a lease: recovery in
 * other processes leaves them alone while it lives, however long they wait.
 * @returns ends it
 */
export async function atItsOwnPace({ requestId }: Context): Promise<() => Promise<void>> {
  const holder = randomUUID();
  const renew = () => takeLease(PREFIX + requestId, holder, machineClock.now());
  await renew();
  const stop = beat((LEASE_SECONDS * 1000) / RENEWALS, async () => {
    try {
      await renew();
    } catch (error) {
      log.warn({ ...faultDetails(error) }, 'lease not renewed; tried again');
    }
  });
  return async () => {
    await stop();
    await giveUpLeases(holder);
  };
}

/** Requests whose entries a living process carries by itself. */
export async function requestsAtTheirOwnPace(): Promise<Set<string>> {
  const held = await heldLeases(PREFIX, machineClock.now());
  return new Set(held.map((name) => name.slice(PREFIX.length)));
}
