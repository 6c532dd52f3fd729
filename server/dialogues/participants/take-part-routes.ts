import { NotFound } from '../../platform/errors.ts';
import { hold } from '../../platform/web/holds.ts';
import { seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { readDialogue } from '../session/read.ts';
import { findParticipant } from './find.ts';
import { participantByToken } from './token.ts';

/** The link in letters: this browser takes part as whoever got the letter. */
export const takePartRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues/:code/take-part/:token',
    who: 'anyone',
    // No token can be guessed, and in a hall many open their letters at once.
    limit: 'room',
    handler: async (visit) => {
      const code = visit.params.code;
      const participant = participantByToken(visit.context.site, code, visit.params.token);
      if (!participant) throw new NotFound();
      await readDialogue(visit.context, code);
      await findParticipant(code, participant);
      hold(visit.cookies, `${code}:${participant}`, { keep: true });
      return seeOther(`/dialogues/${code}`);
    },
  }),
];
