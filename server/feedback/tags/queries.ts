import { Tag, type TagFields } from './model.ts';

export interface TagShown {
  id: string;
  name: string;
}

/** All that can be chosen, by name. */
export async function allTags(): Promise<TagShown[]> {
  const rows = await Tag.find({ removedAt: null }, { name: 1 }).lean<Pick<TagFields, '_id' | 'name'>[]>();
  return rows
    .map(({ _id: id, name }) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'vi'));
}

/** The names of what items carry. */
export async function tagNames(): Promise<Map<string, string>> {
  return new Map((await allTags()).map(({ id, name }) => [id, name]));
}
