import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { holdFiles, loosenFiles, putFile, removeFile } from '../../platform/files/index.ts';
import { changeItem, checkItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canAnswer } from '../item/policy.ts';
import { MOST_EVIDENCE, MOST_EVIDENCE_BYTES } from './rules.ts';

export interface NewEvidence {
  file: { name: string; bytes: Buffer };
  description: string;
}

export const ADD_EVIDENCE: ItemVerb = {
  entry: 'feedback.evidence-added',
  may: canAnswer,
  refusal: ({ evidence = [] }) =>
    evidence.length < MOST_EVIDENCE ? undefined : { text: 'feedback.evidence.errors.many' },
};

/**
 * Adds a file to the answer that is being written.
 * @returns its id
 * @throws Invalid (field `file`) when it is too large, empty or of no accepted type; Conflict when there are enough
 */
export async function addEvidence(
  context: Context,
  code: string,
  { file, description }: NewEvidence,
): Promise<string> {
  // Asked before anything is stored, and again with the commit.
  await checkItem(context, code, ADD_EVIDENCE);
  if (file.bytes.length > MOST_EVIDENCE_BYTES) {
    const values = { limit: MOST_EVIDENCE_BYTES / 1024 / 1024 };
    throw new Invalid({ file: { text: 'errors.field.file-too-large', values } });
  }
  const stored = await putFile(context, { ...file, owner: code });
  // It goes public with the answer: nothing waits here for a scanner that may find something later.
  if (stored.waits) {
    await removeFile(stored.id);
    throw new Invalid({ file: { text: 'errors.field.file-unchecked' } });
  }
  const by = isStaff(context.actor) ? context.actor.id : '';
  await changeItem(context, code, ADD_EVIDENCE, (item) => {
    const { id, name, type, bytes } = stored;
    item.evidence.push({ id, name, type, bytes, description, by, at: context.now });
    const details = { unit: item.unit, file: stored.id };
    return { details, personal: { name: stored.name, description } };
  });
  // Whatever fails before this leaves a loose file: the sweep asks the item about it.
  await holdFiles([stored.id], code);
  return stored.id;
}

export const REMOVE_EVIDENCE: ItemVerb = { entry: 'feedback.evidence-removed', may: canAnswer };

/** Takes a file away from the answer that is being written, for good. @throws NotFound when it is not there */
export async function removeEvidence(
  context: Context,
  code: string,
  { file }: { file: string },
): Promise<void> {
  await changeItem(context, code, REMOVE_EVIDENCE, async (item) => {
    const found = item.evidence.find(({ id }) => id === file);
    if (!found) throw new NotFound();
    const { name, description } = found;
    await loosenFiles([file], context.now);
    item.evidence = item.evidence.filter(({ id }) => id !== file);
    return { details: { unit: item.unit, file }, personal: { name, description } };
  });
  await removeFile(file);
}

/** What one unit gathered goes with its draft: the next one answers for itself. */
export async function dropEvidence(item: FeedbackDocument, now: Date): Promise<void> {
  const ids = item.evidence.map(({ id }) => id);
  await loosenFiles(ids, now);
  item.evidence = [];
}
