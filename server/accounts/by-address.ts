import type { Language } from '../platform/context.ts';
import { queryTokens } from '../platform/text.ts';
import { AccountModel } from './model.ts';

/** Somebody who may sign in. */
export interface ActiveAccount {
  id: string;
  name: string;
  email: string;
  language: Language;
}

const FIELDS = { name: 1, email: 1, language: 1 };

/** Those of the accounts that are open, by name. */
export async function activeAmong(ids: readonly string[]): Promise<ActiveAccount[]> {
  if (ids.length === 0) return [];
  const rows = await AccountModel.find({ _id: { $in: ids }, status: 'active' }, FIELDS)
    .sort({ sortName: 1, _id: 1 })
    .lean();
  return rows.map(({ _id: id, name, email, language }) => ({ id, name, email, language }));
}

/** Accounts, open and closed, whose name or address has these words. */
export async function accountsNamed(words: string): Promise<string[]> {
  const tokens = queryTokens(words);
  if (tokens.length === 0) return [];
  const rows = await AccountModel.find({ search: { $all: tokens } }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(100)
    .lean();
  return rows.map(({ _id }) => _id);
}

/** Accounts that work for a unit, those that stand in there included; whoever works for the whole city is none. */
export async function accountsOfUnit(unit: string): Promise<Set<string>> {
  const there = { $or: [{ units: unit }, { 'standsInFor.units': unit }] };
  const rows = await AccountModel.find(there, { _id: 1 }).lean();
  return new Set(rows.map(({ _id }) => _id));
}

export async function accountByEmail(email: string): Promise<ActiveAccount | undefined> {
  const row = await AccountModel.findOne({ email, status: 'active' }, FIELDS).lean();
  return row ? { id: row._id, name: row.name, email: row.email, language: row.language } : undefined;
}
