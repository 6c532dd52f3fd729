import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';
import type { Language } from '../context.ts';
import { projectFile } from '../project-files.ts';
import { type HelperSettings, viewHelpers } from './view-helpers.ts';

export interface Views {
  /**
   * Renders `views/NAME.hbs` inside `views/layouts/LAYOUT.hbs`.
   * The model is seen by layout and partials as `@root`; values are escaped.
   */
  render(view: string, model: object, language: Language, layout?: string): string;
  has(view: string): boolean;
}

const FOLDER = projectFile('views');

/** Reads all templates once. Each is a partial too, under its path: `{{> feedback/_card item=this}}`. */
export function readViews(settings: HelperSettings): Views {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(viewHelpers(settings));
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const file of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.hbs')) continue;
    const name = relative('.', file)
      .replace(/\.hbs$/, '')
      .replaceAll('\\', '/');
    // Without this, a partial called on a line of its own has every line indented, those of people's texts included.
    const template = handlebars.compile(readFileSync(join(FOLDER, file), 'utf8'), { preventIndent: true });
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
