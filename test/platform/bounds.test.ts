import { expect } from 'chai';
import Joi from 'joi';
import type { Invalid } from '../../server/platform/errors.ts';
import { withoutHeaps } from '../../server/platform/text.ts';
import { boundsOf, formBytes, jsonBytes } from '../../server/platform/web/bounds.ts';
import { check, emailAddress, line, prose } from '../../server/platform/web/check.ts';

const HEAP = `a${'\u0323\u0301'.repeat(30_000)}`;
/** What is left out when texts are cleaned does not part the marks. */
const HIDDEN_HEAP = `a${'\u0323\u200b\u0301\u2060'.repeat(10_000)}`;

describe('what is refused before a schema looks at it', () => {
  const schema = Joi.object({
    name: line(20),
    text: prose(20_000),
    email: emailAddress(),
    points: Joi.array().items(prose(100)).max(5),
    unit: Joi.object({ slug: line(10) }),
  });

  function faults(input: object, strict = true): Record<string, string> {
    try {
      check(schema, input, { strict });
    } catch (error) {
      const { fields } = error as Invalid;
      return Object.fromEntries(Object.entries(fields).map(([name, { text }]) => [name, text]));
    }
    return {};
  }

  /** The best of three: others use the processor too. */
  const soon = (act: () => void) => {
    const times = [1, 2, 3].map(() => {
      const from = performance.now();
      act();
      return performance.now() - from;
    });
    expect(Math.min(...times)).to.be.below(50);
  };

  it('is a letter under a heap of marks, wherever it stands', () => {
    for (const heap of [HEAP, HIDDEN_HEAP])
      soon(() => {
        const text = 'errors.field.marks';
        expect(faults({ text: heap })).to.deep.equal({ text });
        expect(faults({ points: ['a', heap.slice(0, 500)] })).to.deep.equal({ 'points.1': text });
        expect(faults({ points: ['a', heap.slice(0, 500)] }, false)).to.deep.equal({ points: text });
        expect(faults({ unit: { slug: heap.slice(0, 100) } })).to.deep.equal({ 'unit.slug': text });
      });
  });

  it('is a text far too long, an address of an e-mail too', () => {
    soon(() => {
      expect(faults({ name: HEAP })).to.deep.equal({ name: 'errors.field.too-long' });
      expect(faults({ email: `${'a.'.repeat(25_000)}@b.vn` })).to.deep.equal({
        email: 'errors.field.too-long',
      });
    });
  });

  it('is a list with more items than it may have', () => {
    soon(() => {
      expect(faults({ points: Array.from({ length: 130_000 }, () => 1) })).to.deep.equal({
        points: 'errors.field.too-many',
      });
    });
  });

  it('is a host of unknown fields: the first few are named', () => {
    const many = Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`f${at}`, 1]));
    soon(() => expect(faults(many)).to.have.all.keys(Array.from({ length: 10 }, (_, at) => `f${at}`)));
    expect(Object.keys(faults({ ['x'.repeat(60_000)]: 1, ...many }))[0]).to.have.length(80);
    expect(faults({ name: 'Lan', more: 1 })).to.deep.equal({ more: 'errors.field.unknown' });
    expect(faults(many, false)).to.deep.equal({});
  });

  it('is not looked for in lists in lists', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    soon(() => expect(faults({ name: deep })).to.deep.equal({ name: 'errors.field.wrong' }));
    soon(() => expect(faults({ points: [deep] })).to.deep.equal({ 'points.0': 'errors.field.wrong' }));
  });

  it('is nothing that people write', () => {
    const written = {
      name: ` ${'ế'.normalize('NFD').repeat(20)} `,
      text: 'Ẩ̃ Thị trấn, เก้๎า, שָׁ֑לוֹם, 👩🏽‍🚀',
    };
    expect(check(schema, written, { strict: true })).to.have.property('name', 'ế'.repeat(20));
  });

  it('comes back into a form without its heap', () => {
    expect(withoutHeaps(`x${HEAP}y`)).to.equal(`xa${'\u0323\u0301'.repeat(8)}y`);
    expect(withoutHeaps(HIDDEN_HEAP).length).to.be.below(60);
    expect(withoutHeaps('Nguyễn Thị Ánh')).to.equal('Nguyễn Thị Ánh');
  });

  it('bodies are as large as their fields allow', () => {
    expect(formBytes(undefined)).to.equal(16_384);
    expect(formBytes(Joi.object({ name: line(20) }))).to.be.within(16_384 + 2 * 20 * 13, 17_500);
    expect(jsonBytes(schema)).to.be.within(300_000, 512 * 1024);
    expect(jsonBytes(Joi.object({ points: Joi.array().items(prose(100)).max(5) }))).to.be.below(30_000);
  });

  it('goes by the widest of several shapes', () => {
    const either = Joi.object({
      note: Joi.when('step', { is: 'a', then: prose(2000), otherwise: line(10) }),
      kind: Joi.valid('x'.repeat(150)),
      of: Joi.alternatives(line(5), Joi.array().items(line(7)).max(3)),
    });
    const { fields } = boundsOf(either);
    expect(fields?.get('note')?.text).to.equal(2000);
    expect(fields?.get('kind')?.text).to.equal(150);
    expect(fields?.get('of')).to.include({ items: 3 });
  });
});
