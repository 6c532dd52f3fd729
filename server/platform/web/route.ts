import type Joi from 'joi';
import type { Context, Permission } from '../context.ts';
import type { Refusal, Text } from '../errors.ts';
import type { FileFault, FormFile, Upload } from '../files/index.ts';
import type { Language } from '../i18n/languages.ts';
import type { Act } from '../second-person/act.ts';
import type { Limit, Limits } from './limits.ts';
import type { Reply } from './reply.ts';
import type { OpenSession } from './sessions.ts';
import type { UploadRule } from './uploads.ts';

/** Who may knock: everybody, everybody signed in, or whoever has one of the permissions. The policy in the action has the last word. */
export type Who = 'anyone' | 'staff' | readonly Permission[];

export interface SessionDoor {
  /** Starts a fresh session for the account; unless it is said otherwise, the password was given just now. */
  signIn(accountId: string, epoch: number, proven?: boolean): Promise<void>;
  signOut(): Promise<void>;
  /** The password or a code was given in the last minutes. */
  proven(): boolean;
  noteProof(): Promise<void>;
  /** Whose tries of a proof are counted together. */
  tries(): string;
  /** Of the same account, this one included. */
  all(): Promise<OpenSession[]>;
  /** Ends some of them, and what is open in their browsers. @returns how many */
  end(chosen: (session: OpenSession) => boolean): Promise<number>;
}

export interface CookieDoor {
  /** Signed; a forged one reads as absent. */
  read(name: string): string | undefined;
  write(
    name: string,
    value: string,
    options: { maxAgeSeconds?: number | 'until-closed'; path?: string },
  ): void;
  clear(name: string, path?: string): void;
}

/** Names after a colon in a path: `'code' | 'question'` of `/dialogues/:code/questions/:question`. */
export type NameIn<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer After}`
    ? Name | NameIn<`/${After}`>
    : Rest extends `${infer Name}.${string}`
      ? Name
      : Rest
  : never;

/** `Name`: of the parts of its address that vary. */
export interface Visit<
  Body = Record<string, unknown>,
  Query = Record<string, unknown>,
  Name extends string = never,
> {
  context: Context;
  params: Record<Name, string>;
  query: Query;
  body: Body;
  /** Files that came with the form; only where the route takes them. */
  files: Upload[];
  /** Those of a form that keeps them: what came now and what it brought before, stored and loose. */
  kept: FormFile[];
  /** What came now and cannot be taken. */
  fileFaults: FileFault[];
  /** Path and query of the request. */
  address: string;
  /** The site whose script asks, where a browser says it. */
  origin?: string | undefined;
  /** What counts as one address of the caller. */
  network: string;
  /** For what counts itself. */
  limits: Limits;
  session: SessionDoor;
  cookies: CookieDoor;
}

/** A form that is shown again: what was typed, and why it was refused. */
export interface Typed {
  values: Record<string, unknown>;
  /** By field name; empty when the refusal concerns no single field. */
  errors: Record<string, Text>;
  /** Absent: nothing is wrong, the form is wanted in another language. */
  refusal?: Refusal;
}

export interface Route<Body = any, Query = any, Path extends string = string> {
  method: 'get' | 'post';
  path: Path;
  who: Who;
  body?: Joi.ObjectSchema<Body>;
  query?: Joi.ObjectSchema<Query>;
  /** The form may be multipart and bring files. Read only for those whom `who` admits. */
  files?: UploadRule;
  /**
   * 'passwords', 'keys', 'links' for what could be tried: wrong ones count. 'letters' for what makes the system write.
   * 'room' for what a hall full of people does behind one address. Posts count as writes by themselves, but for 'itself'.
   */
  limit?: Limit;
  /** A program or another site sends it, without a form of ours: what it brings opens, and no cookie adds to it. */
  fromElsewhere?: true;
  /** What comes is signed by somebody whom we trust: no proof of work beside it, also while the guard is strict. */
  provesItself?: true;
  /** A form of several parts: whether only the next part is shown, and nothing is written. */
  onlyShows?(body: Record<string, unknown>): boolean;
  /** A refusal, as the programs read it that ask here. */
  refused?(refusal: Refusal, language: Language): Reply;
  /** A sensitive act: whoever is signed in gives the password or a code again, when the last proof is too old. */
  proof?: true;
  /** Where the city says so, a second person approves what comes through this door. */
  acts?: readonly Act[];
  /** With 'room': whom of the hall it is, when that is known; counted before the address. */
  person?(visit: Pick<Visit<Body, Query, NameIn<Path>>, 'context' | 'params'>): string | undefined;
  /** Also while the site is closed for writing: without signing in nobody could open it again. */
  whileClosed?: true;
  handler(visit: Visit<Body, Query, NameIn<Path>>): Promise<Reply>;
  /** Shows the form again, with what was typed. Every form in which people type something has it. */
  again?(visit: Visit<Record<string, unknown>, Query, NameIn<Path>>, typed: Typed): Promise<Reply>;
}

/** Keeps the types of path, body and query together with the handler. */
export function route<
  const Path extends string,
  Body = Record<string, unknown>,
  Query = Record<string, unknown>,
>(route: Route<Body, Query, Path>): Route {
  return route;
}
