import { cityCalendar } from '../../calendar/index.ts';
import { seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { readDialogue } from '../session/read.ts';
import { heldAt } from '../session/rules/opening.ts';
import { VOTING } from '../session/rules/status.ts';
import { cardsIn, panelOf, publicRoom, sessionIn, sorted } from './room-model.ts';

/** So many are read from the last row of a hall. */
const MOST_ON_SCREEN = 5;

/** What hangs on the wall of the room: nothing but what everybody may read. */
export const screenRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/screen',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const it = await readDialogue(context, params['code']!);
      if (['draft', 'cancelled'].includes(it.status)) return seeOther(`/dialogues/${it.code}`);
      const { n, state } = await publicRoom(it);
      const session = sessionIn(state, it);
      const cards = cardsIn(state, it.code);
      const waiting = sorted(
        cards.filter(({ status }) => status === 'approved'),
        session.order,
      );
      const shown = waiting.filter(({ id }) => id !== session.now).slice(0, MOST_ON_SCREEN);
      const model = {
        ...{ n, session, dialogue: { ...it, ...heldAt(it) }, title: it.title, most: MOST_ON_SCREEN },
        open: VOTING.includes(it.status),
        timeZone: cityCalendar().data.timeZone,
        panel: panelOf(it),
        answering: cards.find(({ id }) => id === session.now),
        // The rest is there too, out of sight: votes may bring it up.
        queue: waiting.map((card) => ({ ...card, hidden: !shown.includes(card) })),
        agenda: it.agenda.map((point, at) => ({ ...point, now: at === session.agendaAt })),
      };
      return { kind: 'page', view: 'dialogues/room/screen', model, status: 200, layout: 'screen' };
    },
  }),
];
