import { expect } from 'chai';
import fc from 'fast-check';
import { oneSlipApart } from '../../server/units/rules/one-slip.ts';
import { indexFor, search } from '../../server/units/rules.ts';

const NAMES = [
  'Đăng ký lại khai sinh',
  'Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con',
  'Đăng ký khai sinh',
  'Quận Đống Đa',
  'Phường Đông Đa',
  'Giấy phép lái xe',
];
const index = indexFor(NAMES, (name) => ({
  names: [name],
  codes: name === 'Giấy phép lái xe' ? ['3.000348'] : [],
  besides: [],
}));
const first = (query: string) => search(index, query)[0];

describe('search in names', () => {
  it('puts the whole name first, then beginnings, then the rest', () => {
    expect(search(index, 'dang ky khai sinh')).to.deep.equal([
      'Đăng ký khai sinh',
      'Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con',
      'Đăng ký lại khai sinh',
    ]);
  });

  it('answers while a word is being typed', () => {
    expect(first('giay ph')).to.equal('Giấy phép lái xe');
    expect(first('dang ky khai s')).to.equal('Đăng ký khai sinh');
  });

  it('prefers the diacritics that were typed', () => {
    expect(first('Đống Đa')).to.equal('Quận Đống Đa');
    expect(first('đông đa')).to.equal('Phường Đông Đa');
  });

  it('takes a word of other diacritics for another word', () => {
    const names = ['Cấp lại giấy chứng nhận bị mất', 'Xã Hà Bằng', 'Cấp lại giấy phép lái xe', 'Xã Vật Lại'];
    const own = indexFor(names, (name) => ({ names: [name], codes: [], besides: [] }));
    expect(search(own, 'lái')).to.deep.equal(['Cấp lại giấy phép lái xe']);
    expect(search(own, 'cấp lái')).to.deep.equal(['Cấp lại giấy phép lái xe']);
    expect(search(own, 'xã vật lai')[0], 'typed without some').to.equal('Xã Vật Lại');
  });

  it('forgives one slip and words that nobody has', () => {
    expect(first('giay phpe lai xe')).to.equal('Giấy phép lái xe');
    expect(first('dang ky khai sihn')).to.equal('Đăng ký khai sinh');
    expect(first('lam giay khai sinh')).to.equal('Đăng ký khai sinh');
  });

  it('finds codes, whole and begun', () => {
    expect(first('3.000348')).to.equal('Giấy phép lái xe');
    expect(first('3.0003')).to.equal('Giấy phép lái xe');
  });

  it('gives nothing for what nobody has, and everything for nothing', () => {
    expect(search(index, 'xyzzy')).to.deep.equal([]);
    expect(search(index, ' .,-- ')).to.have.lengthOf(NAMES.length);
  });

  it('finds every name by itself, whatever else is typed never fails', () => {
    for (const name of NAMES) expect(first(name)).to.equal(name);
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (query) =>
        Array.isArray(search(index, query)),
      ),
    );
  });
});

describe('one slip', () => {
  it('is one letter wrong, missing, too many, or two swapped', () => {
    for (const word of ['sunh', 'sin', 'sinnh', 'snih', 'inh'])
      expect(oneSlipApart('sinh', word), word).to.equal(true);
    for (const word of ['sinh', 'hnis', 'si', 'sunk', 'sinhhh'])
      expect(oneSlipApart('sinh', word), word).to.equal(false);
  });

  it('is the same from both sides', () => {
    const word = fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(fc.property(word, word, (a, b) => oneSlipApart(a, b) === oneSlipApart(b, a)));
  });
});
