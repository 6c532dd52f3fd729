import { Conflict, Invalid } from '../../platform/errors.ts';
import { file, seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { itemPage } from '../item-page/queries.ts';
import { againOnItem, showItem } from '../item-page/routes.ts';
import { addEvidence, removeEvidence } from './actions.ts';
import { evidenceFile } from './queries.ts';
import { MOST_EVIDENCE_BYTES } from './rules.ts';
import { evidenceForm } from './schemas.ts';

/** Boxes for every point and action, what stands beside them, and ticks. */
const MOST_ANSWER_FIELDS = 160;

export const evidenceRoutes: Route[] = [
  route({
    method: 'post',
    path: '/feedback/:code/evidence',
    who: ['answer'],
    files: { field: 'file', mostBytes: MOST_EVIDENCE_BYTES, most: 1, mostFields: MOST_ANSWER_FIELDS },
    body: evidenceForm,
    handler: async (visit) => {
      const { context, params, body, files } = visit;
      const code = params.code;
      const chosen = files[0];
      if (!chosen) throw new Invalid({ file: { text: 'errors.field.file-none' } });
      const { boxes, description, ...answer } = body;
      // Whoever looks at an older answer is told so before the form gets the number of the new one.
      if (boxes && Number(answer.version) !== (await itemPage(context, code)).version) throw new Conflict();
      await addEvidence(context, code, { file: chosen, description });
      if (!boxes) return seeOther(`/feedback/${code}`);
      return showItem(visit, code, {
        form: 'answer',
        values: { ...answer, version: undefined, boxes },
        evidenceAdded: chosen.name,
      });
    },
    again: againOnItem('evidence'),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/evidence/:file/removal',
    who: ['answer'],
    handler: async ({ context, params }) => {
      await removeEvidence(context, params.code, { file: params.file });
      return seeOther(`/feedback/${params.code}`);
    },
    again: againOnItem('evidence'),
  }),
  route({
    method: 'get',
    path: '/feedback/:code/evidence/:file',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const { type, bytes, name } = await evidenceFile(context, params.code, params.file);
      return file(type, bytes, name);
    },
  }),
];
