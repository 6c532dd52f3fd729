import type {
  InnerQuestionView,
  ParticipantView,
  QuestionView,
} from '../../../server/dialogues/streams/protocol.ts';
import { unitName, words } from '../words.ts';
import { fillShown, isContested, pointForms } from './cards.ts';
import { clearErrors } from './errors.ts';
import { part, put, putWords, show } from './filling.ts';

export interface Selected {
  view: InnerQuestionView;
  open: QuestionView | undefined;
  asker: ParticipantView | undefined;
  room: { now: string | null; status: string };
  /** The one it was merged into. */
  target: InnerQuestionView | undefined;
  /** Others that it can be merged into. */
  others: InnerQuestionView[];
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The selected question with everything that can be done with it. What is typed for one question waits there. */
export class Work {
  readonly #root: HTMLElement;
  readonly #drafts = new Map<string, Map<string, string>>();
  #id: string | undefined;

  constructor(root: HTMLElement) {
    this.#root = root.querySelector<HTMLElement>('[data-work]')!;
    this.#id = this.#root.dataset['question'] || undefined;
    this.#root.addEventListener('input', (event) => this.#keep(event.target as Field));
  }

  get id(): string | undefined {
    return this.#id;
  }

  get element(): HTMLElement {
    return this.#root;
  }

  tool(name: string): HTMLElement | null {
    const tool = this.#root.querySelector<HTMLElement>(`[data-tool="${name}"]`);
    return tool?.hidden ? null : tool;
  }

  /** What was typed for a form is done with. */
  forget(form: HTMLFormElement): void {
    for (const field of fieldsIn(form)) this.#drafts.get(this.#id ?? '')?.delete(field.id);
  }

