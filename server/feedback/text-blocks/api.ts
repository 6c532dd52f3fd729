import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { addBlock, changeBlock, removeBlock } from './actions.ts';
import { blockPage, ownBlocks } from './queries.ts';
import { blockChange, newBlock } from './schemas.ts';

const who = ['answer'] as const;

const row = {
  id: Joi.string().required(),
  unit: Joi.string().required(),
  language: Joi.string()
    .valid(...CONTENT_LANGUAGES)
    .required(),
  name: Joi.string().required(),
  text: Joi.string().required(),
};
const block = Joi.object({ ...row, version: Joi.number().required() }).meta({ title: 'TextBlock' });

async function shown(context: Parameters<typeof blockPage>[0], id: string) {
  const { unit, language, version, current } = await blockPage(context, id);
  return { id, unit: unit!.slug, language, version, name: current.name, text: current.text };
}

export const textBlockOperations: Operation[] = [
  operation({
    id: 'listTextBlocks',
    method: 'get',
    path: '/text-blocks',
    who,
    summary: 'The words that one’s units keep for their answers',
    result: Joi.object({ blocks: Joi.array().items(Joi.object(row)).required() }),
    handler: async ({ context }) => {
      const groups = await ownBlocks(context);
      return {
        blocks: groups.flatMap(({ blocks }) =>
          blocks.map(({ _id: id, unit, language, name, text }) => ({ id, unit, language, name, text })),
        ),
      };
    },
  }),
  operation({
    id: 'getTextBlock',
    method: 'get',
    path: '/text-blocks/{id}',
    who,
    summary: 'One of them, with the version that a change names',
    result: block,
    handler: ({ context, params }) => shown(context, params.id),
  }),
  operation({
    id: 'addTextBlock',
    method: 'post',
    path: '/text-blocks',
    who,
    summary: 'Keep words for the answers of a unit',
    body: newBlock,
    status: 201,
    result: block,
    handler: async ({ context, body }) => shown(context, await addBlock(context, body)),
  }),
  operation({
    id: 'changeTextBlock',
    method: 'post',
    path: '/text-blocks/{id}',
    who,
    summary: 'Change them; 409 when somebody else has, since that version',
    body: blockChange,
    result: block,
    handler: async ({ context, params, body }) => {
      await changeBlock(context, params.id, body);
      return shown(context, params.id);
    },
  }),
  operation({
    id: 'removeTextBlock',
    method: 'post',
    path: '/text-blocks/{id}/removal',
    who,
    summary: 'Take them out of use',
    result: Joi.object({ id: Joi.string().required() }),
    handler: async ({ context, params: { id } }) => {
      await removeBlock(context, id);
      return { id };
    },
  }),
];
