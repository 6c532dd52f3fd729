import type { Job } from '../../platform/clock/scheduler.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { readSeed } from '../../platform/seed.ts';
import { EndedRow } from './model.ts';
import { documentsWith, type EndedRule, endedWith, type LegalDocument } from './rules.ts';

/** Laws with their names, and what has ended or stands in no regulation: the catalogue names only those in force. */
function shipped(): LegalDocument[] {
  return readSeed<{ documents: LegalDocument[] }>('legal-documents').documents;
}

const made = (recorded: EndedRule[]) => ({
  rules: endedWith(shipped(), recorded),
  documents: documentsWith(shipped(), recorded),
});

const memory = storeMemory(() => made([]));

/** All that has a last day, also one that lies ahead; the newest first. */
export function endedRules(): readonly EndedRule[] {
  return memory().rules;
}

/** A new array whenever something was recorded. */
export function legalDocuments(): readonly LegalDocument[] {
  return memory().documents;
}

/** The last day of a procedure, where it has one. */
export function endOfRegulation(slug: string): EndedRule | undefined {
  return endedRules().find(({ kind, name }) => kind === 'procedure' && name === slug);
}

/** Its last day has passed: what was handed in about it stays, nobody hands in anything new. @param date yyyy-mm-dd */
export function isEnded({ slug }: { slug: string }, date: string): boolean {
  const end = endOfRegulation(slug);
  return !!end && end.endedOn < date;
}

export async function loadEnded(): Promise<void> {
  const rows = await EndedRow.find({ takenBackAt: null }, { pending: 0 }).sort({ _id: 1 }).lean();
  const recorded = rows.map(({ _id, kind, name, endedOn, replacedBy, recordedAt, recordedBy }) => ({
    ...{ key: _id, kind, name, endedOn, replacedBy },
    recorded: { at: recordedAt, by: recordedBy },
  }));
  const next = made(recorded);
  // Who reads it by the array makes much of it: another one only for another content.
  if (JSON.stringify(next.rules) !== JSON.stringify(memory().rules)) Object.assign(memory(), next);
}

/** So that every process knows what was recorded in another. */
export const endedJob: Job = {
  name: 'regulations.read-ended',
  everySeconds: 30,
  everyProcess: true,
  run: loadEnded,
};
