/** As much of JSON Schema as the description of the API uses. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
}

/** Where a value is not as its schema says: missing, undeclared, of another type or spelling. */
export function differences(schema: Schema, value: unknown, at: string): string[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const all = choices.map((each) => differences(each, value, at));
    return all.some((each) => each.length === 0) ? [] : all[0]!;
  }
  if (schema.enum && !schema.enum.includes(value))
    return [`${at} is not one of the values: ${String(value)}`];
  const types = schema.type ? [schema.type].flat() : undefined;
  if (types && !types.includes(typeOf(value)) && !(types.includes('number') && typeOf(value) === 'integer'))
    return [`${at} is ${typeOf(value)}, not ${types.join(' or ')}`];
  if (typeof value === 'string') return spelling(schema, value, at);
  if (Array.isArray(value) && schema.items)
    return value.flatMap((each, index) => differences(schema.items!, each, `${at}[${index}]`));
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !schema.properties) return [];
  return inside(schema, value as Record<string, unknown>, at);
}

function spelling(
  { pattern, minLength = 0, maxLength = Infinity }: Schema,
  value: string,
  at: string,
): string[] {
  if (value.length < minLength || value.length > maxLength) return [`${at} has ${value.length} characters`];
  return pattern && !new RegExp(pattern, 'u').test(value) ? [`${at} does not match ${pattern}`] : [];
}

function inside(
  { required = [], properties = {} }: Schema,
  value: Record<string, unknown>,
  at: string,
): string[] {
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const parts = Object.entries(value).flatMap(([name, each]) =>
    properties[name]
      ? differences(properties[name], each, `${at}.${name}`)
      : [`${at}.${name} is not declared`],
  );
  return [...missing, ...parts];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
