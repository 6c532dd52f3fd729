import { setImmediate as breath } from 'node:timers/promises';
import { compile } from 'html-to-text';
import type { Context, LetterWords, Site, Trilingual } from '../context.ts';
import type { Views } from '../web/views.ts';
import { addressKey, withoutExcess } from './first-letters.ts';
import { type NewLetter, putInOutbox } from './outbox.ts';
import { threadOf } from './threads.ts';

export interface Letter extends LetterWords {
  /** Derived from the entry and the reader: `${entry._id}:sender`. */
  id: string;
  to: string;
  about?: string;
  /** Nobody knows whether the address belongs to whoever typed it in: such letters are few for each address. */
  first?: boolean;
  /** Where a mail program ends such letters with one press (RFC 8058). */
  stopAt?: string;
}

export type SendLetter = (context: Context, letter: Letter) => Promise<void>;

const TITLE = /<title>([\s\S]*?)<\/title>/;

// Compiled once: reading the selectors anew for each letter took longer than the letter.
const titleText = compile({ wordwrap: false });
const SELECTORS = [
  { selector: 'title', format: 'skip' },
  { selector: 'table.letter-head', format: 'skip' },
  { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
  { selector: 'h1', options: { uppercase: false } },
];
const letterText = compile({ wordwrap: 76, selectors: SELECTORS });
/** Without what a sender or asker has written: that is for those inside. */
const textWithoutOwnWords = compile({
  wordwrap: 76,
  formatters: {
    hidden(_element, _walk, builder) {
      builder.openBlock({ leadingLineBreaks: 2 });
      builder.addInline('•••');
      builder.closeBlock({ trailingLineBreaks: 2 });
    },
  },
  selectors: [...SELECTORS, { selector: 'blockquote.own-words', format: 'hidden' }],
});
/** What stands in a link and opens something: tokens are derived, 43 letters and figures. */
const SECRET = /[\w-]{40,}/g;
const LINK = /https?:\/\/[^\s\]>"]+/g;

export const withoutSecrets = (text: string) => text.replace(LINK, (link) => link.replace(SECRET, '•••'));

/** A letter for whoever looks after the outbox: to be recognised, but opening nothing. */
export function lettersFace({ subject, html }: Pick<NewLetter, 'subject' | 'html'>): {
  subject: string;
  text: string;
} {
  return { subject: withoutSecrets(subject), text: withoutSecrets(textWithoutOwnWords(html)) };
}

/** Letters that go into the outbox in one write. */
const MOST_TOGETHER = 50;

interface Order {
  context: Context;
  letter: Letter;
  done(): void;
  failed(fault: unknown): void;
}

/** What stands around each letter of a site. */
export interface Letterhead {
  city?: Trilingual | undefined;
  siteContact?: Trilingual | undefined;
  /** #rrggbb; absent: the colour that ships. */
  accent?: string;
}

/**
 * Composes subject, HTML and text from one template and puts the letter into the outbox. One letter is composed in a
 * turn, so that requests get theirs between; those that were ordered meanwhile go into the outbox together.
 */
export function letterWriter(views: Views, letterhead: () => Letterhead = () => ({})): SendLetter {
  const waiting: Order[] = [];
  let writing = false;
  const write = async () => {
    writing = true;
    while (waiting.length > 0) await putTogether((order) => compose(views, order, letterhead()), waiting);
    writing = false;
  };
  return (context, letter) =>
    new Promise((done, failed) => {
      waiting.push({ context, letter, done, failed });
      if (!writing) void write();
    });
}

async function putTogether(composeOne: (order: Order) => NewLetter, waiting: Order[]): Promise<void> {
  const composed: { order: Order; row: NewLetter }[] = [];
  for (let order = waiting.shift(); order; order = waiting.shift()) {
    await breath();
    try {
      composed.push({ order, row: composeOne(order) });
    } catch (fault) {
      order.failed(fault);
    }
    if (composed.length >= MOST_TOGETHER) break;
  }
  try {
    await putInOutbox(...(await withoutExcess(composed.map(({ row }) => row))));
    for (const { order } of composed) order.done();
  } catch (fault) {
    for (const { order } of composed) order.failed(fault);
  }
}

/** Shows a letter before it is written: subject and text as they would go now, with links that open nothing. */
export function letterPreview(views: Views, letterhead: () => Letterhead): NonNullable<Site['showLetter']> {
  return (context, letter) => {
    const { subject, text } = draw(views, { context, letter }, letterhead());
    return { subject, text: withoutSecrets(text) };
  };
}

function draw(
  views: Views,
  { context, letter }: { context: Context; letter: LetterWords },
  letterhead: Letterhead,
) {
  const { site } = context;
  const thread = site.mailIn && letter.thread ? threadOf(site, letter.thread) : undefined;
  const around = { accent: '#14603d', ...letterhead, now: context.now, mayReply: !!thread };
  const model = { ...letter.model, ...around };
  const html = views.render(letter.view, model, letter.language, 'letter');
  const subject = titleText(TITLE.exec(html)?.[1] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  return { thread, html, subject, text: letterText(html) };
}

function compose(views: Views, { context, letter }: Order, letterhead: Letterhead): NewLetter {
  const { thread, ...words } = draw(views, { context, letter }, letterhead);
  return {
    _id: letter.id,
    to: letter.to,
    language: letter.language,
    letter: letter.view,
    about: letter.about,
    ...words,
    createdAt: context.now,
    requestId: context.requestId,
    ...(letter.stopAt ? { stopAt: letter.stopAt } : {}),
    ...(thread ? { thread } : {}),
    ...(letter.first ? { firstTo: addressKey(letter.to) } : {}),
  };
}
