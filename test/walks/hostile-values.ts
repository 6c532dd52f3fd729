import type { Fields } from './send.ts';

export const SCRIPT = '"><script>alert(1)</script>';

/** Turns the valid fields of a form into what is sent, as the body of the request. */
export type Attack = (fields: Fields, name: string) => string;

export function encoded(fields: Fields): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const each of [value].flat()) form.append(name, each);
  return form.toString();
}

const first = (fields: Fields, name: string) => String([fields[name]].flat()[0]);
const changed = (to: (value: string) => string | string[]): Attack => {
  return (fields, name) => encoded({ ...fields, [name]: to(first(fields, name)) });
};
const without = (fields: Fields, name: string): Fields => {
  const { [name]: _gone, ...rest } = fields;
  return rest;
};

/** What no field takes. */
export const NEVER: Record<string, Attack> = {
  'a null byte': changed((value) => `${value}\u0000`),
  'bytes that are no UTF-8': (fields, name) =>
    `${encoded(without(fields, name))}&${name}=${encodeURIComponent(first(fields, name))}%ff%fe`,
  'a hundred thousand characters': changed(() => 'x'.repeat(100_000)),
  'the value twice': changed((value) => [value, value]),
};

/** What no field takes that has to be filled in. */
export const NEVER_REQUIRED: Record<string, Attack> = {
  nothing: (fields, name) => encoded(without(fields, name)),
  spaces: changed(() => '   '),
  'an operator as a key': (fields, name) => encoded({ ...without(fields, name), [`${name}[$gt]`]: '' }),
};

/** Text as good as any other, if the field takes text: it has to come out again as text. */
export const ONLY_TEXT: Record<string, Attack> = {
  'a script and templates': changed((value) => `${value}${SCRIPT} {{constructor}} \${7*7} <%= 7*7 %>`),
  'an operator': changed(() => '{"$gt":""} {"$where":"sleep(1000)"}'),
  'a path to a prototype': changed(() => '../../__proto__/etc/passwd%00.html'),
};
