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

/** What no form takes, in whatever field: the body is refused before anybody looks at its fields. */
export const NEVER_IN_A_BODY: Record<string, Attack> = {
  'bytes that are no UTF-8': (fields, name) =>
    `${encoded(without(fields, name))}&${name}=${encodeURIComponent(first(fields, name))}%ff%fe`,
};

/** What no field takes. */
export const NEVER: Record<string, Attack> = {
  'a null byte': changed((value) => `${value}\u0000`),
  'a hundred thousand characters': changed(() => 'x'.repeat(100_000)),
  'the value twice': changed((value) => [value, value]),
};

/** What no field takes that has to be filled in. */
export const NEVER_REQUIRED: Record<string, Attack> = {
  nothing: (fields, name) => encoded(without(fields, name)),
  spaces: changed(() => '   '),
  'an operator as a key': (fields, name) => encoded({ ...without(fields, name), [`${name}[$gt]`]: '' }),
};

const TEMPLATES = `${SCRIPT} {{constructor}} \${7*7} <%= 7*7 %>`;
const OPERATORS = '{"$gt":""} {"$where":"sleep(1000)"}';
const PROTOTYPE = '../../__proto__/etc/passwd%00.html';

/** Text as good as any other, if the field takes text: it has to come out again as text. */
export const ONLY_TEXT: Record<string, Attack> = {
  'a script and templates': changed((value) => `${value}${TEMPLATES}`),
  'an operator': changed(() => OPERATORS),
  'a path to a prototype': changed(() => PROTOTYPE),
};
/** The same in a field of prose, which takes them all together. */
export const ONLY_PROSE: Record<string, Attack> = {
  'scripts, operators and paths': changed((value) => `${value}${TEMPLATES} ${OPERATORS} ${PROTOTYPE}`),
};
