import type { Ack } from '../../../server/dialogues/streams/protocol.ts';
import { part } from '../cards.ts';
import type { Line } from '../streams/line.ts';
import { words } from '../words.ts';

/** A question on its way: until the server has it, the same id goes again after every break. */
interface Kept {
  clientId: string;
  text: string;
  sent: boolean;
}

type Values = Record<string, string | number>;

/** The form for questions: goes over the line, shows what is wrong at the field, and loses nothing typed. */
export class AskForm {
  readonly #form: HTMLFormElement;
  readonly #code: string;
  #line: Line | undefined;
  #under = false;

  /** Undefined on pages of those who cannot ask. */
  static on(root: HTMLElement, code: string): AskForm | undefined {
    const form = root.querySelector<HTMLFormElement>('form[data-ask]');
    return form ? new AskForm(form, code) : undefined;
  }

  private constructor(form: HTMLFormElement, code: string) {
    this.#form = form;
    this.#code = code;
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
    return `dialogue-ask ${this.#code}`;
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
    this.#showErrors({});
    this.#say(words('ask.sending'));
    const { clientId, text } = this.#kept()!;
    try {
      this.#take(
        await this.#line!.call<{ id: string }>('dialogue:ask', { code: this.#code, clientId, text }),
      );
    } catch {
      this.#say(words('ask.waiting'));
    } finally {
      this.#under = false;
    }
  }

  #take(answer: Ack<{ id: string }>): void {
    if (!answer.ok) {
      this.#keep(false);
      this.#say('');
      const errors = Object.entries(answer.fields ?? {}).map(([name, fault]) => {
        const { text, values } = fault as { text: string; values?: Values };
        return [name, words(text, values) || words('failed')];
      });
      const whole =
        errors.length > 0 ? {} : { form: words(answer.error, answer.values as Values) || words('failed') };
      this.#showErrors({ ...Object.fromEntries(errors), ...whole });
      return;
    }
    sessionStorage.removeItem(this.#place);
    this.#text.value = '';
    this.#text.dispatchEvent(new Event('input'));
    sessionStorage.removeItem(this.#place);
    this.#id.value = newId();
    this.#say(words('ask.sent'));
    void this.#line!.askMine();
  }

  #say(text: string): void {
    const place = part(this.#form.parentElement!, 'asked');
    if (place) place.textContent = text;
  }

  #showErrors(errors: Record<string, string>): void {
    for (const place of this.#form.querySelectorAll<HTMLElement>('[data-error-of]')) {
      const text = errors[place.dataset['errorOf']!] ?? '';
      place.textContent = text;
      place.hidden = text === '';
    }
    const wrong = 'text' in errors;
    this.#text.closest('.field')!.classList.toggle('has-error', wrong);
    if (wrong) this.#text.setAttribute('aria-invalid', 'true');
    else this.#text.removeAttribute('aria-invalid');
    if (Object.keys(errors).length > 0) this.#text.focus();
  }
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
