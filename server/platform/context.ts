import type { Clock } from './clock/clock.ts';
import type { ScanFile } from './files/scanner.ts';
import type { Language, Trilingual } from './i18n/languages.ts';
import type { MailIn } from './mail/threads.ts';
import type { IdentityProvider } from './outbound/identity-provider.ts';
import { type Permission, permissionRow, type Role } from './permissions.ts';
import type { SiteTokens } from './secrets.ts';
import type { Trace } from './trace.ts';
import type { Refusals } from './web/guard.ts';

/** Who acts, when, in which language: the first argument of every action and query. */
export {
  CONTENT_LANGUAGES,
  type ContentLanguage,
  contentLanguage,
  type Language,
  type Trilingual,
  textIn,
} from './i18n/languages.ts';
export { LANGUAGES } from './i18n/page-languages.ts';
export { type Permission, ROLES, type Role, UNIT_ROLES } from './permissions.ts';

/** Someone without an account. `holds` are the codes of items whose receipt key this person has shown. */
export interface Visitor {
  kind: 'visitor';
  holds: string[];
}

/** Someone signed in, or a program with a bearer token (then `scopes` narrows what it may call). */
export interface Staff {
  kind: 'staff';
  id: string;
  name: string;
  email: string;
  roles: Role[];
  /** What roles of the city's own add. */
  grants?: readonly Permission[];
  /** Slugs of the units the account works for, those it stands in for included. Empty: the whole city. */
  units: string[];
  /** All units of the account, where a token is narrowed to some: what is kept from one of them stays kept. */
  allUnits?: string[];
  scopes?: string[];
  /** The second person, where an act took two. */
  approvedBy?: { id: string; name: string };
}

/** A job or a reaction of the server itself. */
export interface System {
  kind: 'system';
  id: string;
}

export type Actor = Visitor | Staff | System;

export interface Context {
  site: Site;
  actor: Actor;
  now: Date;
  language: Language;
  requestId: string;
}

/** One site, as `createApp` makes it. Two of them can run in one process. */
export interface Site {
  clock: Clock;
  /** https://phan-anh.hanoi.example */
  publicUrl: string;
  tokens: SiteTokens;
  catalogue: Catalogue;
  pageParts: PageParts;
  /** In the order in which it is read. */
  menu: MenuItem[];
  /** Calls of the API that change something and need somebody signed in; a token may be made for some of them. */
  calls?: { id: string; summary: string }[];
  /** Where staff may sign in besides here; absent: nowhere. */
  staffProvider?: IdentityProvider | undefined;
  /** Where senders may prove their e-mail address; absent: nowhere. */
  citizenProvider?: IdentityProvider | undefined;
  /** Tries that are counted; absent beside the server. */
  limits?: { forget(kind: 'account', whose: string): Promise<void> };
  /** Who was refused by limits, in this process; absent beside the server. */
  guarded?: GuardedSite;
  /** Absent where people and items are real. */
  demo?: DemoSite | undefined;
  /** Looks for viruses in what people upload; absent: nobody does. */
  scanFile?: ScanFile | undefined;
  /** Networks inside that may be called. */
  inside?: readonly string[] | undefined;
  /** Where people can write to; absent: letters to the city are not read here. */
  mailIn?: MailIn | undefined;
  /** Shows a letter before it is written; absent: a command beside the server. */
  showLetter?: ((context: Context, letter: LetterWords) => { subject: string; text: string }) | undefined;
  /** Messages go to telephones: calling code of the city; absent: they do not. */
  sms?: { country: string } | undefined;
  /** Whoever follows requests through the program is told by it; absent: nobody does. */
  trace?: Trace | undefined;
  /** How the server does that runs this site, for whoever looks after it; absent: a command beside it. */
  server?: ServerState;
}

/** What a letter is drawn from. */
export interface LetterWords {
  language: Language;
  /** View under `views/`: 'feedback/letters/answered'. Its `<title>` is the subject. */
  view: string;
  model: Record<string, unknown>;
  /** Code of the item to which a reply belongs. */
  thread?: string;
}

/** `strict`: strangers prove work from the first form. `off`: what is beside guessing is counted, and not refused. */
export type GuardMode = 'on' | 'strict' | 'off';

/** What the page of limits reads and does in this process. */
export interface GuardedSite {
  refusals: Refusals;
  limits: { forget(kind: string, whose: string): Promise<void> };
  /** Whether what other processes count is counted here too. */
  counts: 'alone' | 'together' | 'apart';
}

