import { cityTimeZone } from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import { type Context, isStaff, textIn } from '../../platform/context.ts';
import { formatDate } from '../../platform/i18n/dates.ts';
import { type Translate, translator } from '../../platform/i18n/texts.ts';
import { drawPdf, type PdfLine } from '../../platform/pdf.ts';
import { allUnits } from '../../units/index.ts';
import type { ShownAnswer } from '../answering/queries.ts';
import { timelineRows } from './model.ts';
import { itemPage } from './queries.ts';
import type { ItemPage } from './shape.ts';

/** What the lines are made with. */
interface Pen {
  t: Translate;
  name(named: Named | undefined): string | undefined;
  day(at: Date): string;
  moment(at: Date): string;
}

function penOf({ language }: Context): Pen {
  return {
    t: translator(language),
    name: (named) => textIn(named?.name, language),
    day: (at) => formatDate(at, 'date', language, cityTimeZone()),
    moment: (at) => formatDate(at, 'moment', language, cityTimeZone()),
  };
}

/**
 * An item as one document for the paper archive: as much of it as the reader sees on its page. Whoever sees it from
 * inside gets all of it, with the sender; everybody else what is public.
 */
export async function caseFile(context: Context, code: string): Promise<Buffer> {
  const { title, author, lines } = await caseText(context, code);
  return drawPdf({ language: context.language, title, author, at: context.now, lines, foot: code });
}

/** The same before it is drawn. */
export async function caseText(
  context: Context,
  code: string,
): Promise<{ title: string; author: string; lines: PdfLine[] }> {
  const item = await itemPage(context, code);
  const pen = penOf(context);
  const city = allUnits().find(({ kind }) => kind === 'city');
  const author = textIn(city?.name, context.language) ?? pen.t('site.name');
  const title = pen.t('feedback.case.title', { code });
  return { title, author, lines: [...linesOf(context, item, { pen, author })] };
}

function* linesOf(
  { site, now, actor, language }: Context,
  item: ItemPage,
  { pen, author }: { pen: Pen; author: string },
): Generator<PdfLine> {
  const { t, moment } = pen;
  const { inside, own } = item;
  const written = inside?.language ?? own?.language ?? item.language ?? language;
  const subject = inside?.publicText.subject ?? item.subject ?? own?.original.subject;
  yield { text: author };
  yield { text: t('feedback.case.title', { code: item.code }), size: 18, bold: true, tag: 'H1' };
  if (subject) yield { text: subject, size: 13, bold: true, language: written };
  const edition = inside ? 'inside' : own ? 'own' : 'public';
  yield { text: t(`feedback.case.edition.${edition}`), gap: 0.1 };
  const by = isStaff(actor) ? { by: actor.name } : {};
  const made = { at: moment(now), url: `${site.publicUrl}/feedback/${item.code}`, ...by };
  yield { text: t(by.by ? 'feedback.case.made-by' : 'feedback.case.made', made), gap: 1 };
  yield* factLines(item, pen);
  if (inside) yield* senderLines(inside, pen);
  yield* wordLines(item, pen, written);
  yield* talkLines(item, pen, written);
  yield* answerLines(item, pen, written);
  yield* appealLines(item, pen, written);
  yield* paperLines(item, pen, written);
  if (inside) yield* noteLines(inside, pen);
  yield* happenedLines(item, pen);
}

const heading = (text: string): PdfLine => ({ text, size: 13, bold: true, tag: 'H2' });

function* facts(rows: [string, string | undefined | null][]): Generator<PdfLine> {
  for (const [label, value] of rows) if (value) yield { text: `${label}: ${value}`, gap: 0.15 };
}

function* factLines(item: ItemPage, { t, name, moment, day }: Pen): Generator<PdfLine> {
  const { inside, own, apology } = item;
  const kind = item.kind ?? inside?.kind;
  yield heading(t('feedback.show.facts'));
  yield* facts([
    [
      t('feedback.list.status'),
      inside ? t(`feedback.statuses.${inside.status}`) : t(`feedback.labels.${item.label}`),
    ],
    [t('feedback.facts.kind'), kind && t(`feedback.kinds.${kind}`)],
    [t('feedback.facts.about'), name(item.regulation)],
    [t('feedback.facts.unit'), name(item.unit)],
    [t('feedback.raising.by'), name(item.raisedBy ?? own?.raisedBy)],
    [t('feedback.facts.assignee'), inside?.assignee],
    [t('feedback.list.ward'), name(own?.ward)],
    [t('feedback.facts.channel'), inside && t(`feedback.channels.${inside.channel}`)],
    [t('feedback.facts.complexity'), item.complexity && t(`calendar.complexities.${item.complexity}`)],
    [t('feedback.facts.received'), moment(item.receivedAt)],
    [t('feedback.facts.due'), moment(item.dueAt)],
    [t('feedback.facts.closed'), item.closedAt && moment(item.closedAt)],
  ]);
  if (item.mergedInto) yield { text: t('feedback.case.merged-into', { code: item.mergedInto }) };
  if (apology) {
    const cause = t(`feedback.clocks.causes.${apology.cause}`);
    yield { text: `${t('feedback.clocks.apology.public')} ${t('feedback.clocks.apology.cause', { cause })}` };
    if (apology.promisedAt)
      yield { text: t('feedback.clocks.apology.promised', { date: day(apology.promisedAt) }) };
  }
}

