import { createHash } from 'node:crypto';
import { accountNames } from '../../accounts/index.ts';
import type { PersonalData } from '../../answer-quality/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { readable } from '../../platform/web/check.ts';
import type { Typed } from '../../platform/web/route.ts';
import type { Draft } from '../answer-check/check.ts';
import { basesOf } from '../answer-check/legal-documents.ts';
import { type AnswerReport, reportOf } from '../answer-check/report.ts';
import { answersOnRegulation, mostSimilar } from '../answer-check/similar.ts';
import { differences } from '../answering/conflict.ts';
import { answerForm, flatAnswer } from '../answering/form.ts';
import { canScreen } from '../item/policy.ts';
import { POINT_OUTCOMES } from '../item/rules/answer.ts';
import { MOST } from '../item/rules/fields.ts';
import type { Point } from '../item/rules/points.ts';
import { type Answer, confirmable } from '../item/shapes/answer.ts';
import { personalInWords } from '../screening/personal-data.ts';
import { deskPanels } from './desk-panels.ts';
import { formParts, pointStates } from './form-parts.ts';
import type { ItemAct } from './may.ts';
import type { ItemPage, TimelineRow } from './shape.ts';

const PREFIX = 'feedback.';

/** The timeline as the page shows it: `entry` is the name without the feature, the key of its text. */
export function timelineRows(item: ItemPage): (TimelineRow & { entry: string })[] {
  return item.timeline.map((row) => ({ ...row, entry: row.name.slice(PREFIX.length) }));
}

/** How an item without an answer ended, where its public label does not tell: key of its sentence. */
export function endingOf(item: ItemPage): 'withdrawn' | 'lapsed' | undefined {
  if (item.timeline.some((row) => row.name === 'feedback.withdrawn')) return 'withdrawn';
  return item.timeline.some((row) => row.name === 'feedback.closed-unanswered') ? 'lapsed' : undefined;
}

const LONG_TEXT = 900;
const TEXT_START = 400;

/** How a long question begins that was answered: whoever came for the answer need not scroll past all of it. */
export function textStart({ answer, text }: ItemPage): string | undefined {
  if (!answer || !text || text.length < LONG_TEXT) return undefined;
  const start = text.slice(0, TEXT_START);
  return `${start.slice(0, Math.max(start.lastIndexOf(' '), TEXT_START / 2)).trimEnd()} …`;
}

const DESCRIBED = 155;

/** The beginning of the public text, for search engines and previews of a link; undefined: the site speaks for itself. */
export function descriptionOf({ text }: ItemPage): string | undefined {
  const words = text?.replace(/\s+/g, ' ').trim();
  return words && words.length > DESCRIBED ? `${words.slice(0, DESCRIBED - 1).trimEnd()}…` : words;
}

/** For the links that pass the page on; what is not public is not in them. */
export function shareOf({ site }: Context, { code, subject }: ItemPage): Record<string, string> {
  const url = `${site.publicUrl}/feedback/${code}`;
  const subjectLine = subject ? `${code}: ${subject}` : code;
  return {
    url,
    subject: encodeURIComponent(subjectLine),
    body: encodeURIComponent(`${subjectLine}\n${url}`),
  };
}

/** What the check says of the answer on the page: of what was typed, else of the draft; undefined while there is none. */
async function reportFor(
  context: Context,
  item: ItemPage,
  typed: Record<string, unknown> | undefined,
): Promise<AnswerReport | undefined> {
  const { inside, own } = item;
  const { answer, approve, correct } = item.may;
  // A published answer is judged only while somebody corrects it.
  if (!inside || !own || !(answer || approve || (correct && typed))) return undefined;
  const { draft, language, points, kind } = inside;
  const saved = draft && { outcome: draft.outcome, text: draft.free ?? draft.text, fields: draft.fields };
  const written = draftOf(typed) ?? saved;
  if (!written) return undefined;
  const regulation = item.regulation?.slug ?? null;
  const { code, unit, receivedAt, closedAt } = item;
  const subject = { code, unit: unit?.slug ?? null, publicText: inside.publicText, receivedAt, closedAt };
  const asked = { language, kind, points, regulation, originalText: own.original };
  return reportOf(context, { ...subject, ...asked }, written);
}

