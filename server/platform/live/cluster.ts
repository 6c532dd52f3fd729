import type { ServerOptions } from 'socket.io';
import { faultDetails, log } from '../log.ts';

/** What joins the sockets of several processes over one store. */
export interface Cluster {
  adapter: ServerOptions['adapter'];
  /** The same Redis, by which the processes count as one. */
  counting: object;
  close(): Promise<void>;
}

/** Connects to Redis. @throws when it does not answer: a process that nobody hears must not start */
export async function joinCluster(redisUrl: string): Promise<Cluster> {
  // Read only where it is wanted: most sites are one process, and it takes a tenth of their start.
  const [{ createAdapter }, { createClient }] = await Promise.all([
    import('@socket.io/redis-streams-adapter'),
    import('redis'),
  ]);
  const client = createClient({
    url: redisUrl,
    // What cannot be said now is not worth saying later: the store has the last word.
    disableOfflineQueue: true,
    socket: { reconnectStrategy: (tries) => (tries === 0 ? 50 : 500) },
  });
  const lines = new Lines();
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
    counting: client,
    adapter: createAdapter(forgiving(client, lines)) as ServerOptions['adapter'],
    async close() {
      lines.close();
      client.destroy();
    },
  };
}

/** The adapter's own lines to Redis. It leaves them open, and reads from them without end: the process would never end. */
class Lines {
  readonly #open = new Set<{ isOpen: boolean; destroy(): void }>();
  closed = false;

  add<Client extends object>(line: Client): Client {
    this.#open.add(line as Client & { isOpen: boolean; destroy(): void });
    return line;
  }

  close(): void {
    this.closed = true;
    for (const line of this.#open) if (line.isOpen) line.destroy();
  }
}

/** Whoever asks after the end waits for nothing that holds up the end. */
const never = <T>(): Promise<T> => new Promise<T>(() => {});

/**
 * The adapter lets nobody know when Redis refuses something, and a rejection that nobody hears would end the process. Its
 * readers ask again at once when they are refused: they have to wait in line for Redis, or they would ask without end.
 */
function forgiving<Client extends { duplicate(wishes: { disableOfflineQueue: boolean }): object }>(
  client: Client,
  lines: Lines,
): Client {
  return new Proxy(client, {
    get(target, name) {
      if (name === 'duplicate')
        return () => forgiving(lines.add(target.duplicate({ disableOfflineQueue: false }) as Client), lines);
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      const bound = value.bind(target) as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        if (lines.closed) return never();
        const result = bound(...given);
        if (!(result instanceof Promise)) return result;
        // Published words are lost without harm; whoever waits for another result still hears of the fault.
        const forgiven = result.catch(() => 0);
        if (name === 'publish' || name === 'sPublish') return forgiven;
        return result.catch((fault: unknown) => {
          if (lines.closed) return never();
          throw fault;
        });
      };
    },
  });
}
