import Handlebars from 'handlebars/runtime.js';
import texts from 'live-texts';
import type { Language } from '../server/platform/i18n/languages.ts';
import { agreed as agreedRussian } from '../server/platform/i18n/russian.ts';
import { agreed as agreedVietnamese } from '../server/platform/i18n/vietnamese.ts';
import { viewHelpers } from '../server/platform/web/view-helpers.ts';

/** A template of `views/`, as the build has made it, with the partials that it uses. */
export interface View {
  name: string;
  uses: View[];
  template: TemplateSpecification;
}

export type Say = (key: string, values?: Record<string, unknown>) => string;

/** Draws with the templates of the server, in the language of the page. */
export interface Drawing {
  say: Say;
  /** By the clock of the server: that of a browser may be anywhere. */
  readonly now: Date;
  draw(view: View, model: object): string;
}

/**
 * @param timeZone of the city; absent where no moment is drawn
 * @param now when the server drew the page
 */
export async function drawing(timeZone = 'UTC', now = new Date().toISOString()): Promise<Drawing> {
  const ahead = Date.parse(now) - Date.now();
  const clock = () => new Date(Date.now() + ahead);
  const language = document.documentElement.lang;
  const say = await speaking();
  const handlebars = Handlebars.create();
  const settings = { timeZone: () => timeZone, publicUrl: location.origin, asset: () => '' };
  handlebars.registerHelper(viewHelpers({ ...settings, translator: () => say }));
  const csrf = document.querySelector<HTMLInputElement>('input[name=_csrf]')?.value;
  const options = { data: { language }, allowProtoPropertiesByDefault: false };
  const known = (view: View): Handlebars.TemplateDelegate => {
    if (!handlebars.partials[view.name]) {
      handlebars.registerPartial(view.name, handlebars.template(view.template));
      for (const used of view.uses) known(used);
    }
    return handlebars.partials[view.name] as Handlebars.TemplateDelegate;
  };
  return {
    say,
    get now() {
      return clock();
    },
    draw: (view, model) => known(view)({ csrf, language, now: clock(), ...model }, options).trim(),
  };
}

/** The texts of live pages, in the language of the page. */
export async function speaking(): Promise<Say> {
  const language = document.documentElement.lang;
  return sayIn(language, (await (texts[language] ?? texts['vi'])!()).default);
}

/** Words around a date agree with it, as on the server. */
const AGREED: Record<Language, (text: string) => string> = {
  vi: agreedVietnamese,
  ru: agreedRussian,
};

function sayIn(language: Language, written: Record<string, string>): Say {
  const agreed = AGREED[language] ?? ((text: string) => text);
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const counted =
      'count' in values ? written[`${key}_${plural.select(Number(values['count']))}`] : undefined;
    const text = counted ?? written[key] ?? key;
    return agreed(text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? '')));
  };
}