/** A refused form whose fields can be read all the same. */
function draftOf(typed: Record<string, unknown> | undefined): Draft | undefined {
  if (!typed) return undefined;
  return readable(answerForm, { ...typed, version: 0 });
}

/** Whoever writes is the one to ask, unless they name somebody else. */
function contactOf({ actor }: Context): Record<string, unknown> {
  return isStaff(actor) ? { contactPerson: actor.name, contactReach: actor.email } : {};
}

/** What stands in the fields of an answer: what was typed, else what is saved, else what is known of the writer. */
function valuesOf(
  context: Context,
  item: ItemPage,
  typed: Record<string, unknown> | undefined,
): Record<string, unknown> {
  if (typed) return { ...typed, basis: [typed['basis']].flat() };
  const draft = item.inside?.draft;
  const contact = contactOf(context);
  if (!draft) return contact;
  const values = flatAnswer(draft, basesOf(item.regulation?.slug, context.now));
  return draft.fields ? values : { ...contact, ...values };
}

/** What others have answered, beside the editor. */
async function drawerOf({ code, inside, own, regulation, unit, may }: ItemPage): Promise<object | undefined> {
  if (!inside || !own || !(may.answer || may.approve)) return undefined;
  const subject = {
    code,
    unit: unit?.slug ?? null,
    language: inside.language,
    regulation: regulation?.slug ?? null,
    originalText: own.original,
    publicText: inside.publicText,
  };
  const [{ own: earlier, elsewhere }, similar] = await Promise.all([
    answersOnRegulation(subject),
    mostSimilar(subject),
  ]);
  return { earlier, elsewhere, similar, templates: POINT_OUTCOMES };
}

const WORK = [
  'accept',
  'takeBackRefusal',
  'reply',
  'route',
  'approve',
  'answer',
  'assign',
  'transfer',
  'editPublicText',
] as const satisfies ItemAct[];

const WORDINGS = ['acceptance', 'decision', 'public-text'];

/**
 * The form in which somebody has worded the public text, while a colleague did the same: both texts are shown, and the
 * person decides. What was typed to accept an item that is accepted by now stands in the form that edits it.
 */
function worded(
  item: ItemPage,
  { form, values, refusal }: Partial<Typed> & { form?: unknown },
): { newerWords?: boolean; form?: string } {
  const shown = item.inside?.publicText;
  if (!shown || !WORDINGS.includes(form as string) || refusal?.kind !== 'conflict') return {};
  const newerWords = shown.text !== values?.['text'] || shown.subject !== values?.['subject'];
  return { newerWords, ...(item.may.editPublicText ? { form: 'public-text' } : {}) };
}

/** Somebody else has saved meanwhile: the person sees where the two versions differ, and chooses. */
async function conflictOf({ language }: Context, item: ItemPage, { values, refusal }: Partial<Typed>) {
  const draft = item.inside?.draft;
  const mine = draftOf(values);
  if (refusal?.kind !== 'conflict' || !draft || !mine?.outcome) return undefined;
  // What stood there before the person began to write is no news.
  if (values?.['savedAt'] === draft.savedAt.toISOString()) return undefined;
  const { reason: saved, ...words } = draft;
  const reason = (given: unknown) =>
    given && values?.['reason'] !== undefined ? { reason: String(given) } : {};
  const rows = differences(
    { ...mine, outcome: mine.outcome, free: mine.text, ...reason(values?.['reason']) },
    { ...words, text: draft.free ?? draft.text, ...reason(saved) },
    language,
  );
  const by = (await accountNames([draft.by])).get(draft.by);
  return rows.length > 0 ? { rows, by, at: draft.savedAt } : undefined;
}

function pointsToConfirm({ inside }: ItemPage, draft: Answer): Point[] {
  const numbers = confirmable(draft, inside!.points);
  return inside!.points.filter(({ n }) => numbers.includes(n));
}

