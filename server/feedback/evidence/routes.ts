import { Invalid } from '../../platform/errors.ts';
import { file, seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { againOnItem } from '../routes/item.ts';
import { MOST_EVIDENCE_BYTES } from '../rules.ts';
import { addEvidence, removeEvidence } from './actions.ts';
import { evidenceFile } from './queries.ts';
import { evidenceForm } from './schemas.ts';

const IN_UNIT = ['official', 'head'] as const;

export const evidenceRoutes: Route[] = [
  route<{ description: string }>({
    method: 'post',
    path: '/feedback/:code/evidence',
    who: IN_UNIT,
    files: { field: 'file', mostBytes: MOST_EVIDENCE_BYTES, most: 1 },
    body: evidenceForm,
    handler: async ({ context, params, body, files }) => {
      const chosen = files[0];
      if (!chosen) throw new Invalid({ file: { text: 'errors.field.file-none' } });
      await addEvidence(context, params['code']!, { file: chosen, description: body.description });
      return seeOther(`/feedback/${params['code']}`);
    },
    again: againOnItem('evidence'),
  }),
  route({
    method: 'post',
    path: '/feedback/:code/evidence/:file/removal',
    who: IN_UNIT,
    handler: async ({ context, params }) => {
      await removeEvidence(context, params['code']!, { file: params['file']! });
      return seeOther(`/feedback/${params['code']}`);
    },
    again: againOnItem('evidence'),
  }),
  route({
    method: 'get',
    path: '/feedback/:code/evidence/:file',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const { type, bytes, name } = await evidenceFile(context, params['code']!, params['file']!);
      return file(type, bytes, name);
    },
  }),
];
