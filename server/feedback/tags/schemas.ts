import Joi from 'joi';
import { line } from '../../platform/web/check.ts';
import { LONGEST_TAG, MOST_TAGS } from './rules.ts';

/** By which an item and an address name a tag. */
export const tagId = () =>
  Joi.string()
    .max(24)
    .pattern(/^[0-9a-f]{24}$/, { name: 'tag' });

export const tagForm = Joi.object<{ name: string }>({ name: line(LONGEST_TAG).min(2).required() });

export const tagsOfItem = Joi.object<{ tags: string[] }>({
  tags: Joi.array().items(tagId()).single().empty('').default([]).max(MOST_TAGS),
});
