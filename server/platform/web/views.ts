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

/** What the files say: the sites of a process share it. */
const templates = once(() =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => ({
      name: relative('.', file)
        .replace(/\.hbs$/, '')
        .replaceAll('\\', '/'),
      tree: Handlebars.parse(readFileSync(join(FOLDER, file), 'utf8')),
    })),
);

/** Makes all templates ready. Each is a partial too, under its path: `{{> feedback/_card item=this}}`. */
export function readViews(settings: Omit<HelperSettings, 'translator'>): Views {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(viewHelpers({ ...settings, translator }));
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const { name, tree } of templates()) {
    refuseMistaken(tree, { name, helpers: Object.keys(handlebars.helpers) });
    // Without this, a partial called on a line of its own has every line indented, those of people's texts included.
    const template = handlebars.compile(tree, { preventIndent: true });
    compiled.set(name, template);
    handlebars.registerPartial(name.replace(/^partials\//, ''), template);
  }
  const templateOf = (name: string) => {
    const template = compiled.get(name);
    if (!template) throw new Error(`no view ${name}`);
    return template;
  };
  return {
    has: (view) => compiled.has(view),
    render(view, model, language, layout = 'page') {
      const options = { data: { language }, allowProtoPropertiesByDefault: false };
      const root = { ...model, language };
      const body = templateOf(view)(root, options);
      return templateOf(`layouts/${layout}`)({ ...root, body }, options);
    },
  };
}

/**
 * A field under the name of a helper: {{number}} would call the helper with nothing, on the one page that has the field.
 * @throws Error at start, for any template: {{this.number}} means the field
 */
export function refuseMistaken(
  tree: hbs.AST.Program,
  { name, helpers }: { name: string; helpers: readonly string[] },
): void {
  const visitor = new Handlebars.Visitor();
  visitor.MustacheStatement = function (statement) {
    const { original } = statement.path as hbs.AST.PathExpression;
    if (statement.params.length === 0 && helpers.includes(original))
      throw new Error(`${name}: {{${original}}} is a helper; the field is {{this.${original}}}`);
    Handlebars.Visitor.prototype.MustacheStatement.call(this, statement);
  };
  visitor.accept(tree);
}
