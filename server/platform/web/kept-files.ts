import type { Request } from 'express';
import type { Invalid } from '../errors.ts';
import { filesOfMarks, keepUploads } from '../files/index.ts';
import type { Visit } from './route.ts';
import type { UploadRule } from './uploads.ts';

/** Field with the mark of a file that is here already; and a button that changes nothing but the files. */
const FILE_MARK = '_file';
const FILES_BUTTON = '_files';
const REMOVE = 'remove:';
const MOST_MARKS = 20;

const textsIn = (value: unknown): string[] =>
  [value].flat().filter((each): each is string => typeof each === 'string');

/** Whether the form was sent for its files alone: to add those chosen, or to remove one. */
export function onlyFiles(request: Request): boolean {
  return textsIn(request.body?.[FILES_BUTTON]).length > 0;
}

/** Stores what has come with the form, beside what it brought before; the visit has both. */
export async function keepFiles(rule: UploadRule, visit: Visit, request: Request): Promise<void> {
  const removed = textsIn(request.body?.[FILES_BUTTON]).map((each) => each.slice(REMOVE.length));
  const sent = textsIn(request.body?.[FILE_MARK]).slice(0, MOST_MARKS);
  const before = (await filesOfMarks(visit.context, sent)).filter(({ id }) => !removed.includes(id));
  visit.kept = before.slice(0, rule.most);
  if (visit.files.length === 0) return;
  const { marks, faults } = await keepUploads(visit.context, visit.files, rule.most - visit.kept.length);
  visit.kept = [...visit.kept, ...(await filesOfMarks(visit.context, marks))];
  visit.fileFaults = faults;
}

/** What is wrong with the files, under the name of their field. */
export function fileErrors({ field }: UploadRule, { fileFaults }: Visit): Invalid['fields'] {
  if (fileFaults.length === 0) return {};
  const [first] = fileFaults;
  const values = { ...first!.values, name: first!.name };
  return { [field]: fileFaults.length === 1 ? { ...first!, values } : { text: 'errors.field.files' } };
}