export interface ServerState {
  /** What became of each job in this process. */
  jobs(): {
    name: string;
    everySeconds: number;
    begunAt?: Date;
    endedAt?: Date;
    failures: number;
    fault?: string | undefined;
  }[];
  /** What browsers did not carry out on our pages, by directive of the policy; since this process runs. */
  policyReports(): { directive: string; count: number; lastAt: Date }[];
  /** Of the nightly backups; undefined: there are none. */
  backup(
    now: Date,
  ): Promise<{ ok: boolean; madeAt?: Date | undefined; fault?: string | undefined } | undefined>;
  /** Version of the program and of Node, which store, since when it runs, room on the disk of the data. */
  about(): Promise<{
    version: string;
    node: string;
    store: 'embedded' | 'mongodb';
    startedAt: Date;
    freeBytes: number | undefined;
  }>;
  /** Letters leave the outbox. */
  sendsLetters: boolean;
  mailFrom: string;
}

interface NamedInCatalogue {
  slug: string;
  name: Trilingual;
}

export type ReadingKind = 'item' | 'file' | 'list' | 'break-glass' | 'audit-file';

export interface NotedReading {
  what: ReadingKind;
  /** Of the item. */
  code?: string;
}

/** Which document holds a file. */
export interface FileHolder {
  owner: string;
  /** Nothing may tell from whose session it came. */
  unsigned?: boolean;
}

/** Names that features below units, regulations and items must know. */
export interface Catalogue {
  unitsOn(date: string): NamedInCatalogue[];
  unit(slug: string): NamedInCatalogue | undefined;
  regulation(slug: string): NamedInCatalogue | undefined;
  kinds: readonly string[];
  /** Seal, colour and contact of the site. */
  brand?(): { number: number; seal: boolean; accent: string | null; contact: Trilingual | null };
  /** Languages of the pages that are offered; absent: all. */
  languages?(): readonly Language[];
  /** Why nobody but administrators can write now; undefined: the site is open. */
  closed?(): Trilingual | undefined;
  /** How the limits of the site are kept; absent: on. */
  guard?(): GuardMode;
  /** What is told on top of every page now. */
  notice?(now: Date): Trilingual | undefined;
  /** Notes that somebody reads what is not public. */
  noteReading?(context: Context, reading: NotedReading): void;
  /** Who holds a file that no item has, for the sweep. */
  fileHolder?(id: string): Promise<FileHolder | undefined>;
  /** For which acts the city asks for two people, and how many besides some could be the second one. */
  secondPerson?: {
    rule(now: Date): { acts: readonly string[]; hours: number };
    others(permission: Permission, besides: readonly string[]): Promise<number>;
  };
  /** What each unit has in hand and has answered, by slug; undefined while it is being counted. */
  unitLoads(): Promise<ReadonlyMap<string, UnitLoad> | undefined>;
}

export interface UnitLoad {
  open: number;
  answered: number;
  inTime: number;
}

/** What other features show on a page: a view and the model for it; undefined leaves it out. */
export interface PagePart<Subject> {
  view: string;
  model(context: Context, subject: Subject): Promise<Record<string, unknown> | undefined>;
}

/** What the parts of a page are about: the feature of the page adds a line (`declare module`). */
// biome-ignore lint/suspicious/noEmptyInterface: features fill it
export interface PageSubjects {}

export type PageParts = { [Page in keyof PageSubjects]?: PagePart<PageSubjects[Page]>[] };

export interface MenuItem {
  href: string;
  /** Key of its text. */
  text: string;
  /** Where it stands among the others: 10, 20, … */
  place: number;
  /** Staff who have it in a menu of their own; absent: it is in the menu of everybody. */
  who?: 'staff' | readonly Permission[];
  /** Their daily work: on a phone the others stand folded. What is rarely opened stands so in most windows. */
  daily?: true;
  rare?: true;
  /** Staff who have it among those; absent: all. */
  only?(context: Context): Promise<boolean>;
  /** How many things wait there for the actor; undefined while that is not known. */
  waiting?(context: Context): Promise<number | undefined>;
}

/** What the sign-in page of the demo offers: called by that page only. */
export interface DemoSite {
  people(): {
    name: string;
    email: string;
    password: string;
    role: string | Trilingual;
    units: Trilingual[];
  }[];
  units(): { slug: string; name: Trilingual }[];
}

export function isStaff(actor: Actor): actor is Staff {
  return actor.kind === 'staff';
}

/** What somebody's roles allow, and roles of the city's own beside them. */
export function allows({ roles, grants }: Pick<Staff, 'roles' | 'grants'>, permission: Permission): boolean {
  return (
    !!grants?.includes(permission) || permissionRow(permission).roles.some((each) => roles.includes(each))
  );
}

/** True when a signed-in actor has one of the permissions; the system and visitors have none. */
export function may(actor: Actor, ...permissions: Permission[]): boolean {
  return isStaff(actor) && permissions.some((each) => allows(actor, each));
}

/** True when the actor works for the unit. Roles decide what that allows. */
export function worksFor(actor: Actor, unit: string | null | undefined): boolean {
  return isStaff(actor) && !!unit && actor.units.includes(unit);
}

export function systemContext(site: Site, id: string, now = site.clock.now()): Context {
  return { site, actor: { kind: 'system', id }, now, language: 'vi', requestId: id };
}
