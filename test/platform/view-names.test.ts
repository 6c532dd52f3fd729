import { expect } from 'chai';
import Handlebars from 'handlebars';
import { bareNames, readViews, refuseMistaken, viewNames } from '../../server/platform/web/views.ts';

const HELPERS = ['number', 'date', 't'];
const check = (template: string) =>
  refuseMistaken(bareNames(Handlebars.parse(template)), { name: 'some/view', helpers: HELPERS });

describe('templates: helpers and fields do not share names', () => {
  for (const template of [
    '{{number}}',
    '{{#if number}}({{number}}){{/if}}',
    '{{#each rows}}{{{date}}}{{/each}}',
  ])
    it(`refuses ${template}, and says how the field is written`, () => {
      expect(() => check(template)).to.throw(/some\/view: \{\{(number|date)\}\} is a helper; .*\{\{this\./);
    });

  for (const template of [
    '{{number count}}',
    '{{this.number}}',
    '{{#if number}}x{{/if}}',
    '{{row.date}}',
    "{{t 'a'}}",
  ])
    it(`takes ${template}`, () => {
      expect(() => check(template)).not.to.throw();
    });

  it('holds for every template of the site, which are parsed only when they are wanted', () => {
    const views = readViews({ timeZone: () => 'Asia/Ho_Chi_Minh', publicUrl: '', asset: (name) => name });
    const names = viewNames();
    expect(names).to.include('home/show').and.to.have.length.above(300);
    for (const name of names)
      try {
        views.render(name, {}, 'vi');
      } catch (fault) {
        // A page without its model cannot be drawn; a mistaken name or a template that cannot be read is told apart.
        expect(String(fault), name).not.to.match(/is a helper|Parse error/);
      }
  });

  it('shows the number of a law that is cited by its name', () => {
    const views = readViews({ timeZone: () => 'Asia/Ho_Chi_Minh', publicUrl: '', asset: (name) => name });
    const answer = {
      text: 'Theo Luật Đất đai 2024.',
      cited: [{ text: 'Luật Đất đai 2024', number: '31/2024/QH15' }],
    };
    expect(views.render('feedback/answering/_answer-body', { answer, now: new Date() }, 'vi')).to.contain(
      '(31/2024/QH15)',
    );
  });
});
