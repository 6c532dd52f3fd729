import type { Ack } from '../../../server/dialogues/streams/protocol.ts';
import { newId } from '../../new-id.ts';
import type { Line } from '../streams/line.ts';
import type { Asking, RoomView } from './room-view.ts';

/** A question on its way: until the server has it, the same id goes again after every break. */
interface Kept {
  clientId: string;
  text: string;
  sent: boolean;
}

/** The form for questions: goes over the line, shows what is wrong at the field, and loses nothing typed. */
export class AskForm {
  readonly #form: HTMLFormElement;
  readonly #view: RoomView;
  readonly #say: (asking: Asking) => void;
  #line: Line | undefined;
  #under = false;

  /** Undefined on pages of those who cannot ask. */
  static on(root: HTMLElement, view: RoomView, say: (asking: Asking) => void): AskForm | undefined {
    const form = root.querySelector<HTMLFormElement>('form[data-ask]');
    return form ? new AskForm(form, view, say) : undefined;
  }

  private constructor(form: HTMLFormElement, view: RoomView, say: (asking: Asking) => void) {
    this.#form = form;
    this.#view = view;
    this.#say = say;
    this.#restore();
    this.#text.addEventListener('input', () => this.#keep(false));
    form.addEventListener('submit', (event) => {
      this.#keep(true);
      if (!this.#line?.everUp) return;
      event.preventDefault();
      void this.#send();
    });
  }

  use(line: Line): void {
    this.#line = line;
    if (line.up) void this.sendKept();
  }

  /** After a break, or after the page was loaded anew: what was sent and not acknowledged goes again. */
  async sendKept(): Promise<void> {
    if (this.#line && this.#kept()?.sent) await this.#send();
  }

  get #text(): HTMLTextAreaElement {
    return this.#form.querySelector<HTMLTextAreaElement>('textarea[name=text]')!;
  }

  get #id(): HTMLInputElement {
    return this.#form.querySelector<HTMLInputElement>('input[name=clientId]')!;
  }

  get #place(): string {
    return `dialogue-ask ${this.#view.code}`;
  }

  #kept(): Kept | undefined {
    const kept = sessionStorage.getItem(this.#place);
    return kept ? (JSON.parse(kept) as Kept) : undefined;
  }

  #keep(sent: boolean): void {
    // What was sent under this id is that question for ever: other words are another one.
    const before = this.#kept();
    if (before?.sent && before.text !== this.#text.value) this.#id.value = newId();
    const kept: Kept = { clientId: this.#id.value, text: this.#text.value, sent };
    sessionStorage.setItem(this.#place, JSON.stringify(kept));
  }

  #restore(): void {
    const kept = this.#kept();
    if (!kept || this.#text.value) return;
    this.#text.value = kept.text;
    this.#id.value = kept.clientId;
  }

  async #send(): Promise<void> {
    if (this.#under) return;
    this.#under = true;
    this.#say({ asked: 'dialogues.live.sending' });
    const { clientId, text } = this.#kept()!;
    try {
      const input = { code: this.#view.code, clientId, text };
      this.#take(await this.#line!.call<{ id: string }>('dialogue:ask', input));
    } catch {
      this.#say({ asked: 'dialogues.live.waiting' });
    } finally {
      this.#under = false;
    }
  }

  #take(answer: Ack<{ id: string }>): void {
    if (!answer.ok) {
      this.#keep(false);
      const { text, ...others } = (answer.fields ?? {}) as NonNullable<Asking['errors']>;
      const [other] = Object.values(others);
      const failed = text ? undefined : (other ?? { text: answer.error, values: answer.values });
      this.#say({ form: 'ask', errors: text && { text }, failed });
      this.#text.focus();
      return;
    }
    sessionStorage.removeItem(this.#place);
    this.#text.value = '';
    this.#text.dispatchEvent(new Event('input'));
    sessionStorage.removeItem(this.#place);
    this.#id.value = newId();
    this.#say({ asked: 'dialogues.room.asked' });
    void this.#line!.askMine();
  }
}
