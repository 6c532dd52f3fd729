import { renderSVG } from 'uqr';
import { NotFound } from '../../platform/errors.ts';
import { file, seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { readDialogue } from '../session/read.ts';
import { codeOf, shortPath } from '../session/short-code.ts';
import { wallParts } from './live-model.ts';
import { groundOf, publicRoom } from './room-model.ts';

const SHORT_CODE = /^\d{2}-\d{1,8}$/;

export const screenRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/screen',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const it = await readDialogue(context, params.code);
      if (['draft', 'cancelled'].includes(it.status)) return seeOther(`/dialogues/${it.code}`);
      const { n, state } = await publicRoom(it);
      const ground = groundOf(context, it, state);
      const address = context.site.publicUrl + shortPath(it.code);
      const shortAddress = address.replace(/^https?:\/\//, '');
      const model = {
        ...wallParts(state, ground),
        ...{ title: it.title, shortAddress },
        live: { n, now: context.now, state, ground, shortAddress },
      };
      const { language } = it;
      return { kind: 'page', view: 'dialogues/room/screen', model, status: 200, layout: 'screen', language };
    },
  }),
  /** The address of a session for the camera of a phone. */
  route({
    method: 'get',
    path: '/dialogues/:code/qr.svg',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const { code } = await readDialogue(context, params.code);
      const address = context.site.publicUrl + shortPath(code);
      return file('image/svg+xml', renderSVG(address, { ecc: 'M', border: 2, pixelSize: 8 }));
    },
  }),
  route({
    method: 'get',
    path: '/d/:short',
    who: 'anyone',
    handler: async ({ context, params }) => {
      if (!SHORT_CODE.test(params.short)) throw new NotFound();
      const { code } = await readDialogue(context, codeOf(params.short));
      return seeOther(`/dialogues/${code}`);
    },
  }),
];