/** What may be personal data in the texts, for whoever decides what becomes public. */
function personalOf(item: ItemPage, { form, values }: { form?: unknown; values?: Record<string, unknown> }) {
  const { inside, own, may } = item;
  if (!inside?.publishText || !own || !(may.accept || may.editPublicText)) return undefined;
  const papers = may.accept
    ? own.papers.filter(({ withheld }) => withheld !== 'taken-off').map(({ text }) => text)
    : [];
  const read = (words: { subject: string; text: string }) =>
    personalInWords({ ...words, papers }, inside.language);
  const typed = WORDINGS.includes(form as string) ? values : undefined;
  const { subject, text } = { ...inside.publicText, ...typed };
  const told = (value: unknown) => String(value).slice(0, MOST.text);
  return {
    original: read(own.original),
    shown: read(inside.publicText),
    typed: read({ subject: told(subject), text: told(text) }),
  };
}

/** What becomes public when the item is no longer kept from a unit, and may be personal. */
function personalWhenLifted({ shield, inside, open, may }: ItemPage): PersonalData[] {
  if (!inside || !shield?.publishText || !open || !may.liftShield) return [];
  const points = inside.points.map(({ text }) => text);
  return personalInWords({ ...inside.publicText, points }, inside.language).found;
}

/**
 * Which version of the item a form goes by that is shown again: the one that the person saw when beginning to type.
 * After a conflict it is the one of now, for then the form tells what has changed.
 */
function shownBefore(item: ItemPage, { form, values, refusal }: Partial<Typed> & { form?: unknown }) {
  const told = refusal?.kind === 'conflict';
  const savedAt = item.inside?.draft?.savedAt?.toISOString();
  return {
    shownIn: form,
    shownVersion: (!told && values?.['version']) || item.version,
    shownSavedAt: (!told && values?.['savedAt']) || savedAt,
  };
}

/** What the desk shows beside the item itself, with a refused form taken into account. */
export async function deskParts(
  context: Context,
  item: ItemPage,
  more: Partial<Typed> & { form?: unknown; panel?: unknown; action?: unknown },
): Promise<object> {
  const withEvidence = more.form === 'evidence' && more.values?.['boxes'] === 'yes';
  const answering = more.form === 'answer' || more.form === 'answer-correction' || withEvidence;
  const typed = answering ? more.values : undefined;
  const { original } = item.own ?? {};
  const shown = item.inside?.publicText;
  const draft = item.inside?.draft;
  const answerValues = valuesOf(context, item, typed);
  const report = await reportFor(context, item, typed);
  const wording = worded(item, more);
  const errors = (answering && more.errors) || {};
  return {
    ...shownBefore(item, { ...more, form: withEvidence ? 'answer' : (wording.form ?? more.form) }),
    ...deskPanels(item, { ...more, ...wording }),
    ...formParts(answerValues, errors, {
      anotherAction: more.action === 'another',
      // A block of words stands in the free text.
      pointless: !item.inside?.points.length || more.action === 'inserted',
    }),
    pointStates: pointStates(item.inside?.points ?? [], answerValues, errors),
    reasonWanted: (!!report && report.gate !== 'open') || !!errors['reason'] || !!answerValues['reason'],
    edited: shown && original && (shown.text !== original.text || shown.subject !== original.subject),
    screens: canScreen(context.actor),
    outcome: typed ? typed['outcome'] : draft?.outcome,
    pointsText: item.inside?.points.map(({ text }) => text.replaceAll('\n', ' ')).join('\n'),
    answerValues,
    contact: contactOf(context),
    pointOutcomes: POINT_OUTCOMES,
    bases: basesOf(item.regulation?.slug, context.now),
    drawer: await drawerOf(item),
    report,
    conflict: answering ? await conflictOf(context, item, more) : undefined,
    ...wording,
    confirmed: [more.values?.['confirmed']].flat(),
    confirmable: draft && item.may.approve ? pointsToConfirm(item, draft) : [],
    personal: personalOf(item, more),
    lifted: personalWhenLifted(item),
    idle: !WORK.some((each) => item.may[each]),
  };
}

/** Changes when what a page shows changes: a page left open sees by it whether there is news. Tells nothing else. */
export function stampOf(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
}
