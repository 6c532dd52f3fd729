import Joi from 'joi';
import { seeOther } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { castVoice, hasVoice } from './actions.ts';
import { knownPerson, personOf } from './person.ts';

export const voiceRoutes: Route[] = [
  route({
    method: 'post',
    path: '/feedback/:code/voices',
    who: 'anyone',
    body: Joi.object<{ on: boolean }>({ on: Joi.boolean().truthy('yes').falsy('no').required() }),
    handler: async (visit) => {
      const { context, params, body, limits, network } = visit;
      const again = await hasVoice(params.code, knownPerson(visit.cookies));
      if (body.on && !again && context.actor.kind === 'visitor')
        await limits.take('voices', `${network} ${params.code}`);
      await castVoice(context, params.code, { person: personOf(visit), on: body.on });
      return seeOther(`/feedback/${params.code}#concerned`);
    },
  }),
];
