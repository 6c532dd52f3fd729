import { expect } from 'chai';
import * as cheerio from 'cheerio';
import { CONTENT_LANGUAGES } from '../../server/platform/context.ts';
import { readViews } from '../../server/platform/web/views.ts';

const PEOPLE = [
  {
    ...{ name: 'Lê Thu', email: 'thu@city.example', password: 'một câu dài để thử', role: 'head' },
    units: [{ vi: 'Sở Xây dựng', en: 'Department of Construction', ru: 'Управление строительства' }],
  },
  {
    name: 'Trịnh Nam',
    email: 'nam@city.example',
    password: 'một câu khác để thử',
    role: 'coordinator',
    units: [],
  },
];
const views = readViews({
  timeZone: () => 'Asia/Ho_Chi_Minh',
  publicUrl: 'http://city.example',
  asset: (name) => name,
});
const shown = (demo: object | undefined, language: 'vi' | 'en' | 'ru') =>
  cheerio.load(views.render('accounts/sign-in', { demo, values: { to: '/inbox' }, csrf: 'token' }, language));

describe('people of the demo on the sign-in page', () => {
  for (const language of CONTENT_LANGUAGES)
    it(`each have a form that signs them in with one click: ${language}`, () => {
      const $ = shown({ people: PEOPLE }, language);
      const forms = $('.rows form[action="/sign-in"]').toArray();
      const sent = forms.map((form) =>
        Object.fromEntries(
          $(form)
            .serializeArray()
            .map((each) => [each.name, each.value]),
        ),
      );
      expect(sent).to.deep.equal(
        PEOPLE.map(({ email, password }) => ({ _csrf: 'token', to: '/inbox', email, password })),
      );
      expect($('.rows button').first().attr('aria-label')).to.contain('Lê Thu');
      expect($('.rows').text()).not.to.contain('accounts.');
    });

  it('are absent elsewhere', () => {
    expect(shown(undefined, 'vi')('form')).to.have.length(1);
  });
});
