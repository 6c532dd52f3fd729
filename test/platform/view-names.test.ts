import { expect } from 'chai';
import Handlebars from 'handlebars';
import { bareNames, readViews, refuseMistaken } from '../../server/platform/web/views.ts';

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