function* senderLines(
  { sender, concernsUnit }: NonNullable<ItemPage['inside']>,
  { t, name }: Pen,
): Generator<PdfLine> {
  yield heading(t('feedback.desk.sender'));
  yield* facts([
    [t('feedback.form.senderKind'), t(`feedback.senderKinds.${sender.kind}`)],
    [t('feedback.form.name'), sender.name || t('feedback.desk.sender-unnamed')],
    [t('feedback.form.organisation'), sender.organisation],
    [t('feedback.form.email'), sender.email],
    [t('feedback.form.phone'), sender.phone],
    [t('feedback.form.address'), sender.address],
    [t('feedback.desk.named-unit'), name(concernsUnit)],
  ]);
}

function* wordLines(item: ItemPage, { t, name }: Pen, language: string): Generator<PdfLine> {
  const { inside, own } = item;
  const shown = inside?.publicText.text ?? item.text;
  const original = own?.original;
  yield heading(t('feedback.show.text'));
  if (shown) yield { text: shown, language };
  else if (item.textDeclined) yield { text: t('feedback.show.declined') };
  else if (!original) yield { text: t(`feedback.show.${item.closedAt ? 'never-public' : 'not-yet'}`) };
  if (original && original.text !== shown) {
    yield heading(t('feedback.case.original'));
    yield { text: original.subject, bold: true, language };
    yield { text: original.text, language };
  }
  const replies = own?.questionReplies ?? [];
  if (replies.length > 0) yield heading(t('feedback.procedure-questions.replies'));
  for (const { words, kind, reply, choice } of replies) {
    yield { text: name({ name: words } as Named) ?? '', bold: true, gap: 0.1 };
    if (kind === 'text') yield { text: reply, language };
    else
      yield {
        text: (choice && name({ name: choice } as Named)) ?? t(`feedback.procedure-questions.${reply}`),
      };
  }
  const points = inside?.points ?? item.points ?? own?.points ?? [];
  if (points.length > 0) yield heading(t('feedback.answer.points.title'));
  for (const { n, text } of points) yield { text: `${n}. ${text}`, language, gap: 0.15 };
  const files = own?.attachments ?? item.attachments ?? [];
  if (files.length > 0) yield heading(t('feedback.case.files'));
  for (const file of files) yield { text: file.name, gap: 0.1 };
}

function* talkLines(item: ItemPage, { t, name, moment }: Pen, language: string): Generator<PdfLine> {
  const { inside, own } = item;
  if (own?.messages.length) yield heading(t('feedback.show.messages'));
  for (const { from, at, text } of own?.messages ?? []) {
    yield { text: `${t(`feedback.from.${from}`)} · ${moment(at)}`, bold: true, gap: 0.1 };
    yield { text, language };
  }
  if (own?.explanations.length) yield heading(t('feedback.clocks.explanations'));
  for (const text of own?.explanations ?? []) yield { text, language };
  if (own?.refusal) {
    yield heading(t('feedback.show.refused'));
    yield { text: t(`feedback.grounds.${own.refusal.ground}`), bold: true };
    yield { text: own.refusal.guidance, language };
  }
  if (inside?.contributions.length) yield heading(t('feedback.contributions.title'));
  for (const { unit, question, text, givenAt, by } of inside?.contributions ?? []) {
    yield { text: name(unit) ?? '', bold: true, gap: 0.1 };
    yield { text: question };
    if (text) yield { text: [text, by, givenAt && moment(givenAt)].filter(Boolean).join(' · ') };
  }
}

