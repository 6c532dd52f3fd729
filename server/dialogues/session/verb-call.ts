import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import type { Context } from '../../platform/context.ts';
import { readDialogue } from './read.ts';
import { DIALOGUE_STATUSES } from './rules/status.ts';

interface VerbCall<Body> {
  id: string;
  /** Below /dialogues/{code}/, as OpenAPI writes it. */
  path: string;
  summary: string;
  who: Operation['who'];
  body?: Joi.ObjectSchema<Body> | undefined;
  act(context: Context, params: Record<string, string>, body: Body): Promise<unknown>;
}

const done = Joi.object({
  code: Joi.string().required(),
  status: Joi.string()
    .valid(...DIALOGUE_STATUSES)
    .required(),
}).meta({ title: 'DialogueState' });

/** Does one thing to a session and answers with how it stands then. */
export function dialogueCall<Body>({ id, path, summary, who, body, act }: VerbCall<Body>): Operation {
  return operation({
    ...{ id, method: 'post', path: `/dialogues/{code}/${path}` as '/dialogues/{code}', who, summary },
    ...(body ? { body } : {}),
    result: done,
    handler: async ({ context, params, body: given }) => {
      await act(context, params, given as Body);
      const { code, status } = await readDialogue(context, params.code);
      return { code, status };
    },
  });
}
