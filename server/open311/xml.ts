type Value = string | number | boolean | null | undefined | Value[] | { [name: string]: Value };

/** How what stands in a list is called. */
const EACH: Record<string, string> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string) =>
  text.replace(UNWRITABLE, '').replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

function element(name: string, value: Value): string {
  if (value === undefined || value === null || value === '') return `<${name}/>`;
  const content = Array.isArray(value)
    ? value.map((each) => element(EACH[name] ?? name, each)).join('')
    : typeof value === 'object'
      ? Object.entries(value)
          .map(([part, of]) => element(part, of))
          .join('')
      : escaped(String(value));
  return `<${name}>${content}</${name}>`;
}

export function xmlOf(name: string, value: object): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(name, value as Value)}\n`;
}
