import MongoStore from 'connect-mongo';
import type { RequestHandler } from 'express';
import session from 'express-session';
import mongoose from 'mongoose';

declare module 'express-session' {
  interface SessionData {
    accountId: string;
    /** Of the account when the session began; "sign out everywhere" raises the account's. */
    epoch: number;
  }
}

export const SESSION_HOURS = 12;

/** Sessions of people signed in, kept in the store. Visitors have none. */
export function sessions(secret: string, secure: boolean): RequestHandler {
  return session({
    name: secure ? '__Host-sid' : 'sid',
    secret,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: SESSION_HOURS * 3_600_000 },
    store: MongoStore.create({
      client: mongoose.connection.getClient() as never,
      collectionName: 'sessions',
      ttl: SESSION_HOURS * 3600,
      touchAfter: 600,
      autoRemove: 'native',
    }),
  });
}
