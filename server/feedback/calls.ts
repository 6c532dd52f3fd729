import { type LiveCall, liveCall } from '../platform/live/call.ts';
import { checkAnswer } from './actions.ts';
import { type AnswerCheckCall, answerCheckCall } from './schemas.ts';

/** The check of an answer while the official types. */
export const feedbackCalls: LiveCall[] = [
  liveCall<AnswerCheckCall>({
    name: 'answer.check',
    who: ['official', 'head'],
    schema: answerCheckCall,
    handler: async (context, { code, ...draft }) => ({ ...(await checkAnswer(context, code, draft)) }),
  }),
];
