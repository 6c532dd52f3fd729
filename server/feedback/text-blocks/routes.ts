import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { addBlock, changeBlock, removeBlock } from './actions.ts';
import { blockPage, ownBlocks } from './queries.ts';
import { PLACEHOLDERS } from './rules.ts';
import { blockChange, newBlock } from './schemas.ts';

const AT = '/text-blocks';
const labels = {
  name: 'feedback.text-blocks.name',
  text: 'feedback.text-blocks.text',
  language: 'feedback.text-blocks.language',
  unit: 'feedback.facts.unit',
};

async function listPage({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  const groups = await ownBlocks(context);
  return page('feedback/text-blocks/list', {
    ...typed,
    title: translator(context.language)('feedback.text-blocks.title'),
    ...{ groups, labels, form: 'block', placeholders: PLACEHOLDERS, writingLanguages: CONTENT_LANGUAGES },
  });
}

async function onePage({ context, params }: Visit<any, any, 'id'>, typed?: Typed): Promise<Reply> {
  const block = await blockPage(context, params.id);
  return page('feedback/text-blocks/show', {
    ...typed,
    title: `${translator(context.language)('feedback.text-blocks.title')}: ${block.current.name}`,
    ...{ block, labels, form: 'block', placeholders: PLACEHOLDERS },
  });
}

export const textBlockRoutes: Route[] = [
  route({ method: 'get', path: AT, who: ['answer'], handler: (visit) => listPage(visit) }),
  route({
    method: 'post',
    path: AT,
    who: ['answer'],
    body: newBlock,
    handler: async ({ context, body }) => {
      await addBlock(context, body);
      return seeOther(AT);
    },
    again: listPage,
  }),
  route({ method: 'get', path: `${AT}/:id`, who: ['answer'], handler: (visit) => onePage(visit) }),
  route({
    method: 'post',
    path: `${AT}/:id`,
    who: ['answer'],
    body: blockChange,
    handler: async ({ context, params, body }) => {
      await changeBlock(context, params.id, body);
      return seeOther(`${AT}/${params.id}`);
    },
    again: onePage,
  }),
  route({
    method: 'post',
    path: `${AT}/:id/removal`,
    who: ['answer'],
    handler: async ({ context, params }) => {
      await removeBlock(context, params.id);
      return seeOther(AT);
    },
  }),
];
