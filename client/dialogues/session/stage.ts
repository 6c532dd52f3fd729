import type { SessionView } from '../../../server/dialogues/streams/protocol.ts';
import { part, put, show } from '../cards.ts';
import { dateOf } from '../dates.ts';
import { fillFrom, words } from '../words.ts';

/** While questions are taken. */
const OPEN = ['announced', 'live'];

export const isOpen = (status: string): boolean => OPEN.includes(status);

/** Shows what belongs to the stage of the session, as the server would have rendered it. */
export function showForStage(root: ParentNode, status: string): void {
  for (const each of root.querySelectorAll<HTMLElement>('[data-stage]'))
    each.hidden = !each.dataset['stage']!.split(' ').includes(status);
}

/** A session opens, ends or is cancelled while people look at its page. @returns the sentence that says so */
export function showStage(root: HTMLElement, session: SessionView): string {
  const { status } = session;
  root.dataset['status'] = status;
  if (!isOpen(status)) root.dataset['sessionOver'] = 'yes';
  const place = part(root, 'stage');
  fillFrom(place, `stage-${status}`);
  put(root, 'stage-words', momentOf(session));
  put(root, 'stage-reason', session.cancelledFor ?? '');
  if (status !== 'announced') show(root, 'relative-too', false);
  showForStage(root, status);
  return place?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

/** The sentence of a stage that has a moment. */
export function momentOf({ status, startsAt, endedAt, publishedAt }: SessionView): string {
  const at = { announced: startsAt, ended: endedAt, published: publishedAt }[status];
  return at ? words(`stage.${status}`, { at: dateOf(at, 'moment') }) : '';
}

/** Questions are taken, or no longer: what somebody has typed stays in sight. */
export function showAsking(form: HTMLFormElement, open: boolean): void {
  const text = form.querySelector<HTMLTextAreaElement>('textarea')!;
  form.hidden = !open && text.value.trim() === '';
  text.readOnly = !open;
  form.querySelector<HTMLButtonElement>('button[type=submit]')!.disabled = !open;
}
