import { fileText } from '../support/file-text.ts';
import type { Viewer } from './viewers.ts';

export type Fields = Record<string, string | string[]>;

export interface Sent {
  status: number;
  location: string;
  /** Status line and headers as text. */
  head: string;
  body: string;
}

/** Thousands of pages need not be packed and unpacked. */
const PLAIN = { 'accept-language': 'vi', 'accept-encoding': 'identity' };

/** One request of a browser, redirects not followed; the answer's cookies are thrown away, so that calls stay apart. */
export async function send(one: Viewer, method: string, path: string, fields?: Fields): Promise<Sent> {
  const cookie = [...one.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers: Record<string, string> = {
    ...PLAIN,
    ...(cookie ? { cookie } : {}),
  };
  const init: RequestInit = { method: method.toUpperCase(), headers, redirect: 'manual' };
  if (init.method === 'POST') {
    headers['origin'] = one.visitor.address;
    init.body = formOf({ _csrf: one.csrf, ...fields });
  }
  return read(await fetch(one.visitor.address + path, init));
}

export interface SentFile {
  field: string;
  name: string;
  bytes: Uint8Array;
}

/** A form with a file, as a browser sends it. */
export async function sendFile(
  one: Viewer,
  path: string,
  { fields = {}, file }: { fields?: Fields | undefined; file: SentFile },
): Promise<Sent> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ _csrf: one.csrf, ...fields }))
    for (const each of [value].flat()) form.append(name, each);
  form.append(file.field, new File([Uint8Array.from(file.bytes)], file.name));
  const cookie = [...one.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...PLAIN, origin: one.visitor.address, ...(cookie ? { cookie } : {}) };
  const init: RequestInit = { method: 'POST', headers, redirect: 'manual', body: form };
  return read(await fetch(one.visitor.address + path, init));
}

export interface ApiInput {
  body?: unknown;
  headers?: Record<string, string>;
}

/** One call of the JSON API with the viewer's token. */
export async function call(
  one: Viewer,
  method: string,
  path: string,
  { body, headers = {} }: ApiInput = {},
): Promise<Sent> {
  const response = await fetch(`${one.visitor.address}/api/v1${path}`, {
    method: method.toUpperCase(),
    headers: {
      ...PLAIN,
      ...(one.token ? { authorization: `Bearer ${one.token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return read(response);
}

function formOf(fields: Fields): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(name, each);
  return form;
}

/** Of a file what can be read in it. */
const bodyOf = async (response: Response) => fileText(Buffer.from(await response.arrayBuffer()));

async function read(response: Response): Promise<Sent> {
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const location = response.headers.get('location') ?? '';
  return { status: response.status, location, head, body: await bodyOf(response) };
}

/** A request with a body as it is, for what no browser would send. */
export async function sendRaw(
  one: Viewer,
  method: string,
  address: URL,
  { body, headers = {} }: { body?: string | Uint8Array; headers?: Record<string, string> } = {},
): Promise<Sent> {
  const cookie = [...one.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const init: RequestInit = {
    method: method.toUpperCase(),
    headers: { ...PLAIN, cookie, ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: body as BodyInit }),
  };
  return read(await fetch(address, init));
}
