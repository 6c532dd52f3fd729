import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import * as cheerio from 'cheerio';
import { KINDS, OUTCOMES, REFUSAL_GROUNDS } from '../../../server/feedback/item/rules/fields.ts';
import { MOVES, PUBLIC_LABELS, STATUSES } from '../../../server/feedback/item/rules/status.ts';
import { LANGUAGES, type Language } from '../../../server/platform/context.ts';
import { hasText, readTexts } from '../../../server/platform/i18n/texts.ts';
import { projectFile } from '../../../server/platform/project-files.ts';
import { readViews } from '../../../server/platform/web/views.ts';
import { refusedForm } from './desk-models.ts';
import { letterModel } from './letter-models.ts';
import { pages } from './models.ts';

const views = readViews({
  timeZone: () => 'Asia/Ho_Chi_Minh',
  publicUrl: 'https://city.example',
  asset: (name) => `/assets/${name}`,
});
const frame = { menu: [], languages: [], csrf: 'token', path: '/', now: new Date('2026-03-04T03:00:00Z') };
const RAW_KEY = /\b(feedback|calendar|answer-quality|regulations|site|errors)\.[a-z][\w-]*(\.[\w-]+)*/;

function rendered(view: string, model: object, language: Language): cheerio.CheerioAPI {
  return cheerio.load(views.render(view, { ...frame, ...model }, language));
}

