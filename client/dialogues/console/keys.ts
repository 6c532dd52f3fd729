import { part } from '../parts.ts';
import type { Work } from './work.ts';

const OFF = 'dialogue-console-keys-off';
/** Keys that press a button at once, and those that open a form. */
const PRESS: Record<string, string> = { a: 'approve', n: 'take', c: 'promise' };
const OPEN: Record<string, string> = { r: 'reject', e: 'edit', g: 'assign', d: 'answer' };

interface Moves {
  /** Draws what waits to be drawn: a key acts on what is known. */
  settle(): void;
  step(by: 1 | -1): void;
  putBack(): void;
  undo(): void;
  /** To agenda, queue and notices. */
  steer(): void;
  /** To one of the panes, from 1. */
  pane(number: number): void;
  find(): void;
  merge(): void;
  /** To be approved with others. */
  tick(): void;
  approveTicked(): void;
}

/** Single keys for those who live in the console. They can be switched off, and never act while somebody types. */
export function listenToKeys(root: HTMLElement, work: Work, moves: Moves): void {
  const section = root.querySelector<HTMLElement>('[data-shortcuts]')!;
  const box = part(section, 'keys-on') as HTMLInputElement;
  section.hidden = false;
  box.checked = localStorage.getItem(OFF) === null;
  box.addEventListener('change', () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'yes');
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return close(work, event.target as HTMLElement);
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === '?') return box.focus();
    moves.settle();
    if (!act(event.key.toLowerCase(), work, moves)) return;
    event.preventDefault();
  });
}

function act(key: string, work: Work, moves: Moves): boolean {
  if (key === 'j' || key === 'k') moves.step(key === 'j' ? 1 : -1);
  else if (key === 'p') moves.putBack();
  else if (key === 'u') moves.undo();
  else if (key === 's') moves.steer();
  else if (key === 'm') moves.merge();
  else if (key === 'x') moves.tick();
  else if (key === 'b') moves.approveTicked();
  else if (key === '/') moves.find();
  else if (/^[123]$/.test(key)) moves.pane(Number(key));
  else if (PRESS[key]) work.tool(PRESS[key])?.querySelector('button')?.click();
  else if (OPEN[key]) openTool(work, OPEN[key]);
  else return false;
  return true;
}

function openTool(work: Work, name: string): void {
  work.open(name);
  work.tool(name)?.querySelector<HTMLElement>('select, textarea, input:not([type=hidden])')?.focus();
}

/** Escape leaves a form; what was typed stays in it. */
function close(work: Work, target: HTMLElement): void {
  const tool = target.closest<HTMLDetailsElement>('details[data-tool]');
  const isOfWork = tool && work.element.contains(tool);
  if (!isOfWork && !target.matches('[type=search]')) return;
  if (isOfWork) tool.open = false;
  work.element.focus();
}

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=checkbox]), textarea, select') !== null;
}
