import type { Mine } from '../../../server/dialogues/streams/protocol.ts';
import type { Announcer } from '../announce.ts';
import { part, put, putWords, show } from '../cards.ts';
import { copyOf, words } from '../words.ts';

type Own = Mine['questions'][number];

/** Words about one's own part. */
export const ownWords = (key: string): string =>
  document
    .querySelector<HTMLTemplateElement>('#own-words')
    ?.content.querySelector(`[data-key="${CSS.escape(key)}"]`)?.textContent ?? '';

/** The asker's own questions: what became of each, and what can still be done. */
export class OwnQuestions {
  readonly #root: HTMLElement;
  readonly #announcer: Announcer;

  constructor(root: HTMLElement, { announcer }: { announcer: Announcer }) {
    this.#root = root;
    this.#announcer = announcer;
  }

  show({ questions }: Mine): void {
    const section = this.#root.querySelector<HTMLElement>('[data-mine]');
    const list = section && part(section, 'mine');
    if (!section || !list) return;
    section.hidden = questions.length === 0;
    for (const question of questions) {
      const known = list.querySelector<HTMLElement>(`[data-own="${CSS.escape(question.id)}"]`);
      const row = known ?? newRow(question);
      if (!known) list.append(row);
      const before = outcomeOf(row);
      fill(row, question);
      const after = outcomeOf(row);
      if (known && before !== after)
        this.#announcer.say(`mine ${question.id}`, words('said.mine', { text: after }));
    }
  }
}

/** What became of it, in the words of the page. */
function outcomeOf(row: HTMLElement): string {
  const upheld = part(row, 'upheld');
  return part(row, upheld?.hidden === false ? 'upheld' : 'own-status')?.textContent ?? '';
}

function newRow({ id }: Own): HTMLElement {
  const row = copyOf('own-row');
  row.dataset['own'] = id;
  for (const form of row.querySelectorAll<HTMLFormElement>('form[data-own-form]'))
    form.action = form.action.replace(/\/questions\/+/, `/questions/${id}/`);
  // Names of fields have to be unique on the page.
  for (const name of ['id', 'for', 'aria-describedby'])
    for (const element of row.querySelectorAll(`[${name}^="objection-"]`))
      element.setAttribute(name, element.getAttribute(name)!.replace('objection-', `objection-${id}`));
  return row;
}

function fill(row: HTMLElement, question: Own): void {
  const { status, rejection, shownAs, item, itemKey } = question;
  putWords(row, 'text', question);
  put(row, 'own-status', ownWords(`own.${status}`));
  show(row, 'rejection', rejection !== null);
  put(row, 'reason', rejection ? ownWords(`reason.${rejection.reason}`) : '');
  put(row, 'note', rejection?.note ?? '');
  show(row, 'contest', rejection?.mayContest ?? false);
  show(row, 'contested', rejection?.contested === true && !rejection.upheld);
  show(row, 'upheld', rejection?.upheld ?? false);
  show(row, 'withdraw', ['pending', 'approved'].includes(status));
  show(row, 'shown-link', shownAs !== null);
  part(row, 'shown-link')?.setAttribute('href', `#q-${shownAs ?? ''}`);
  show(row, 'item-link', item !== null);
  if (item) part(row, 'item-link')?.setAttribute('href', `/feedback/${item}`);
  put(row, 'item-code', item ?? '');
  show(row, 'item-receipt', itemKey !== null);
  put(row, 'item-key', itemKey ?? '');
}
