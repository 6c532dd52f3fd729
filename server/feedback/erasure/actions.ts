import type { Context } from '../../platform/context.ts';
import { loosenFiles, removeFile } from '../../platform/files/index.ts';
import { emptyPersonalParts } from '../../platform/journal/index.ts';
import { followItem } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canSeePublicText } from '../item/policy.ts';
import type { ErasedWhy } from '../item/shapes/erasure.ts';
import { erasedItem, filesToGo, type HeldBy, heldBy } from './erased-item.ts';

/** Objects that mongoose does not look into. */
const MIXED = ['reopening', 'answer', 'earlierAnswers', 'interims'];

/**
 * Erases who sent a closed item and what was not public of it; what everybody could read stays as it was sealed. Whatever
 * a crash cuts off is done anew, for the mark comes after what cannot be found by it: journal, files (loose ones are swept).
 * @returns why nothing has gone
 */
export async function erasePersonal(
  context: Context,
  code: string,
  why: ErasedWhy,
): Promise<HeldBy | undefined> {
  let held: HeldBy | undefined;
  let files: string[] = [];
  await followItem(context, code, async (item) => {
    held = heldBy(item);
    if (held || item.erased) return undefined;
    if (!(await emptyPersonalParts(item))) {
      held = 'under-way';
      return undefined;
    }
    files = filesToGo(item, isOpen(item));
    await loosenFiles(files, context.now);
    item.set(erasedItem(item.toObject(), { open: isOpen(item), at: context.now, why }));
    for (const path of MIXED) item.markModified(path);
    return { name: 'feedback.personal-erased', details: { why } };
  });
  for (const id of files) await removeFile(id);
  return held;
}

const isOpen = (item: FeedbackDocument) => canSeePublicText(item) && item.publishText;
