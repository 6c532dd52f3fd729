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
    socket: { reconnectStrategy: (tries) => (tries === 0 ? 50 : 500) },
  });
  client.on('error', (error) => log.warn(faultDetails(error), 'Redis does not answer'));
  await client.connect();
  return {
    adapter: createAdapter(client) as ServerOptions['adapter'],
    async close() {
      client.destroy();
    },
  };
}
