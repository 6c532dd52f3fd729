import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import type { ServerOptions } from 'socket.io';
import { faultDetails, log } from '../log.ts';

/** What joins the sockets of several processes over one store. */
export interface Cluster {
  adapter: ServerOptions['adapter'];
  close(): Promise<void>;
}

/** Connects to Redis. @throws when it does not answer: a process that nobody hears must not start */
export async function joinCluster(redisUrl: string): Promise<Cluster> {
  const client = createClient({
    url: redisUrl,
    // What cannot be said now is not worth saying later: the store has the last word.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => (tries === 0 ? 50 : 500) },
  });
  let down = false;
  client.on('error', (error) => {
    if (!down)
      log.warn(faultDetails(error), 'Redis does not answer; rooms of other processes follow by the store');
    down = true;
  });
  client.on('ready', () => {
    down = false;
  });
  await client.connect();
  return {
    adapter: createAdapter(forgiving(client)) as ServerOptions['adapter'],
    async close() {
      client.destroy();
    },
  };
}

/**
 * The adapter lets nobody know when publishing fails, and a rejection that nobody hears would end the process. Its readers
 * ask again at once when they are refused: they have to wait in line for Redis, or they would ask without end.
 */
function forgiving<Client extends { duplicate(wishes: { disableOfflineQueue: boolean }): unknown }>(
  client: Client,
): Client {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'duplicate') return () => target.duplicate({ disableOfflineQueue: false });
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      const bound = value.bind(target) as (...given: unknown[]) => unknown;
      if (name !== 'publish' && name !== 'sPublish') return bound;
      return (...given: unknown[]) => (bound(...given) as Promise<number>).catch(() => 0);
    },
  });
}
