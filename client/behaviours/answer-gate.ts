import { ask } from '../live.ts';
import { draftIn } from './answer-draft.ts';

const PAUSE_MS = 400;
/** After so long without a letter the answer is also compared with earlier ones. */
const LONG_PAUSE_MS = 2_500;

interface Finding {
  advice: boolean;
  title: string;
  hint: string;
  field?: string;
  quoted?: string;
}

interface Report {
  verdict: string;
  verdictText: string;
  gate: string;
  gateText: string;
  missing: { text: string }[];
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
    showBeside(element, report.findings);
    if (status.textContent !== report.announcement) status.textContent = report.announcement;
  };
  const later = (event: Event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    latest++;
    for (const timer of timers.splice(0)) window.clearTimeout(timer);
    timers.push(
      window.setTimeout(() => void check('text'), PAUSE_MS),
      window.setTimeout(() => void check('store'), LONG_PAUSE_MS),
    );
  };
  element.addEventListener('input', later);
  element.addEventListener('compositionend', later);
}

function made(tag: string, text: string, className = ''): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function showSummary(
  summary: HTMLElement,
  { verdict, verdictText, gateText, missing, findings }: Report,
  words: DOMStringMap,
): void {
  const whole = made('section', '', `findings is-${verdict}`);
  const line = document.createElement('p');
  line.append(made('strong', verdictText), ` ${gateText}`);
  whole.append(line);
  if (missing.length > 0) {
    whole.append(made('p', words['missing'] ?? ''));
    const list = made('ul', '', 'missing');
    list.append(...missing.map(({ text }) => made('li', text)));
    whole.append(list);
  }
  whole.append(...findings.filter(({ field }) => !field).map((finding) => shown(finding)));
  summary.replaceChildren(whole);
}

/** Each finding stands under the field whose words it means. */
function showBeside(form: HTMLFormElement, findings: Finding[]): void {
  for (const place of form.querySelectorAll<HTMLElement>('[data-findings-of]')) {
    const own = findings.filter(({ field }) => field === place.dataset['findingsOf']);
    place.replaceChildren(...own.map((finding) => shown(finding)));
  }
}

function shown({ advice, title, hint, quoted }: Finding): HTMLElement {
  const box = made('div', '', `finding ${advice ? 'is-quiet' : 'is-due'}`);
  const line = made('p', '');
  line.append(made('strong', title));
  if (quoted) line.append(' ', made('mark', quoted, 'quoted'));
  box.append(line, made('p', hint));
  return box;
}
