import { compile } from 'html-to-text';
import type { Context, Language } from '../context.ts';
import type { Views } from '../web/views.ts';
import { putInOutbox } from './outbox.ts';

export interface Letter {
  /** Derived from the entry and the reader: `${entry._id}:sender`. */
  id: string;
  to: string;
  language: Language;
  /** View under `views/`: 'feedback/letters/answered'. Its `<title>` is the subject. */
  view: string;
  about?: string;
  model: Record<string, unknown>;
}

export type SendLetter = (context: Context, letter: Letter) => Promise<void>;

const TITLE = /<title>([\s\S]*?)<\/title>/;

// Compiled once: reading the selectors anew for each letter took longer than the letter.
const titleText = compile({ wordwrap: false });
const letterText = compile({
  wordwrap: 76,
  selectors: [
    { selector: 'title', format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    { selector: 'h1', options: { uppercase: false } },
  ],
});

/** Composes subject, HTML and text from one template and puts the letter into the outbox. */
export function letterWriter(views: Views): SendLetter {
  return async (context, letter) => {
    const html = views.render(letter.view, { ...letter.model, now: context.now }, letter.language, 'letter');
    const subject = titleText(TITLE.exec(html)?.[1] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
    const text = letterText(html);
    await putInOutbox({
      _id: letter.id,
      to: letter.to,
      language: letter.language,
      letter: letter.view,
      about: letter.about,
      subject,
      html,
      text,
      createdAt: context.now,
    });
  };
}
