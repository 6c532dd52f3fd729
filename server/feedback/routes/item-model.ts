import { createHash } from 'node:crypto';
import type { Assessment } from '../../answer-quality/index.ts';
import type { Typed } from '../../platform/web/route.ts';
import { checkAnswerText } from '../actions.ts';
import type { ItemPage, TimelineRow } from '../queries.ts';

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

/** Finds in the text the words that a finding is about, so that they can be quoted beside it. */
function quoting(assessment: Assessment, text: string): object {
  const findings = assessment.findings.map((finding) => ({
    ...finding,
    quoted:
      finding.start !== null && finding.end !== null ? text.slice(finding.start, finding.end) : undefined,
  }));
  return { ...assessment, findings };
}

/** What the check says of the answer on the page: of what was typed, else of the draft; undefined while there is none. */
function assessmentOf(item: ItemPage, typed: unknown): object | undefined {
  const text = typeof typed === 'string' ? typed : item.inside?.draft?.text;
  if (!text || !item.inside || !item.own || !(item.may['answer'] || item.may['approve'])) return undefined;
  const { language } = item.inside;
  return quoting(checkAnswerText({ language, originalText: item.own.original }, text), text);
}

const WORK = ['accept', 'reply', 'route', 'approve', 'answer', 'assign', 'transfer', 'editPublicText'];

/** What the desk shows beside the item itself, with a refused form taken into account. */
export function deskParts(item: ItemPage, more: Partial<Typed> & { form?: unknown }): object {
  const typed = more.form === 'answer' ? more.values : undefined;
  const { original } = item.own ?? {};
  const shown = item.inside?.publicText;
  const draft = item.inside?.draft;
  return {
    edited: shown && original && (shown.text !== original.text || shown.subject !== original.subject),
    outcome: typed ? typed['outcome'] : draft?.outcome,
    assessment: assessmentOf(item, typed?.['text']),
    // Someone else has saved meanwhile: the person sees both texts and decides.
    newerDraft: typed && more.refusal?.kind === 'conflict' && draft && draft.text !== typed['text'],
    idle: !WORK.some((each) => item.may[each]),
  };
}

/** Changes when what a page shows changes: a page left open sees by it whether there is news. Tells nothing else. */
export function stampOf(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
}
