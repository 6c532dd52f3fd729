import { seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { readDialogue } from '../session/read.ts';
import { wallParts } from './live-model.ts';
import { groundOf, publicRoom } from './room-model.ts';

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
      const model = {
        ...wallParts(state, ground),
        title: it.title,
        live: { n, now: context.now, state, ground },
      };
      return { kind: 'page', view: 'dialogues/room/screen', model, status: 200, layout: 'screen' };
    },
  }),
];
