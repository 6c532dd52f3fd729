import { ask } from '../live.ts';
import { draftIn } from './answer-draft.ts';
import type { Show } from './answer-report.ts';

const PAUSE_MS = 400;
const MARGIN_PX = 8;
/** After so long without a letter the answer is also compared with earlier ones. */
const LONG_PAUSE_MS = 2_500;

/** What this script reads of the check's report; the rest is drawn. */
interface Report {
  standingText: string;
  gate: string;
  announcement: string;
}

/**
 * Checks an answer while it is typed and shows what was found beside each field, the words marked. Nothing that is
 * being typed moves, and the button does the same without script.
 */
export function answerGate(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  const status = element.querySelector<HTMLElement>('[role=status]');
  if (!status) return;
  const timers: number[] = [];
  let latest = 0;
  let show: Promise<Show | undefined> | undefined;
  const check = async (reading: 'text' | 'store') => {
    const mine = ++latest;
    // Templates and their texts come only where somebody writes an answer.
    show ??= import('./answer-report.ts').then(({ reportShown }) => reportShown()).catch(() => undefined);
    const [report, showReport] = await Promise.all([
      ask<Report>('answer.check', { ...draftIn(element), reading }),
      show,
    ]);
    // They did not come: the next pause asks for them again.
    if (!showReport) show = undefined;
    // Overtaken by what was typed meanwhile.
    if (!report || !showReport || mine !== latest) return;
    showReport(element, report);
    showInBar(element, report);
    if (status.textContent !== report.announcement) status.textContent = report.announcement;
  };
  const later = (event: Event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    latest++;
    showPointStates(element);
    for (const timer of timers.splice(0)) window.clearTimeout(timer);
    timers.push(
      window.setTimeout(() => void check('text'), PAUSE_MS),
      window.setTimeout(() => void check('store'), LONG_PAUSE_MS),
    );
  };
  const bar = element.querySelector('.answer-bar');
  if (bar) element.addEventListener('focusin', ({ target }) => keepInSight(target as HTMLElement, bar));
  element.addEventListener('input', later);
  element.addEventListener('compositionend', later);
}

/** What the bar at the foot of a phone's window covers is moved above it when it gets the focus (WCAG 2.4.11). */
function keepInSight(focused: HTMLElement, bar: Element): void {
  if (bar.contains(focused)) return;
  const [own, over] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
  if (own.bottom <= over.top || own.top >= over.bottom) return;
  window.scrollBy({ top: Math.min(own.bottom - over.top, own.top) + MARGIN_PX, behavior: 'instant' });
}

/** In the line to which a point folds, how far it is. */
function showPointStates(form: HTMLFormElement): void {
  for (const point of form.querySelectorAll<HTMLElement>('details[data-point]')) {
    const filled = [...point.querySelectorAll<HTMLInputElement>('select, textarea')].filter(
      ({ value }) => value.trim() !== '',
    );
    point.dataset['state'] = ['empty', 'begun', 'done'][filled.length] ?? 'done';
  }
}

/** The verdict beside the buttons; why it should go all the same is asked only where it has to be said. */
function showInBar(form: HTMLFormElement, { standingText, gate }: Report): void {
  const verdict = form.querySelector('.answer-verdict');
  if (verdict) verdict.textContent = standingText;
  const reason = form.querySelector<HTMLElement>('.answer-reason');
  if (reason) reason.hidden = gate === 'open' && !reason.querySelector('textarea')?.value;
}
