import { pageIn } from '../../markup.ts';
/** Why a form was not taken: as templates know it, in the words of the server. */
export interface Refused {
  /** Name of the form: its fields are called after it. */
  form?: string;
  errors: Record<string, { text: string }>;
  /** What was typed, where the server has drawn it. */
  values?: Record<string, unknown>;
  /** All in one line. */
  failed?: string;
}

interface Outcome {
  form: HTMLFormElement;
  /** Its fields. */
  sent: Record<string, string>;
  /** Undefined: it was done. */
  refused?: Refused;
}

/** Sends the forms of the console without leaving it: what is typed elsewhere stays, the streams bring what follows. */
export function takeOverForms(
  root: HTMLElement,
  { failed, done }: { failed: string; done: (outcome: Outcome) => void },
): void {
  // Not on the form itself: a redraw takes attributes away that the template does not know.
  const sending = new WeakSet<HTMLFormElement>();
  root.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-console-form]')) return;
    event.preventDefault();
    if (sending.has(form)) return;
    sending.add(form);
    const data = new FormData(form, (event as SubmitEvent).submitter);
    void send(form.action, data)
      .catch(() => ({ errors: {}, failed }))
      .then((refused) => {
        sending.delete(form);
        done({
          form,
          refused,
          sent: Object.fromEntries([...data].map(([name, value]) => [name, String(value)])),
        });
      });
  });
}

async function send(address: string, data: FormData): Promise<Refused | undefined> {
  const response = await fetch(address, {
    method: 'POST',
    // What was done leads to the console, where one is already: its answer is not needed.
    redirect: 'manual',
    headers: { accept: 'text/html' },
    body: new URLSearchParams([...data].map(([name, value]) => [name, String(value)])),
  });
  if (response.type === 'opaqueredirect') return undefined;
  const page = await pageIn(response);
  const summary = page.querySelector('.error-summary') ?? page.querySelector('main h1');
  if (!summary) throw new Error('no words');
  return refusalIn(summary);
}

/** Reads the summary of errors: its links name form and field. */
function refusalIn(summary: Element): Refused {
  const errors: Refused['errors'] = {};
  let form: string | undefined;
  for (const link of summary.querySelectorAll<HTMLAnchorElement>('li a[href^="#"]')) {
    const [name, field] = link.hash.slice(1).split('-') as [string, string];
    form = name;
    errors[field] = { text: link.dataset['error'] ?? link.textContent ?? '' };
  }
  const lines = [...summary.querySelectorAll('h2, li')].map((each) => each.textContent?.trim() ?? '');
  return { form, errors, failed: (lines.length > 0 ? lines.join(' – ') : summary.textContent!).trim() };
}
