import type { Context, Language } from '../../platform/context.ts';
import type { Entry } from '../../platform/journal/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { letterModel } from './model.ts';

export interface LetterPreview {
  language: Language;
  subject: string;
  text: string;
}

/**
 * The letter with which the sender gets the answer, of the draft as it was saved: in their language, with links that open
 * nothing. Undefined where no letter will go. Whoever asks may see sender and draft.
 */
export async function answerLetter(context: Context, code: string): Promise<LetterPreview | undefined> {
  const row = await Feedback.findOne({ code }).lean<FeedbackFields>();
  const { site, now } = context;
  if (!row?.answer || !site.showLetter || !(row.raised || row.sender.email)) return undefined;
  const sent: FeedbackFields = { ...row, status: 'answered', closedAt: now };
  const details = { unit: row.unit, late: now > row.dueAt };
  const entry = { name: 'feedback.answered', at: now, details, personal: {} } as unknown as Entry;
  const { language } = row;
  return {
    language,
    ...site.showLetter(context, {
      language,
      view: 'feedback/letters/answered-for-sender',
      model: letterModel(context, sent, { entry, whom: 'sender' }),
      ...(row.raised ? {} : { thread: code }),
    }),
  };
}
