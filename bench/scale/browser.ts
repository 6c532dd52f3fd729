/** Somebody with a browser: keeps cookies, signs in. */
export class Browser {
  readonly #address: string;
  readonly #cookies = new Map<string, string>();

  constructor(address: string) {
    this.#address = address;
  }

  /** @returns the text of the page, and how long it took to the last byte, in milliseconds */
  async look(path: string): Promise<{ text: string; ms: number }> {
    const begun = performance.now();
    const response = await this.#ask(path);
    const text = await response.text();
    const ms = performance.now() - begun;
    if (response.status !== 200) throw new Error(`${path} gave ${response.status}`);
    return { text, ms };
  }

  async signIn(email: string, password: string): Promise<void> {
    const { text } = await this.look('/sign-in');
    const token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const body = new URLSearchParams({ email, password, _csrf: token });
    const response = await this.#ask('/sign-in', { method: 'POST', body });
    if (response.status !== 303) throw new Error(`${email} was not signed in: ${response.status}`);
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...(cookie ? { cookie } : {}),
      ...(init.method === 'POST' ? { origin: this.#address } : {}),
    };
    const response = await fetch(`${this.#address}${path}`, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [name, value] = set.split(';')[0]!.split(/=(.*)/) as [string, string];
      this.#cookies.set(name, value);
    }
    return response;
  }
}