  show(id: string | undefined, selected: Selected | undefined): void {
    const other = id !== this.#id;
    this.#id = id;
    show(this.#root, 'nothing', !selected);
    show(this.#root, 'chosen', !!selected);
    if (!selected) return;
    if (other) this.#turnTo(selected);
    this.#fill(selected);
    this.#offer(selected);
  }

  /** Another question: the forms get its values, or what was typed for it before. */
  #turnTo({ view }: Selected): void {
    this.#root.dataset['question'] = view.id;
    pointForms(this.#root, view.id);
    this.error('');
    for (const details of this.#root.querySelectorAll('details')) details.open = false;
    clearErrors(this.#root);
    this.#root.querySelector<HTMLInputElement>('#approve-seen')!.checked = false;
    const drafts = this.#drafts.get(view.id);
    for (const field of this.#root.querySelectorAll<Field>('details .field :is(input, textarea, select)')) {
      const empty = field instanceof HTMLSelectElement ? (field.options[0]?.value ?? '') : '';
      field.value = drafts?.get(field.id) ?? empty;
    }
  }

  #fill({ view, open, asker, target }: Selected): void {
    putMarked(part(this.#root, 'text')!, view);
    this.#fillPersonal(view);
    put(this.#root, 'state', words(`state.${view.status}`));
    put(this.#root, 'by', view.by);
    put(this.#root, 'name', view.name || words('no-name'));
    put(this.#root, 'unit', unitName(view.unit));
    show(this.#root, 'original', view.text !== view.originalText);
    putWords(this.#root, 'original-text', { text: view.originalText, language: view.language });
    const { rejection, prepared } = view;
    show(this.#root, 'rejection', rejection !== null);
    put(this.#root, 'reason', rejection ? words(`reason.${rejection.reason}`) : '');
    put(this.#root, 'note', rejection?.note ?? '');
    show(this.#root, 'objection', rejection?.contested != null);
    put(this.#root, 'objection-text', rejection?.contested ?? '');
    show(this.#root, 'upheld', rejection?.upheld ?? false);
    this.#fillTarget(target);
    show(this.#root, 'prepared', prepared !== null);
    put(this.#root, 'prepared-text', prepared?.text ?? '');
    show(this.#root, 'answer', !!open?.answer);
    put(this.#root, 'answer-text', open?.answer?.text ?? '');
    show(this.#root, 'item', !!view.item);
    put(this.#root, 'item-code', view.item ?? '');
    part(this.#root, 'item-link')?.setAttribute('href', `/feedback/${view.item}`);
    fillShown(this.#root, 'asker-state', measureOf(asker));
    this.#set('answer-text', prepared?.text ?? '');
    this.#set('edit-text', view.text);
    this.#set('assign-unit', view.unit ?? '');
    this.#set('assign-regulation', view.regulation ?? '');
    this.#set('assign-group', view.group ?? '');
  }

  /** Told before it is let through: what may be personal data in it. */
  #fillPersonal({ personal = [], status }: InnerQuestionView): void {
    show(this.#root, 'personal', personal.length > 0 && ['pending', 'rejected'].includes(status));
    const rows = personal.map(({ words: found }) => {
      const row = document.createElement('li');
      row.append(markOf(found));
      return row;
    });
    part(this.#root, 'personal-words')!.replaceChildren(...rows);
  }

  #fillTarget(target: InnerQuestionView | undefined): void {
    show(this.#root, 'into', !!target);
    put(this.#root, 'into-link', target?.text ?? '');
    const link = part(this.#root, 'into-link') as HTMLAnchorElement;
    const address = new URL(link.href);
    address.searchParams.set('question', target?.id ?? '');
    link.href = address.href;
  }

  /** A field that nobody has typed in follows the question. */
  #set(id: string, value: string): void {
    const field = this.#root.querySelector<Field>(`#${id}`);
    if (!field) return;
    const typed = this.#drafts.get(this.#id!)?.get(id);
    if (field.value !== (typed ?? value)) field.value = typed ?? value;
  }

  /** Shows the forms that the state allows. */
  #offer({ view, room, others, asker }: Selected): void {
    const inTime = ({ during }: DOMStringMap) =>
      during === undefined || during.split(' ').includes(room.status);
    for (const tool of this.#root.querySelectorAll<HTMLElement>('[data-tool]')) {
      const { from, live, contested } = tool.dataset;
      const right = from === undefined || from.split(' ').includes(view.status);
      const here = live === undefined || (room.status === 'live' && view.id !== room.now);
      tool.hidden = !(
        right &&
        here &&
        inTime(tool.dataset) &&
        (contested === undefined || isContested(view))
      );
    }
    for (const button of this.#root.querySelectorAll<HTMLElement>('button[data-during]'))
      button.hidden = !inTime(button.dataset);
    this.#offerPerson(view, asker);
    this.#offerTargets(others);
  }

  #offerPerson({ participant }: InnerQuestionView, asker: ParticipantView | undefined): void {
    this.#root.dataset['participant'] = participant ?? '';
    if (participant === null) this.#root.querySelector<HTMLElement>('[data-tool="person"]')!.hidden = true;
    const shown: Record<string, boolean> = {
      mute: !asker?.muted && !asker?.removed,
      unmute: !!asker?.muted && !asker.removed,
      remove: !asker?.removed,
      reinstate: !!asker?.removed,
    };
    for (const form of this.#root.querySelectorAll<HTMLFormElement>('[data-person]')) {
      form.hidden = !shown[form.dataset['person']!];
      form.action = form.action.replace(/\/people\/[^/]*\//, `/people/${participant ?? ''}/`);
    }
  }

  #offerTargets(others: InnerQuestionView[]): void {
    const select = part(this.#root, 'mergeable') as HTMLSelectElement;
    const ids = others.map(({ id, text }) => `${id} ${text}`).join('\n');
    if (select.dataset['ids'] === ids) return;
    select.dataset['ids'] = ids;
    const chosen = select.value;
    select.replaceChildren(select.options[0]!, ...others.map(({ id, text }) => new Option(text, id)));
    select.value = others.some(({ id }) => id === chosen) ? chosen : '';
  }

  #keep(field: Field): void {
    if (!this.#id || !field.id) return;
    const drafts = this.#drafts.get(this.#id) ?? new Map<string, string>();
    this.#drafts.set(this.#id, drafts.set(field.id, field.value));
  }

  error(text: string): void {
    fillShown(this.#root, 'error', text);
  }
}

function markOf(words: string): HTMLElement {
  const mark = document.createElement('mark');
  mark.textContent = words;
  return mark;
}

/** The words of a question, with what may be personal data in them marked. */
function putMarked(place: HTMLElement, { text, language, personal = [] }: InnerQuestionView): void {
  const pieces: (string | HTMLElement)[] = [];
  let at = 0;
  for (const { start, end } of personal) {
    pieces.push(text.slice(at, start), markOf(text.slice(start, end)));
    at = end;
  }
  if (language) place.lang = language;
  place.replaceChildren(...pieces, text.slice(at));
}

/** What was done against somebody, and why. */
function measureOf(asker: ParticipantView | undefined): string {
  if (!asker?.removed) return asker?.muted ? words('is-muted') : '';
  const { removedFor } = asker;
  return removedFor ? `${words('is-removed')} – ${words(`ground.${removedFor}`)}` : words('is-removed');
}

function fieldsIn(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>('input, textarea, select')];
}
