import Joi from 'joi';
import { type PersonalData, personalDataIn } from '../../answer-quality/index.ts';
import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { file, page, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { hideAttachment, publishAttachment } from './actions.ts';
import { attachmentFile, attachmentPage } from './queries.ts';

const WHO = ['screen'] as const;
/** What a browser shows by itself. */
const SHOWN = ['image/jpeg', 'image/png', 'image/webp'];

interface Look {
  seen: 'yes';
}
const look = Joi.object<Look>({ seen: Joi.string().valid('yes').required() });

type Params = { code: string; file: string };

async function showLook(visit: Visit<any, any, any>, typed: Partial<Typed> = {}) {
  const { context } = visit;
  const { code, file: id } = visit.params as Params;
  const attachment = await attachmentPage(context, code, id);
  return page('feedback/attachments/publication', {
    title: translator(context.language)('feedback.attachments.publish.title'),
    code,
    attachment,
    personal: personalInName(attachment.name),
    shows: SHOWN.includes(attachment.type) && !attachment.waits,
    ...typed,
  });
}

/** What may be personal in the name of a file, in whatever language it is: it becomes as public as the file. */
function personalInName(name: string): PersonalData[] {
  const words = name.replace(/\.\w{1,5}$/, '').replace(/[_-]+/g, ' ');
  const found = CONTENT_LANGUAGES.flatMap((language) => personalDataIn(words, language));
  return [...new Map(found.map((each) => [each.words, each])).values()];
}

/** Files of senders. */
export const attachmentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback/:code/attachments/:file',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const { type, bytes, name } = await attachmentFile(context, params['code']!, params['file']!);
      return file(type, bytes, name);
    },
  }),
  route({
    method: 'get',
    path: '/feedback/:code/attachments/:file/publication',
    who: WHO,
    handler: (visit) => showLook(visit),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/attachments/:file/publication',
    who: WHO,
    body: look,
    handler: async ({ context, params }) => {
      await publishAttachment(context, params['code']!, { file: params['file']! });
      return seeOther(`/feedback/${params['code']}#attachments`);
    },
    again: (visit, typed) => showLook(visit, typed),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/attachments/:file/hiding',
    who: WHO,
    handler: async ({ context, params }) => {
      await hideAttachment(context, params['code']!, { file: params['file']! });
      return seeOther(`/feedback/${params['code']}#attachments`);
    },
  }),
];
