import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';

/**
 * A form that a device answers: its sending asks for finger, face or PIN, and goes on with the answer. Where the browser
 * knows no passkeys the form stays hidden, and the other ways to sign in are there.
 */
export function passkeyForm(form: HTMLFormElement): void {
  if (!browserSupportsWebAuthn()) return;
  const answer = form.elements.namedItem('response') as HTMLInputElement;
  const told = form.querySelector<HTMLElement>('[role=alert]')!;
  const optionsJSON = JSON.parse(form.dataset['options']!);
  const ask = () =>
    'new' in form.dataset ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON });
  for (const without of document.querySelectorAll<HTMLElement>('[data-without-passkeys]'))
    without.hidden = true;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    if (answer.value) return;
    event.preventDefault();
    told.hidden = true;
    try {
      answer.value = JSON.stringify(await ask());
      form.submit();
    } catch {
      // Cancelled, or no passkey here: the person may try again, or go another way.
      told.textContent = form.dataset['failed']!;
      told.hidden = false;
    }
  });
  // Coming back with the browser's back button: the question has been answered.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}
