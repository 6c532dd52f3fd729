/** So many digests before the page gets its turn. */
const AT_ONCE = 256;

/**
 * Finds the number with which the digest of the question begins with enough zeros, and sends the form. Where the browser
 * makes no digests (an address without https), people wait as those do who have no script.
 */
export async function proveWork(form: HTMLFormElement): Promise<void> {
  const { challenge = '', bits = '0' } = form.dataset;
  const status = form.querySelector<HTMLElement>('[data-working]');
  const field = form.querySelector<HTMLInputElement>('input[name=_work]');
  if (!crypto.subtle || !status || !field) return;
  status.textContent = status.dataset['working'] ?? '';
  field.value = `${challenge}:${await foundNumber(challenge, Number(bits))}`;
  status.textContent = status.dataset['done'] ?? '';
  // A password is typed once more by hand: it is not sent back into a page.
  if (!form.querySelector('input[type=password]')) form.requestSubmit();
}

async function foundNumber(challenge: string, bits: number): Promise<number> {
  const text = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const digests = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) =>
        crypto.subtle.digest('SHA-256', text.encode(`${challenge}:${first + at}`)),
      ),
    );
    const found = digests.findIndex((digest) => new DataView(digest).getUint32(0) >>> (32 - bits) === 0);
    if (found >= 0) return first + found;
  }
}
