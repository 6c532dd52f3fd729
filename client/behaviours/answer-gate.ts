import { ask } from '../live.ts';
import { draftIn } from './answer-draft.ts';

const PAUSE_MS = 400;

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
  let timer: number | undefined;
  let latest = 0;
  const check = async () => {
    const mine = ++latest;
    const report = await ask<Report>('answer.check', draftIn(element));
    // Overtaken by what was typed meanwhile.
    if (!report || mine !== latest) return;
    showSummary(summary, report, element.dataset);
    showBeside(element, report.findings);
    if (status.textContent !== report.announcement) status.textContent = report.announcement;
  };
  const later = (event: Event) => {
    if (event instanceof InputEvent && event.isComposing) return;
    latest++;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void check(), PAUSE_MS);
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
