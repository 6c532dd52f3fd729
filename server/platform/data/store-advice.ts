import type { MongoClient } from 'mongodb';
import { StoreRefused } from './migrations/state.ts';

/** Snapshot sessions came with it; what else is used is older (docs/mongodb.md). */
export const OLDEST_SERVER = '5.0';

interface Hello {
  setName?: string;
  msg?: string;
}

/** Undefined for the store that comes along. */
async function serverOf(client: MongoClient): Promise<{ hello: Hello; version: string } | undefined> {
  const admin = client.db('admin');
  const [hello, build] = await Promise.all([
    admin.command({ hello: 1 }) as Promise<Hello>,
    admin.command({ buildInfo: 1 }),
  ]);
  return build['gitVersion'] === 'embedded' ? undefined : { hello, version: String(build['version']) };
}

/** As numbers: 10.0 is newer than 9.0. */
function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((each) => each.split('.').map(Number)) as [number[], number[]];
  return one[0]! < other[0]! || (one[0] === other[0] && one[1]! < other[1]!);
}

/** @throws StoreRefused for a server that is too old, and for one that is no member of a replica set */
export async function refuseUnfitStore(client: MongoClient): Promise<void> {
  const server = await serverOf(client);
  if (!server) return;
  const { hello, version } = server;
  if (isOlder(version, OLDEST_SERVER))
    throw new StoreRefused(
      `MONGODB_URI leads to MongoDB ${version}. Version ${OLDEST_SERVER} or later is needed (docs/mongodb.md).`,
    );
  if (!hello.setName && hello.msg !== 'isdbgrid')
    throw new StoreRefused(
      `MONGODB_URI leads to a single MongoDB ${version}. A replica set of version ${OLDEST_SERVER} or later is needed: it keeps what people were told is kept when a disk is lost, and backups read it at one moment. One member is enough to begin with: start mongod with --replSet rs0 and run rs.initiate() (docs/mongodb.md).`,
    );
}

/** What of a store that was given by its address would cost a city data or hours, in a sentence each. */
export async function storeAdvice(client: MongoClient): Promise<string[]> {
  if (!(await serverOf(client)) || client.options.retryWrites !== false) return [];
  return [
    'MONGODB_URI says retryWrites=false: what people send in the moment in which the replica set changes its primary fails',
  ];
}

function hostsOf(uri: string): string {
  const written = uri
    .replace(/^[^/]*\/\//, '')
    .replace(/^[^/]*@/, '')
    .split(/[/?]/, 1)[0]!;
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/**
 * Why no store was reached, so that whoever has typed its address knows what to look at. The address may hold a password:
 * its hosts alone are told.
 */
export function whyUnreached(error: unknown, uri: string): unknown {
  const { name = '', code, message = '' } = error as { name?: string; code?: unknown; message?: string };
  const hosts = hostsOf(uri);
  const told = (text: string) => new Error(text, { cause: error });
  if (code === 18)
    return told(
      `The store at ${hosts} refuses the user or the password of its address (${message}). The user may be kept in another database: add authSource=admin to the address then.`,
    );
  if (/ServerSelectionError$/.test(name) || code === 'ENOTFOUND')
    return told(
      `No store answers at ${hosts} (${message}). Is it running, does this machine reach it, and is the name of the replica set right?`,
    );
  if (NOT_UNDERSTOOD.includes(name))
    return new StoreRefused(
      `The address of the store cannot be understood${tellable(message, uri) ? ` (${message})` : ''}. It is written mongodb://USER:PASSWORD@HOST:27017,HOST:27017/city?replicaSet=rs0, with signs of the password as %2F for /, %40 for @, %3A for :, %3F for ?, %23 for #, %25 for % (docs/mongodb.md).`,
      { cause: error },
    );
  return error;
}

/** What the driver calls an address, or an option in it, that it cannot read. */
const NOT_UNDERSTOOD = [
  ...['MongoParseError', 'MongoInvalidArgumentError', 'MongoMissingCredentialsError'],
  ...['MongoRuntimeError', 'MongoAPIError', 'TypeError', 'URIError'],
];

/** Words about an address that has no password, or about an option by its name alone. */
function tellable(message: string, uri: string): boolean {
  return !uri.includes('@') || /^options? [\w, ]+ (is|are) not supported$/.test(message);
}
