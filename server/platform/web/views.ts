import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';
import type { Language } from '../context.ts';
import { translator } from '../i18n/texts.ts';
import { once } from '../once.ts';
import { VIEWS } from '../project-files.ts';
import { type HelperSettings, viewHelpers } from './view-helpers.ts';

export interface Views {
  /**
   * Renders `views/NAME.hbs` inside `views/layouts/LAYOUT.hbs`.
   * The model is seen by layout and partials as `@root`; values are escaped.
   */
  render(view: string, model: object, language: Language, layout?: string): string;
  has(view: string): boolean;
}

const FOLDER = VIEWS;

interface Template {
  run: Handlebars.TemplateDelegate;
  bareNames: Set<string>;
}

/**
 * What the files say, under their names: the sites of a process share it, and each brings its own helpers when it renders.
 * All are read at the start, for a build may put others in their place; a template is parsed and compiled when it is
 * first rendered.
 */
const templates = once((): Map<string, () => Template> => {
  const handlebars = Handlebars.create();
  const read = new Map<string, () => Template>();
  for (const file of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.hbs')) continue;
    const name = relative('.', file)
      .replace(/\.hbs$/, '')
      .replaceAll('\\', '/');
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const template = once(() => {
      const tree = Handlebars.parse(text);
      // Without this, a partial called on a line of its own has every line indented, those of people's texts included.
      return { run: handlebars.compile(tree, { preventIndent: true }), bareNames: bareNames(tree) };
    });
    read.set(name, template);
    handlebars.registerPartial(name.replace(/^partials\//, ''), (model, options) =>
      template().run(model, options),
    );
  }
  return read;
});

/** The names of all templates. */
export const viewNames = (): string[] => [...templates().keys()];

/** Each template is a partial too, under its path: `{{> feedback/_card item=this}}`. */
export function readViews(settings: Omit<HelperSettings, 'translator'>): Views {
  const helpers = viewHelpers({ ...settings, translator });
  const called = [...Object.keys(Handlebars.helpers), ...Object.keys(helpers)];
  const read = templates();
  const ready = new Map<string, Handlebars.TemplateDelegate>();
  const templateOf = (name: string) => {
    const known = ready.get(name);
    if (known) return known;
    const template = read.get(name)?.();
    if (!template) throw new Error(`no view ${name}`);
    refuseMistaken(template.bareNames, { name, helpers: called });
    ready.set(name, template.run);
    return template.run;
  };
  return {
    has: (view) => read.has(view),
    render(view, model, language, layout = 'page') {
      const options = { data: { language }, helpers, allowProtoPropertiesByDefault: false };
      const root = { ...model, language };
      const body = templateOf(view)(root, options);
      return templateOf(`layouts/${layout}`)({ ...root, body }, options);
    },
  };
}

/** What stands in a template without anything behind it: `{{number}}`. */
export function bareNames(tree: hbs.AST.Program): Set<string> {
  const names = new Set<string>();
  const visitor = new Handlebars.Visitor();
  visitor.MustacheStatement = function (statement) {
    if (statement.params.length === 0) names.add((statement.path as hbs.AST.PathExpression).original);
    Handlebars.Visitor.prototype.MustacheStatement.call(this, statement);
  };
  visitor.accept(tree);
  return names;
}

/**
 * A field under the name of a helper: {{number}} would call the helper with nothing, on the one page that has the field.
 * @throws Error when the view is first wanted, and in a test for any template: {{this.number}} means the field
 */
export function refuseMistaken(
  bare: ReadonlySet<string>,
  { name, helpers }: { name: string; helpers: readonly string[] },
): void {
  for (const each of helpers)
    if (bare.has(each)) throw new Error(`${name}: {{${each}}} is a helper; the field is {{this.${each}}}`);
}
