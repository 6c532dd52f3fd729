import MongoStore from 'connect-mongo';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import mongoose from 'mongoose';
import { machineClock } from '../clock/clock.ts';

declare module 'express-session' {
  interface SessionData {
    accountId: string;
    /** Of the account when the session began; "sign out everywhere" raises the account's. */
    epoch: number;
    /** Milliseconds since 1970: however much the session is used. */
    endsAt: number;
  }
}

export const SESSION_HOURS = 12;

export interface Sessions {
  /** Opens the session that a request's cookie names. A visitor's request has none, and pays for none. */
  handler: RequestHandler;
  /** Gives a visitor's request an empty session: for signing in. */
  begin(request: Request, response: Response): Promise<void>;
  /** It is in the store: nobody has ended it. */
  stands(id: string): Promise<boolean>;
}

/** Sessions of people signed in, kept in the store. */
export function sessions(secret: string, secure: boolean): Sessions {
  const name = secure ? '__Host-sid' : 'sid';
  const store = MongoStore.create({
    client: mongoose.connection.getClient() as never,
    collectionName: 'sessions',
    ttl: SESSION_HOURS * 3600,
    touchAfter: 600,
    autoRemove: 'native',
  });
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
    begin: (request, response) =>
      new Promise((resolve, reject) =>
        open(request, response, (fault?: unknown) => (fault ? reject(fault) : resolve())),
      ),
  };
}
