import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { addTag, removeTag, tagFeedback } from './actions.ts';
import { allTags } from './queries.ts';
import { tagForm, tagsOfItem } from './schemas.ts';

const AT = '/tags';
const WHO = ['screen'] as const;

async function listPage({ context }: Visit<any, any>, typed?: Typed): Promise<Reply> {
  return page('feedback/tags/list', {
    ...typed,
    title: translator(context.language)('feedback.tags.title'),
    ...{ form: 'tag', labels: { name: 'feedback.tags.name' }, tags: await allTags() },
  });
}

export const tagRoutes: Route[] = [
  route({ method: 'get', path: AT, who: WHO, handler: (visit) => listPage(visit) }),
  route({
    method: 'post',
    path: AT,
    who: WHO,
    body: tagForm,
    handler: async ({ context, body }) => {
      await addTag(context, body);
      return seeOther(AT);
    },
    again: listPage,
  }),
  route({
    method: 'post',
    path: `${AT}/:id/removal`,
    who: WHO,
    handler: async ({ context, params }) => {
      await removeTag(context, params.id);
      return seeOther(AT);
    },
  }),
  itemForm<{ tags: string[] }>('tags', {
    who: ['screen', 'answer'],
    body: tagsOfItem,
    act: ({ context, body }, code) => tagFeedback(context, code, body.tags),
  }),
];
