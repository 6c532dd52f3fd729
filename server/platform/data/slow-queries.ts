import { deserialize, serialize } from 'bson';
import type { CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb';
import { type SlowCommand, shapeOf } from '../../embedded-mongo/index.ts';
import { log } from '../log.ts';
import { storeMemory } from './store-memory.ts';

/** From which time on a command counts as slow. */
const SLOW_MS = 100;
/** Each start asks for every index: on a new store only one that takes this long is worth a line. */
const SLOW_INDEX_MS = 10_000;

const seen = storeMemory(() => ({ count: 0 }));

/** One line for a command that took long: what it asked, without the values, and how the store answered. Not a warning:
 * on a busy machine anything is slow for once. */
export function noteSlowQuery(slow: Partial<SlowCommand>): void {
  if (slow.command === 'createIndexes' && (slow.milliseconds ?? 0) < SLOW_INDEX_MS) return;
  seen().count++;
  log.info(slow, 'a slow query');
}

/** How many since the store was connected. */
export function slowQueries(): number {
  return seen().count;
}

type Document = Record<string, unknown>;

/** Watches what the driver sends: for a store that does not tell of itself what took long. */
export function watchSlowQueries(client: MongoClient, slowMilliseconds = SLOW_MS): void {
  const underWay = new Map<number, { command: Document; database: string }>();
  let explaining = false;
  client.on('commandStarted', ({ requestId, command, databaseName }: CommandStartedEvent) => {
    underWay.set(requestId, { command, database: databaseName });
  });
  client.on('commandFailed', ({ requestId }) => void underWay.delete(requestId));
  client.on('commandSucceeded', ({ requestId, duration, reply }: CommandSucceededEvent) => {
    const sent = underWay.get(requestId);
    underWay.delete(requestId);
    if (!sent || duration < slowMilliseconds || sent.command.explain !== undefined) return;
    const slow = {
      ...describe(sent.command),
      returned: returnedBy(reply),
      milliseconds: Math.round(duration),
    };
    if (explaining) {
      noteSlowQuery(slow);
      return;
    }
    explaining = true;
    void planOf(client, sent)
      .then((plan) => noteSlowQuery(plan ? { ...slow, plan } : slow))
      .finally(() => {
        explaining = false;
      });
  });
}

function describe(command: Document): Partial<SlowCommand> {
  const name = Object.keys(command)[0]!;
  const collection = name === 'getMore' ? command.collection : command[name];
  const { documents: _documents, ...rest } = command;
  // As it goes over the line: mongoose hands over arrays that know their document, and so never end.
  const shape = shapeOf(deserialize(serialize(rest)));
  return { command: name, collection: String(collection), shape };
}

function returnedBy(reply: unknown): number {
  const { cursor, n } = reply as { cursor?: { firstBatch?: unknown[]; nextBatch?: unknown[] }; n?: number };
  return (cursor?.firstBatch ?? cursor?.nextBatch)?.length ?? n ?? 0;
}

/** What the store makes of such a command; asked without running it again. */
async function planOf(
  client: MongoClient,
  { command, database }: { command: Document; database: string },
): Promise<string | undefined> {
  const name = Object.keys(command)[0]!;
  if (!['find', 'aggregate', 'count', 'distinct', 'update', 'delete', 'findAndModify'].includes(name))
    return undefined;
  const ofSession = ['lsid', '$db', '$clusterTime', 'writeConcern', 'readConcern', 'txnNumber', 'autocommit'];
  const bare = Object.fromEntries(Object.entries(command).filter(([option]) => !ofSession.includes(option)));
  try {
    const explained = await client.db(database).command({ explain: bare, verbosity: 'queryPlanner' });
    return shownPlan(explained);
  } catch {
    // A store that cannot explain, or a user who may not ask.
    return undefined;
  }
}

/** The stages of the plan that read: `IXSCAN { unit: 1, status: 1 }`, `COLLSCAN`. */
export function shownPlan(explained: unknown): string {
  const stages: string[] = [];
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const { stage, keyPattern } = part as { stage?: unknown; keyPattern?: unknown };
    if (stage === 'COLLSCAN' || stage === 'IDHACK') stages.push(stage);
    else if (typeof stage === 'string' && stage.endsWith('SCAN'))
      stages.push(keyPattern ? `${stage} ${JSON.stringify(keyPattern)}` : stage);
    for (const [name, inner] of Object.entries(part)) if (name !== 'rejectedPlans') look(inner);
  };
  look(explained);
  return stages.join(', ');
}
