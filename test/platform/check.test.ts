import { expect } from 'chai';
import Joi from 'joi';
import type { Invalid } from '../../server/platform/errors.ts';
import { check, line, prose } from '../../server/platform/web/check.ts';

describe('texts from outside', () => {
  const schema = Joi.object<{ name: string; text: string }>({ name: line(20), text: prose(20) });
  const read = (input: object) => check(schema, input, { strict: true });

  it('are nothing when nobody sees anything', () => {
    const text = Joi.object({ text: prose(20).min(3).required() });
    for (const unseen of ['\u200b\u200b\u200b', '\u3164 \u2060', '\u200d\ufe0f\u0301', '\u{e0041}'])
      expect(() => check(text, { text: unseen }, { strict: true }))
        .to.throw()
        .with.nested.property('fields.text.text', 'errors.field.required');
    expect(() => check(text, { text: 'ab\u200b\u200b' }, { strict: true })).to.throw();
    expect(check(text, { text: 'ti\u00adếng 👩‍👩‍👧' }, { strict: true })).to.deep.equal({
      text: 'tiếng 👩‍👩‍👧',
    });
  });

  it('leave out what turns the direction of writing', () => {
    const given = { name: 'Lan \u202eidib\u202c', text: 'a\u2067b\u2069\r\nc' };
    expect(read(given)).to.deep.equal({ name: 'Lan idib', text: 'ab\nc' });
  });

  for (const [what, input, field] of [
    ['a null byte', { name: 'a\u0000b' }, 'name'],
    ['half of a pair', { text: 'a\ud800b' }, 'text'],
    ['a line end in one line', { name: 'a\nb' }, 'name'],
  ] as const)
    it(`are refused with ${what}`, () => {
      expect(() => read(input))
        .to.throw()
        .with.property('fields')
        .that.has.all.keys(field);
      try {
        read(input);
      } catch (error) {
        expect((error as Invalid).fields[field]?.text).to.equal('errors.field.controls');
      }
    });
});
