import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { addTag, removeTag, tagFeedback } from './actions.ts';
import { allTags } from './queries.ts';
import { tagForm, tagId } from './schemas.ts';

const STAFF = ['screen', 'answer'] as const;

export const tagOperations: Operation[] = [
  operation({
    id: 'listTags',
    method: 'get',
    path: '/tags',
    who: STAFF,
    summary: 'The tags that staff put on items, and never anybody else sees',
    result: Joi.object({
      tags: Joi.array().items(Joi.object({ id: Joi.string().required(), name: Joi.string().required() })),
    }).meta({ title: 'Tags' }),
    handler: async () => ({ tags: await allTags() }),
  }),
  operation({
    id: 'addTag',
    method: 'post',
    path: '/tags',
    who: ['screen'],
    summary: 'Add a tag to the list',
    body: tagForm,
    status: 201,
    result: Joi.object({ id: Joi.string().required() }),
    handler: async ({ context, body }) => ({ id: await addTag(context, body) }),
  }),
  operation({
    id: 'removeTag',
    method: 'post',
    path: '/tags/{id}/removal',
    who: ['screen'],
    summary: 'Take a tag out of the list; items lose it',
    result: Joi.object({ id: Joi.string().required() }),
    handler: async ({ context, params: { id } }) => {
      await removeTag(context, id);
      return { id };
    },
  }),
  operation({
    id: 'tagFeedback',
    method: 'post',
    path: '/feedback/{code}/tags',
    who: STAFF,
    summary: 'Put exactly these tags on an item; an empty list takes all away',
    body: Joi.object<{ tags: string[] }>({ tags: Joi.array().items(tagId()).max(60).required() }),
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await tagFeedback(context, params.code, body.tags);
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
