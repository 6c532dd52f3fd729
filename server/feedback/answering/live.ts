import { type LiveCall, liveCall } from '../../platform/live/call.ts';
import { checkAnswer } from './actions.ts';
import { type AnswerCheckCall, answerCheckCall } from './schemas.ts';

/** The check of an answer while the official types. */
export const feedbackCalls: LiveCall[] = [
  liveCall<AnswerCheckCall>({
    name: 'answer.check',
    who: ['answer'],
    schema: answerCheckCall,
    // Of a draft that has been typed on since, nobody wants to know any more.
    newest: ({ code, reading }) => `${short(code)} ${short(reading)}`,
    handler: async (context, { code, ...draft }) => ({ ...(await checkAnswer(context, code, draft)) }),
  }),
];

const short = (given: unknown): string => (typeof given === 'string' ? given.slice(0, 40) : '');
