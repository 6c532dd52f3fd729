import { expect } from 'chai';
import Joi from 'joi';
import type { Invalid } from '../../server/platform/errors.ts';
import { check, line, prose } from '../../server/platform/web/check.ts';

describe('texts from outside', () => {
  const schema = Joi.object<{ name: string; text: string }>({ name: line(20), text: prose(20) });
  const read = (input: object) => check(schema, input, { strict: true });

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
