import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { registerParticipant } from './register.ts';
import * as schemas from './schemas.ts';

export const participantOperations: Operation[] = [
  operation({
    id: 'registerParticipant',
    method: 'post',
    path: '/dialogues/{code}/participants',
    who: 'anyone',
    limit: 'room',
    summary:
      'Register somebody for a session. The token asks questions here, and votes over the live line; keep it secret: whoever shows it takes part in that name',
    body: schemas.registration,
    status: 201,
    result: Joi.object({ token: Joi.string().required() }),
    handler: async ({ context, params, body }) => {
      const { token } = await registerParticipant(context, params.code, body);
      return { token };
    },
  }),
];
