import { words } from '../words.ts';

interface Outcome {
  form: HTMLFormElement;
  /** Undefined: it was done. */
  refused?: Element;
}

/** Sends the forms of the console without leaving it: what is typed elsewhere stays, the streams bring what follows. */
export function takeOverForms(root: HTMLElement, done: (outcome: Outcome) => void): void {
  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-console-form]')) return;
    event.preventDefault();
    void send(form, (event as SubmitEvent).submitter).then((refused) => done({ form, refused }));
  });
}

/** @returns the refusal as the server words it; undefined when it was done */
async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Element | undefined> {
  if (form.dataset['sending']) return undefined;
  form.dataset['sending'] = 'yes';
  const data = new FormData(form, submitter);
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      // What was done leads to the console, where one is already: its answer is not needed.
      redirect: 'manual',
      headers: { accept: 'text/html' },
      body: new URLSearchParams([...data].map(([name, value]) => [name, String(value)])),
    });
    if (response.type === 'opaqueredirect') return undefined;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    return page.querySelector('.error-summary') ?? page.querySelector('main h1') ?? failure();
  } catch {
    return failure();
  } finally {
    delete form.dataset['sending'];
  }
}

function failure(): Element {
  const note = document.createElement('p');
  note.textContent = words('failed');
  return note;
}

/** The words of a refusal in one line. */
export function wordsOf(refused: Element): string {
  const parts = [...refused.querySelectorAll('h2, li')].map((each) => each.textContent?.trim() ?? '');
  return (parts.length > 0 ? parts.join(' – ') : (refused.textContent ?? '')).trim();
}
