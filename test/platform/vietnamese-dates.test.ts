import { expect } from 'chai';
import { type DateStyle, formatDate } from '../../server/platform/i18n/dates.ts';
import { readTexts, translator } from '../../server/platform/i18n/texts.ts';
import { agreed } from '../../server/platform/i18n/vietnamese.ts';

/** Late in the evening in Greenwich it is the next day in the city. */
const AT = new Date('2026-12-15T18:05:00Z');
const written = (style: DateStyle, at = AT) => formatDate(at, style, 'vi', 'Asia/Ho_Chi_Minh');

describe('dates in Vietnamese texts', () => {
  it('are written as offices write them', () => {
    expect(written('date')).to.equal('16/12/2026');
    expect(written('day')).to.equal('Thứ Tư, ngày 16/12/2026');
    expect(written('moment')).to.equal('01:05, Thứ Tư, ngày 16/12/2026');
    expect(written('short')).to.equal('01:05, 16/12/2026');
    expect(written('moment', new Date('2026-03-01T02:00:00Z'))).to.equal('09:00, Chủ Nhật, ngày 01/03/2026');
  });

  const AGREED: [string, string][] = [
    ['Hẹn trả lời ngày Thứ Ba, ngày 07/04/2026.', 'Hẹn trả lời Thứ Ba, ngày 07/04/2026.'],
    ['đến hết ngày 17:00, Thứ Ba, ngày 07/04/2026', 'đến hết 17:00, Thứ Ba, ngày 07/04/2026'],
    ['Công bố ngày 17:00, 07/04/2026', 'Công bố 17:00, ngày 07/04/2026'],
    ['từ ngày 07/04/2026', 'từ ngày 07/04/2026'],
    ['Đã lưu lúc 07/04/2026', 'Đã lưu ngày 07/04/2026'],
    ['Đã lưu lúc 17:00, 07/04/2026', 'Đã lưu lúc 17:00, 07/04/2026'],
    ['tính lúc Chủ Nhật, ngày 07/04/2026', 'tính Chủ Nhật, ngày 07/04/2026'],
  ];
  for (const [put, read] of AGREED)
    it(read, () => {
      expect(agreed(put)).to.equal(read);
    });

  it('have "lúc" and "ngày" once, in every text', () => {
    const translate = translator('vi');
    const wrong: string[] = [];
    for (const [key, text] of Object.entries(readTexts('vi'))) {
      const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
      for (const style of ['date', 'day', 'moment', 'short'] as const) {
        const read = translate(key, Object.fromEntries(names.map((name) => [name, written(style)])));
        if (/lúc lúc|ngày (ngày|Thứ|Chủ|\d\d:)|lúc (\d\d\/|Thứ|ngày)/.test(read)) wrong.push(read);
      }
    }
    expect(wrong).to.deep.equal([]);
  });
});
