import { ask } from '../live.ts';
import { draftIn } from './answer-draft.ts';

const PAUSE_MS = 400;
const MARGIN_PX = 8;
/** After so long without a letter the answer is also compared with earlier ones. */
const LONG_PAUSE_MS = 2_500;

interface Finding {
  advice: boolean;
  title: string;
  hint: string;
  field?: string;
  /** The field in words. */
  place?: string;
  quoted?: string;
  cases?: { code: string; text: string }[];
}

interface PointRead {
  n: number;
  answered: boolean;
  field?: string;
  place?: string;
  quoted?: string;
}

interface Report {
  standing: string;
  standingText: string;
  scoreText: string;
  gate: string;
  gateText: string;
  missing: { text: string }[];
  points: PointRead[];
  findings: Finding[];
  announcement: string;
}

/**
 * Checks an answer while it is typed and shows what was found beside each field, the words marked. Nothing that is
 * being typed moves, and the button does the same without script.
 */
export function answerGate(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement)) return;
  const summary = element.querySelector<HTMLElement>('.answer-live');
  const status = element.querySelector<HTMLElement>('[role=status]');
  if (!summary || !status) return;
  const timers: number[] = [];
  let latest = 0;
  const check = async (reading: 'text' | 'store') => {
    const mine = ++latest;
    const report = await ask<Report>('answer.check', { ...draftIn(element), reading });
    // Overtaken by what was typed meanwhile.
    if (!report || mine !== latest) return;
    showSummary(summary, report, element.dataset);
    showBeside(element, report.findings, element.dataset);
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

function made(tag: string, text: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** Verdict, what is missing, what concerns the whole; of what stands beside a field, a link to it. */
function showSummary(summary: HTMLElement, report: Report, words: DOMStringMap): void {
  const { standing, standingText, scoreText, gateText, missing, findings, points } = report;
  const whole = made('section', '', `findings is-${standing}`);
  const line = document.createElement('p');
  line.append(made('strong', standingText), ` ${[scoreText, gateText].filter(Boolean).join(' · ')}`);
  whole.append(line);
  if (missing.length > 0) {
    whole.append(made('p', words['missing'] ?? ''));
    const list = made('ul', '', 'missing');
    list.append(...missing.map(({ text }) => made('li', text)));
    whole.append(list);
  }
  whole.append(
    ...findings.map((finding) => (finding.field ? linked(finding, words) : shown(finding, words))),
  );
  if (missing.length + findings.length === 0) whole.append(made('p', words['nothing'] ?? ''));
  if (points.length > 0) {
    const open = summary.querySelector<HTMLDetailsElement>('.points-read')?.open ?? false;
    whole.append(pointsRead(points, { open, words }));
  }
  summary.replaceChildren(whole);
}

/** Where the check reads the answer to each point; it stays as open as it was. */
function pointsRead(
  points: PointRead[],
  { open, words }: { open: boolean; words: DOMStringMap },
): HTMLElement {
  const details = document.createElement('details');
  details.className = 'points-read';
  details.open = open;
  const list = document.createElement('ul');
  for (const { n, answered, field, place, quoted } of points) {
    const line = made('li', `${(words['point'] ?? '').replace('{n}', String(n))}: `);
    if (answered && field) line.append(link(`#${words['form']}-${field}`, place ?? ''), ': ');
    if (answered && quoted) line.append(made('q', quoted, 'quoted'));
    else line.append(words[answered ? 'pointCounts' : 'pointOpen'] ?? '');
    list.append(line);
  }
  details.append(made('summary', words['pointsRead'] ?? ''), list);
  return details;
}

/** The verdict beside the buttons; why it should go all the same is asked only where it has to be said. */
function showInBar(form: HTMLFormElement, { standingText, gate }: Report): void {
  const verdict = form.querySelector('.answer-verdict');
  if (verdict) verdict.textContent = standingText;
  const reason = form.querySelector<HTMLElement>('.answer-reason');
  if (reason) reason.hidden = gate === 'open' && !reason.querySelector('textarea')?.value;
}

/** Each finding stands under the field whose words it means. */
function showBeside(form: HTMLFormElement, findings: Finding[], words: DOMStringMap): void {
  for (const place of form.querySelectorAll<HTMLElement>('[data-findings-of]')) {
    const own = findings.filter(({ field }) => field === place.dataset['findingsOf']);
    place.replaceChildren(...own.map((finding) => shown(finding, words)));
  }
}

function linked({ field, place, title, advice }: Finding, words: DOMStringMap): HTMLElement {
  const line = made('p', '', 'finding-at');
  line.append(link(`#${words['form']}-${field}`, place ?? ''), `: ${title}`, ...adviceMark(advice, words));
  return line;
}

function shown({ advice, title, hint, quoted, cases = [] }: Finding, words: DOMStringMap): HTMLElement {
  const box = made('div', '', `finding ${advice ? 'is-quiet' : 'is-due'}`);
  const line = made('p', '');
  line.append(made('strong', title), ...adviceMark(advice, words));
  if (quoted) line.append(' ', made('mark', quoted, 'quoted'));
  box.append(line, made('p', hint));
  const list = document.createElement('ul');
  for (const { code, text } of cases) {
    const item = document.createElement('li');
    item.append(link(`/feedback/${code}`, text));
    list.append(item);
  }
  if (cases.length > 0) box.append(list);
  return box;
}

function adviceMark(advice: boolean, words: DOMStringMap): (string | HTMLElement)[] {
  return advice ? [' ', made('span', `(${words['advice']})`, 'quiet')] : [];
}

function link(href: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}
