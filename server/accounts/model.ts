import { type HydratedDocument, Schema } from 'mongoose';
import type { Language, Role } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import { foldedWords, searchTokens } from '../platform/text.ts';
import type { Absence, AccountStatus, Passkey } from './rules.ts';

/** Someone this account stands in for now: kept here so that a request needs one read to know its reach. */
export interface StandsInFor {
  account: string;
  name: string;
  units: string[];
  roles: Role[];
  /** Last civil day of the absence. */
  to: string;
}

/** An app that shows codes (TOTP). */
export interface Factor {
  /** Sealed with a key that is derived from SESSION_SECRET. */
  secret: string;
  since: Date;
  /** Of the last code that was used; written without a journal entry. */
  lastStep: number;
  /** Hashes of the recovery codes that are left. */
  recovery: string[];
}

export interface AccountFields extends Journalled {
  _id: string;
  name: string;
  email: string;
  language: Language;
  status: AccountStatus;
  roles: Role[];
  /** Roles of the city's own, by id; absent in accounts from before there were any. */
  ownRoles?: string[];
  /** Slugs. Empty: the whole city. */
  units: string[];
  /** argon2id; absent until the invitation is taken up. */
  passwordHash?: string;
  passwordChangedAt?: Date;
  /** Sessions begun and tokens made in an earlier epoch are worth nothing. */
  epoch: number;
  /** When the epoch last changed. */
  sessionsEndedAt?: Date;
  factor?: Factor | null;
  passkeys: Passkey[];
  /** At the identity provider of the city; `key` is a hash of issuer and subject. */
  identity?: { key: string; issuer: string; since: Date } | null;
  invitation?: { hash: string; expiresAt: Date } | null;
  absence?: Absence | null;
  standsInFor: StandsInFor[];
  /** Civil day; written once a day, without a journal entry. */
  lastSignInDay?: string;
  search: string[];
  sortName: string;
  createdAt: Date;
  /** Closed long ago: address and ways of signing in are gone. */
  personalErasedAt?: Date;
}

export type Account = HydratedDocument<AccountFields>;

const part = { _id: false } as const;

const schema = new Schema<AccountFields>({
  _id: String,
  name: { type: String, required: true },
  email: { type: String, required: true },
  language: { type: String, required: true },
  status: { type: String, required: true },
  roles: [String],
  ownRoles: { type: [String], default: undefined },
  units: [String],
  passwordHash: String,
  passwordChangedAt: Date,
  epoch: { type: Number, default: 0 },
  sessionsEndedAt: Date,
  factor: {
    type: new Schema({ secret: String, since: Date, lastStep: Number, recovery: [String] }, part),
    default: null,
  },
  passkeys: { type: [Schema.Types.Mixed], default: [] } as never,
  identity: { type: new Schema({ key: String, issuer: String, since: Date }, part), default: null },
  invitation: { type: new Schema({ hash: String, expiresAt: Date }, part), default: null },
  absence: { type: new Schema({ from: String, to: String, deputy: String }, part), default: null },
  standsInFor: {
    type: [new Schema({ account: String, name: String, units: [String], roles: [String], to: String }, part)],
    default: [],
  },
  lastSignInDay: String,
  search: [String],
  sortName: String,
  createdAt: Date,
  personalErasedAt: Date,
});
schema.index({ email: 1 }, { unique: true });
schema.index({ 'invitation.hash': 1 }, { sparse: true });
schema.index({ roles: 1, status: 1 });
schema.index({ ownRoles: 1, status: 1 });
schema.index({ search: 1 });
schema.index({ sortName: 1, _id: 1 });
schema.index({ 'identity.key': 1 }, { sparse: true });
schema.index({ 'passkeys.id': 1 }, { sparse: true });
schema.index({ 'absence.deputy': 1 }, { sparse: true });
schema.index({ 'absence.to': 1 }, { sparse: true });
schema.index({ 'standsInFor.account': 1 }, { sparse: true });
schema.pre('save', function () {
  if (!this.isModified('name') && !this.isModified('email')) return;
  this.search = searchTokens(`${this.name} ${this.email}`);
  this.sortName = sortNameOf(this.name);
});

export const AccountModel = journalledModel<AccountFields>('Account', 'accounts', schema);

/** Vietnamese lists go by the given name, which comes last: 'Nguyễn Thị An' → 'an nguyen thi'. */
function sortNameOf(name: string): string {
  const words = foldedWords(name);
  return [...words.slice(-1), ...words.slice(0, -1)].join(' ');
}

/** Every session and every token of the account ends when it is saved. */
export function endSessionsOf(account: Account, now: Date): void {
  account.epoch += 1;
  account.sessionsEndedAt = now;
}

/** Someone who can sign in, by address. */
export function activeByEmail(email: string): Promise<Account | null> {
  return AccountModel.findOne({ email, status: 'active' });
}

/** @throws NotFound */
export async function accountById(id: string): Promise<Account> {
  const account = await AccountModel.findById(id);
  if (!account) throw new NotFound();
  return account;
}