function* answerLines(item: ItemPage, pen: Pen, language: string): Generator<PdfLine> {
  const { t, day, name } = pen;
  const { own, inside, closedAt } = item;
  for (const { at, text } of own?.interims ?? item.interims ?? []) {
    yield heading(`${t('feedback.entries.interim-answered')} · ${day(at)}`);
    if (text) yield { text, language };
  }
  const first = own?.after.reopening?.answer ?? item.firstAnswer;
  if (first) {
    yield heading(`${t('feedback.case.first-answer')} · ${day(first.answeredAt)}`);
    yield* oneAnswer(first, pen, language);
  }
  const second = own?.after.reopening?.second ?? item.secondAnswer;
  if (second) {
    yield heading(`${t('feedback.appeal.second')} · ${day(second.answeredAt)}`);
    yield* oneAnswer(second, pen, language);
  }
  const answer = own?.answer ?? item.answer;
  if (answer) {
    const head = [t('feedback.show.answer'), name(item.unit), closedAt && day(closedAt)];
    yield heading(head.filter(Boolean).join(' · '));
    yield* oneAnswer(answer, pen, language);
  } else if (inside?.draft) {
    yield heading(t('feedback.case.draft'));
    yield { text: inside.draft.text, language };
  }
}

function* oneAnswer(
  { outcome, text, evidence }: ShownAnswer,
  { t }: Pen,
  language: string,
): Generator<PdfLine> {
  yield { text: t(`feedback.outcomes.${outcome}`), bold: true };
  yield text ? { text, language } : { text: t('feedback.show.answer-declined') };
  for (const { name, description } of evidence ?? []) yield { text: `${name}: ${description}`, gap: 0.1 };
}

/** What its sender said of the answers, and what the higher unit decided. */
function* appealLines(
  { own, appeal: open }: ItemPage,
  { t, name, day }: Pen,
  language: string,
): Generator<PdfLine> {
  const after = own?.after;
  for (const rating of [after?.reopening?.rating, after?.rating]) {
    if (!rating) continue;
    yield heading(`${t('feedback.after.theirs')} · ${day(rating.at)}`);
    yield* facts(
      (['answered', 'clear', 'solved'] as const).map((each) => [
        t(`feedback.after.short.${each}`),
        t(`feedback.after.grades.${rating[each]}`),
      ]),
    );
    if (rating.note) yield { text: rating.note, language };
  }
  if (after?.reopening) {
    yield heading(t('feedback.after.reopen-reason'));
    yield { text: after.reopening.reason, language };
  }
  const appeal = after?.appeal ?? open;
  if (!appeal) return;
  yield heading(t('feedback.appeal.title'));
  const date = day(appeal.at);
  const to = name(appeal.to);
  yield {
    text: to ? t('feedback.appeal.made', { date, unit: to }) : t('feedback.appeal.made-to-city', { date }),
  };
  if (after?.appeal) yield { text: after.appeal.reason, language };
  if (!appeal.decision) return;
  const { at, outcome, reasons, text } = appeal.decision;
  yield { text: `${t(`feedback.appeal.outcomes.${outcome}`)} · ${day(at)}`, bold: true };
  yield reasons ? { text: reasons, language } : { text: t('feedback.appeal.words-declined') };
  if (text) yield { text, language };
}

function* paperLines(item: ItemPage, { t, name, day }: Pen, language: string): Generator<PdfLine> {
  const papers = item.own?.papers ?? item.papers ?? [];
  if (papers.length > 0) yield heading(t('feedback.papers.title'));
  for (const { text, listed, outside, answer } of papers) {
    yield { text, language, gap: 0.1 };
    const found = listed
      ? t('feedback.papers.on-list', { name: name({ name: listed } as Named) })
      : t(outside ? 'feedback.papers.outside' : 'feedback.papers.no-list');
    yield {
      text: answer ? t(`feedback.papers.says.${answer.how}`, { ...answer, date: day(answer.at) }) : found,
    };
  }
}

function* noteLines({ notes }: NonNullable<ItemPage['inside']>, { t, moment }: Pen): Generator<PdfLine> {
  if (notes.notes.length > 0) yield heading(t('feedback.notes.title'));
  for (const { at, by, text } of notes.notes) {
    yield { text: `${by} · ${moment(at)}`, bold: true, gap: 0.1 };
    yield { text };
  }
  if (notes.tasks.length > 0) yield heading(t('feedback.notes.tasks'));
  for (const { text, done } of notes.tasks)
    yield { text: [text, done?.by, done && moment(done.at)].filter(Boolean).join(' · '), gap: 0.1 };
}

function* happenedLines(item: ItemPage, { t, name, moment }: Pen): Generator<PdfLine> {
  yield heading(t('feedback.show.timeline'));
  for (const { entry, at, unit, by, reason } of timelineRows(item)) {
    const what = [t(`feedback.entries.${entry}`), name(unit)].filter(Boolean).join(': ');
    yield { text: [moment(at), what, by].filter(Boolean).join(' · '), gap: 0.1 };
    if (reason) yield { text: `${t('feedback.facts.reason')} ${reason}`, gap: 0.15 };
  }
}
