type Node = Record<string, any>;

/** A smaller one is told where it stands. */
const SHORTEST_SHARED = 60;
/** Where a schema stands inside another. */
const BY_NAME = ['properties', 'patternProperties'];
const IN_LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'];
const ALONE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else'];

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const capital = (name: string) =>
  name.replace(/(?:^|[^A-Za-z0-9]+)([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const oneOf = (name: string) =>
  name.endsWith('s') ? name.replace(/ies$/, 'y').replace(/s$/, '') : `${name}-item`;

interface Place {
  holder: Node;
  key: string;
  /** That the schema there would have as a component. */
  name: string;
}

/** Where schemas stand inside a schema. */
function placesIn(schema: Node, name: string): Place[] {
  const named = BY_NAME.flatMap((key) =>
    Object.keys(schema[key] ?? {}).map((own) => [schema[key], own, own]),
  );
  const listed = IN_LISTS.flatMap((key) =>
    Object.keys(schema[key] ?? []).map((at) => [schema[key], at, name]),
  );
  const alone = ALONE.map((key) => [schema, key, key === 'items' ? oneOf(name) : name]);
  return [...named, ...listed, ...alone]
    .map(([holder, key, own]) => ({ holder, key, name: own }))
    .filter(({ holder, key }) => isNode(holder[key]));
}

/**
 * Schemas of objects that stand at several places of a description, or have a title, are told once, under
 * `components/schemas`: an item with its answers would else stand there eight times, with eighty lists of fields.
 */
export class Components {
  readonly schemas: Record<string, Node> = {};
  readonly #seen = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** Before anything is put: what stands where. */
  count(schema: Node): void {
    const told = JSON.stringify(schema);
    this.#seen.set(told, (this.#seen.get(told) ?? 0) + 1);
    for (const { holder, key } of placesIn(schema, '')) this.count(holder[key]);
  }

  /** The schema, or a reference to it. */
  put(schema: Node, name: string): Node {
    const told = JSON.stringify(schema);
    const known = this.#names.get(told);
    if (known) return { $ref: `#/components/schemas/${known}` };
    const shared = schema['properties'] && told.length >= SHORTEST_SHARED && this.#seen.get(told)! > 1;
    for (const place of placesIn(schema, name))
      place.holder[place.key] = this.put(place.holder[place.key], place.name);
    if (!shared && !schema['title']) return schema;
    const free = this.#free(capital(schema['title'] ?? name));
    this.#names.set(told, free);
    this.schemas[free] = schema;
    return { $ref: `#/components/schemas/${free}` };
  }

  #free(name: string): string {
    if (!this.schemas[name]) return name;
    for (let number = 2; ; number++) if (!this.schemas[`${name}${number}`]) return `${name}${number}`;
  }
}
