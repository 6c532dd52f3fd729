import Joi from 'joi';
import { cityDate } from '../../calendar/index.ts';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { NotFound } from '../../platform/errors.ts';
import { regulationOf } from '../../regulations/index.ts';
import { QUESTION_KINDS } from '../item/rules/procedure-questions.ts';
import { questionsAsked } from './queries.ts';
import { wording } from './schemas.ts';

export const procedureQuestionOperations: Operation[] = [
  operation({
    id: 'listProcedureQuestions',
    method: 'get',
    path: '/regulations/{slug}/questions',
    who: 'anyone',
    summary:
      'What the office in charge asks whoever writes about a procedure; replies go with submitFeedback',
    result: Joi.object({
      questions: Joi.array()
        .items(
          Joi.object({
            id: Joi.string().required(),
            kind: Joi.string()
              .valid(...QUESTION_KINDS)
              .required(),
            words: wording.required(),
            choices: Joi.array().items(wording).required(),
            required: Joi.boolean().required(),
          }),
        )
        .required(),
    }).meta({ title: 'ProcedureQuestions' }),
    handler: async ({ context, params }) => {
      if (!regulationOf(params.slug)) throw new NotFound();
      const asked = await questionsAsked(params.slug, cityDate(context.now));
      return { questions: asked.map(({ from: _from, until: _until, ...question }) => question) };
    },
  }),
];
