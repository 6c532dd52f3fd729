import * as cheerio from 'cheerio';

export class Seen {
  readonly status: number;
  /** Path after redirects. */
  readonly path: string;
  readonly html: string;
  #parsed: cheerio.CheerioAPI | undefined;

  constructor(status: number, path: string, html: string) {
    this.status = status;
    this.path = path;
    this.html = html;
  }

  /** Parsed when somebody looks at it: most pages are only passed. */
  get $(): cheerio.CheerioAPI {
    this.#parsed ??= cheerio.load(this.html);
    return this.#parsed;
  }

  /** The words of the main part, as a person reads them. */
  get text(): string {
    return this.$('main').text().replace(/\s+/g, ' ').trim();
  }
}

/** A browser without script: keeps cookies, follows redirects, fills forms as they stand on the page. */
export class Visitor {
  readonly address: string;
  readonly cookies = new Map<string, string>();
  language = 'vi';
  last: Seen | undefined;
  /** What a person changes in an address to which the browser is sent on. */
  onTheWay: (address: URL) => void = () => undefined;

  constructor(address: string) {
    this.address = address;
  }

  get(path: string): Promise<Seen> {
    return this.#go(path, { method: 'GET' });
  }

  /** Sends fields as they are: for hostile input. The token of the last page is added unless given. */
  post(path: string, fields: Record<string, string | string[]>): Promise<Seen> {
    const body = new URLSearchParams();
    const token = this.last?.$('input[name=_csrf]').first().attr('value');
    if (token && !('_csrf' in fields)) body.append('_csrf', token);
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) body.append(name, each);
    return this.#go(path, { method: 'POST', body });
  }

  /** The same as a multipart form that brings a file. */
  upload(
    path: string,
    fields: Record<string, string | string[]>,
    file: { field: string; name: string; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<Seen> {
    const body = new FormData();
    body.append('_csrf', this.last?.$('input[name=_csrf]').first().attr('value') ?? '');
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) body.append(name, each);
    body.append(file.field, new File([file.bytes], file.name));
    return this.#go(path, { method: 'POST', body });
  }

  /**
   * Fills in a form of the last page and sends it.
   * @param action the form's action, or a selector of the form
   */
  submit(action: string, fields: Record<string, string | string[]> = {}): Promise<Seen> {
    if (!this.last) throw new Error('no page is open');
    const { $ } = this.last;
    const form = action.startsWith('/') ? $(`form[action="${action}"]`).first() : $(action).first();
    if (form.length === 0) throw new Error(`no form ${action} on ${this.last.path}`);
    const body: Record<string, string | string[]> = {};
    for (const { name, value } of form.serializeArray()) {
      const before = body[name];
      body[name] = before === undefined ? value : [before, value].flat();
    }
    // Cheerio takes the first option for chosen when the chosen one stands in a group.
    form.find('select:has(optgroup option[selected])').each((_, select) => {
      body[$(select).attr('name')!] = $(select).find('option[selected]').attr('value')!;
    });
    const target = form.attr('action') ?? this.last.path;
    if ((form.attr('method') ?? 'get').toLowerCase() === 'get') {
      const query = new URLSearchParams({ ...body, ...fields } as Record<string, string>);
      return this.get(`${target}?${query}`);
    }
    return this.post(target, { ...body, ...fields });
  }

  async #go(path: string, init: RequestInit): Promise<Seen> {
    let url = new URL(path, this.address);
    let response = await this.#fetch(url, init);
    for (let hops = 0; hops < 6 && [301, 302, 303].includes(response.status); hops++) {
      await response.arrayBuffer();
      url = new URL(response.headers.get('location')!, url);
      this.onTheWay(url);
      response = await this.#fetch(url, { method: 'GET' });
    }
    this.last = new Seen(response.status, url.pathname + url.search, await response.text());
    return this.last;
  }

  async #fetch(url: URL, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    // Thousands of pages need not be packed and unpacked.
    const headers: Record<string, string> = {
      'accept-language': this.language,
      'accept-encoding': 'identity',
    };
    if (cookie) headers['cookie'] = cookie;
    if (init.method === 'POST') headers['origin'] = url.origin;
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (!name) continue;
      if (!value || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
