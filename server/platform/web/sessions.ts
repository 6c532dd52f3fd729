import MongoStore from 'connect-mongo';
import type { Request, RequestHandler, Response } from 'express';
import session, { type SessionData } from 'express-session';
import mongoose from 'mongoose';
import { machineClock } from '../clock/clock.ts';
import { faultDetails, log } from '../log.ts';
import { once } from '../once.ts';
import { hashSecret } from '../secrets.ts';
import type { Device } from './device.ts';

declare module 'express-session' {
  interface SessionData {
    accountId: string;
    /** Of the account when the session began; "sign out everywhere" raises the account's. */
    epoch: number;
    /** Milliseconds since 1970: however much the session is used. */
    endsAt: number;
    begunAt: number;
    /** When the password or a code was last given. */
    provedAt: number;
    /** Where it began: what counts as one address, and the browser in plain words. */
    network: string;
    device: Device;
  }
}

export const SESSION_HOURS = 12;

/** As the store keeps it, without what opens it. */
export interface OpenSession {
  /** Tells it from others; opens nothing. */
  id: string;
  begunAt: Date | undefined;
  /** Within ten minutes. */
  lastSeenAt: Date | undefined;
  network: string | undefined;
  device: Device | undefined;
  /** The one that asks. */
  current: boolean;
}

export interface Sessions {
  /** Opens the session that a request's cookie names. A visitor's request has none, and pays for none. */
  handler: RequestHandler;
  /** Gives a visitor's request an empty session: for signing in. */
  begin(request: Request, response: Response): Promise<void>;
  /** Those of the account of this request that still hold, the last used first. */
  like(request: Request): Promise<OpenSession[]>;
  /** Ends those that are chosen. @returns their keys in the store */
  endLike(request: Request, chosen: (session: OpenSession) => boolean): Promise<string[]>;
  /** It is in the store: nobody has ended it. */
  stands(id: string): Promise<boolean>;
}

const COLLECTION = 'sessions';

interface SessionRow {
  _id: string;
  session: Partial<SessionData>;
  expires: Date;
  lastModified?: Date;
}

function shownSession(
  { _id, session: { begunAt, network, device }, lastModified }: SessionRow,
  own: string,
): OpenSession {
  return {
    id: hashSecret(_id),
    begunAt: begunAt ? new Date(begunAt) : undefined,
    lastSeenAt: lastModified,
    ...{ network, device },
    current: _id === own,
  };
}

/** Sessions of people signed in, kept in the store. */
export function sessions(secret: string, secure: boolean): Sessions {
  const name = secure ? '__Host-sid' : 'sid';
  const store = MongoStore.create({
    client: mongoose.connection.getClient() as never,
    collectionName: COLLECTION,
    ttl: SESSION_HOURS * 3600,
    touchAfter: 600,
    autoRemove: 'native',
    // Kept as a document, so that those of an account can be found; until then it was one text.
    serialize: (kept) => JSON.parse(JSON.stringify(kept)),
    unserialize: (kept) => (typeof kept === 'string' ? JSON.parse(kept) : kept) as never,
  });
  const rows = mongoose.connection.collection<SessionRow>(COLLECTION);
  const indexed = once(() =>
    rows
      .createIndex({ 'session.accountId': 1 })
      .catch((error) => log.warn(faultDetails(error), 'sessions have no index by account')),
  );
  const rowsLike = async ({ session: own, sessionID }: Request) => {
    if (!own?.accountId) return [];
    await indexed();
    const now = machineClock.now();
    const found = await rows
      .find({ 'session.accountId': own.accountId, expires: { $gt: now } })
      .sort({ lastModified: -1, _id: 1 })
      .toArray();
    return found
      .filter(({ session: { epoch, endsAt = Infinity } }) => epoch === own.epoch && endsAt > now.getTime())
      .map((row) => ({ key: row._id, shown: shownSession(row, sessionID) }));
  };
  const open = session({
    name,
    secret,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: SESSION_HOURS * 3_600_000 },
    store,
  });
  const over = ({ endsAt = Infinity }: { endsAt?: number }) => endsAt <= machineClock.now().getTime();
  return {
    handler: (request, response, next) => {
      if (!request.headers.cookie?.includes(`${name}=`)) return next();
      open(request, response, (fault?: unknown) => {
        // A browser forgets its cookie by then; others may keep it.
        if (!fault && request.session && over(request.session)) return request.session.destroy(next);
        next(fault);
      });
    },
    stands: (id) =>
      new Promise((resolve, reject) =>
        store.get(id, (fault, found) => (fault ? reject(fault) : resolve(Boolean(found)))),
      ),
    like: async (request) => (await rowsLike(request)).map(({ shown }) => shown),
    async endLike(request, chosen) {
      const keys = (await rowsLike(request)).filter(({ shown }) => chosen(shown)).map(({ key }) => key);
      await rows.deleteMany({ _id: { $in: keys } });
      return keys;
    },
    begin: (request, response) =>
      new Promise((resolve, reject) =>
        open(request, response, (fault?: unknown) => (fault ? reject(fault) : resolve())),
      ),
  };
}
