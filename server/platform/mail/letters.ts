import { setImmediate as breath } from 'node:timers/promises';
import { compile } from 'html-to-text';
import type { Context, Language } from '../context.ts';
import type { Views } from '../web/views.ts';
import { type NewLetter, putInOutbox } from './outbox.ts';

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

/** Letters that go into the outbox in one write. */
const MOST_TOGETHER = 50;

interface Order {
  context: Context;
  letter: Letter;
  done(): void;
  failed(fault: unknown): void;
}

/**
 * Composes subject, HTML and text from one template and puts the letter into the outbox. One letter is composed in a
 * turn, so that requests get theirs between; those that were ordered meanwhile go into the outbox together.
 */
export function letterWriter(views: Views): SendLetter {
  const waiting: Order[] = [];
  let writing = false;
  const write = async () => {
    writing = true;
    while (waiting.length > 0) await putTogether(views, waiting);
    writing = false;
  };
  return (context, letter) =>
    new Promise((done, failed) => {
      waiting.push({ context, letter, done, failed });
      if (!writing) void write();
    });
}

async function putTogether(views: Views, waiting: Order[]): Promise<void> {
  const composed: { order: Order; row: NewLetter }[] = [];
  for (let order = waiting.shift(); order; order = waiting.shift()) {
    await breath();
    try {
      composed.push({ order, row: compose(views, order) });
    } catch (fault) {
      order.failed(fault);
    }
    if (composed.length >= MOST_TOGETHER) break;
  }
  try {
    await putInOutbox(...composed.map(({ row }) => row));
    for (const { order } of composed) order.done();
  } catch (fault) {
    for (const { order } of composed) order.failed(fault);
  }
}

function compose(views: Views, { context, letter }: Order): NewLetter {
  const html = views.render(letter.view, { ...letter.model, now: context.now }, letter.language, 'letter');
  const subject = titleText(TITLE.exec(html)?.[1] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    _id: letter.id,
    to: letter.to,
    language: letter.language,
    letter: letter.view,
    about: letter.about,
    subject,
    html,
    text: letterText(html),
    createdAt: context.now,
  };
}
