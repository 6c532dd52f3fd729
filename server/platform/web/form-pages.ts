import type { Request } from 'express';
import { LANGUAGES, type Language } from '../context.ts';
import { withoutHeaps } from '../text.ts';
import type { Route } from './route.ts';

/** A button of the language menu sends the form of the page with this: it is shown again in that language. */
const OTHER_LANGUAGE = '_language';

/** The field in which whoever does something sensitive proves who it is. */
export const PROOF = '_proof';

/** The field in which a browser shows that it has worked for its request. */
export const WORK = '_work';

/** The language in which the form is wanted; undefined when it was sent to be acted on. */
export function languageWanted(request: Request): Language | undefined {
  const wanted: unknown = request.body?.[OTHER_LANGUAGE];
  return LANGUAGES.find((language) => language === wanted);
}

/** What a person typed, without what the machinery of forms adds. */
export function typedIn(request: Request): Record<string, unknown> {
  const { _csrf, _file, _files, [PROOF]: _proof, [WORK]: _work, ...more } = request.body ?? {};
  const { [OTHER_LANGUAGE]: _language, ...typed } = more;
  return typed;
}

/** The same for a page that shows it again, before or after it was refused: without what would hold up its making. */
export function shownAgain(request: Request): Record<string, unknown> {
  const calm = (value: unknown): unknown =>
    typeof value === 'string' ? withoutHeaps(value) : Array.isArray(value) ? value.map(calm) : value;
  return Object.fromEntries(Object.entries(typedIn(request)).map(([name, value]) => [name, calm(value)]));
}

/** The same as fields of a form. Passwords are not sent back into a page. */
export function fieldsOf(typed: Record<string, unknown>): { name: string; value: string }[] {
  return Object.entries(typed)
    .filter(([name]) => !/password/i.test(name))
    .flatMap(([name, value]) => [value].flat().map((each) => ({ name, value: String(each) })));
}

/**
 * Where a form stands that is sent to an address of its own: the longest beginning of the address that can be opened.
 * undefined for addresses that can be opened themselves, and where there is none.
 * @param pages the addresses that can be opened
 */
export function pageOfForm({ method, path }: Route, pages: ReadonlySet<string>): string | undefined {
  if (method === 'get' || pages.has(path)) return undefined;
  const parts = path.split('/');
  const beginnings = parts.map((_, at) => parts.slice(0, parts.length - at).join('/'));
  return beginnings.find((each) => pages.has(each));
}

/** '/feedback/:code' with the values of a request. */
export function filledPath(pattern: string, params: Record<string, string>): string {
  return pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}