function unresolved(html: string): string | undefined {
  return (RAW_KEY.exec(html) ?? /\{\{|\[object|undefined|Invalid Date/.exec(html))?.[0];
}

/** Levels of the headings, in order: one begins the page, none is skipped on the way down. */
function headingFaults($: cheerio.CheerioAPI): string[] {
  const levels = $('main h1, main h2, main h3, main h4')
    .toArray()
    .map((heading) => Number(heading.tagName.slice(1)));
  const faults = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1).map((level) => `h${level}`);
  return levels.filter((level) => level === 1).length === 1 ? faults : ['not one h1', ...faults];
}

/** Controls without a name for a screen reader, repeated ids, and references to ids that are not there. */
function markupFaults($: cheerio.CheerioAPI): string[] {
  const ids = $('[id]')
    .toArray()
    .map((element) => $(element).attr('id')!);
  const repeated = ids.filter((id, at) => ids.indexOf(id) !== at);
  const unnamed = $('main')
    .find('input:not([type=hidden]), select, textarea:not([hidden])')
    .toArray()
    .filter((control) => $(`label[for="${$(control).attr('id')}"]`).length !== 1)
    .map((control) => `no label: ${$(control).attr('name')}`);
  const referred = $('[aria-describedby], [aria-labelledby]')
    .toArray()
    .flatMap((element) =>
      `${$(element).attr('aria-describedby') ?? ''} ${$(element).attr('aria-labelledby') ?? ''}`.split(' '),
    );
  const lost = referred.filter((id) => id && !ids.includes(id)).map((id) => `no #${id}`);
  const anchors = $('main a[href^="#"]')
    .toArray()
    .map((link) => $(link).attr('href')!.slice(1));
  return [
    ...repeated,
    ...unnamed,
    ...lost,
    ...anchors.filter((id) => !ids.includes(id)).map((id) => `no #${id}`),
  ];
}

describe('feedback views', () => {
  for (const language of LANGUAGES) {
    for (const { view, what, model } of pages)
      it(`${view} ${what} in ${language}: every text is there, headings and labels are right`, () => {
        const $ = rendered(view, model, language);
        expect(unresolved($.html())).to.equal(undefined);
        expect(headingFaults($)).to.deep.equal([]);
        expect(markupFaults($)).to.deep.equal([]);
      });

    for (const view of letters())
      it(`${view} in ${language} has a subject, a text and a link, and no text is missing`, () => {
        const whom = view.split('-for-')[1]!;
        const html = views.render(view, letterModel(whom), language, 'letter');
        const $ = cheerio.load(html);
        expect(unresolved(html)).to.equal(undefined);
        // Whoever has lost the keys of several items gets one letter for all.
        if (!view.endsWith('/lost-key')) expect($('title').text()).to.match(/^PA-2026-000042: .+/);
        expect($('body').text().trim().length).to.be.above(100);
        expect($('a[href^="https://city.example/"]').length).to.be.above(0);
      });
  }

  it('says in a sentence who must answer by when', () => {
    const late = pages.find(({ view, what }) => view === 'feedback/item-page/show' && what === 'handled')!;
    const sentence = (language: Language) =>
      rendered(late.view, late.model, language)('.status-line').text().replace(/\s+/g, ' ').trim();
    expect(sentence('en')).to.contain('Department of Health must answer by Friday, 6 March 2026 at 17:00');
    expect(sentence('vi')).to.contain('Sở Y tế phải trả lời chậm nhất');
    expect(sentence('ru')).to.contain('Отвечает Департамент здравоохранения. Срок: пятница, 6 марта 2026');
  });

  it('shows a refused form of the desk with what was typed, and leaves the others as they were', () => {
    const $ = rendered('feedback/item-page/desk', refusedForm, 'vi');
    expect($('#transfer-reason').text()).to.equal('dòng một\n  dòng hai');
    expect($('#transfer-unit').val()).to.equal('dept-construction');
    expect($('#transfer-unit-error').length).to.equal(1);
    expect($('#routing-unit').val()).to.equal('dept-health');
    expect($('#routing-unit-error, #routing-reason-error').length).to.equal(0);
    expect($('#routing-reason').text()).to.equal('');
    expect($('.error-summary a').attr('href')).to.equal('#transfer-unit');
    expect(markupFaults($)).to.deep.equal([]);
  });

  it('keeps the private fields of the preview out of the public part', () => {
    const preview = pages.find(({ view }) => view === 'feedback/submission/preview')!;
    const $ = rendered(preview.view, preview.model, 'vi');
    expect($('section[aria-labelledby=public-title]').text()).not.to.contain('a@b.example');
    expect($('section[aria-labelledby=private-title]').text()).to.contain('a@b.example');
  });

  it('has a text for each kind, label, outcome, ground, state and entry in every language', () => {
    const keys = [
      ...KINDS.map((kind) => `feedback.kinds.${kind}`),
      ...PUBLIC_LABELS.map((label) => `feedback.labels.${label}`),
      ...OUTCOMES.map((outcome) => `feedback.outcomes.${outcome}`),
      ...REFUSAL_GROUNDS.map((ground) => `feedback.grounds.${ground}`),
      ...STATUSES.map((status) => `feedback.statuses.${status}`),
      ...['feedback.submitted', ...MOVES.map((move) => move.entry)].map((name) =>
        name.replace('feedback.', 'feedback.entries.'),
      ),
    ];
    expect(LANGUAGES.flatMap((language) => keys.filter((key) => !hasText(key, language)))).to.deep.equal([]);
  });

  it('has the same keys in the three languages, and the plural forms of each', () => {
    const keys = (language: Language) =>
      Object.keys(readTexts(language)).filter((key) => key.startsWith('feedback.'));
    const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
    const stems = (language: Language) => [...new Set(keys(language).map(stem))].sort();
    expect(stems('en')).to.deep.equal(stems('vi'));
    expect(stems('ru')).to.deep.equal(stems('vi'));
    for (const language of LANGUAGES) {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      const plural = keys(language).filter((key) => key !== stem(key));
      const wanted = [...new Set(plural.map(stem))].flatMap((key) =>
        pluralCategories.map((form) => `${key}_${form}`),
      );
      expect(plural.sort()).to.deep.equal(wanted.sort());
    }
  });
});

function letters(): string[] {
  return (
    readdirSync(projectFile('views/feedback/letters'))
      // Letters about a changed calendar have a model and tests of their own.
      .filter((file) => !file.startsWith('_') && !file.startsWith('deadline-'))
      .map((file) => `feedback/letters/${file.replace(/\.hbs$/, '')}`)
  );
}
