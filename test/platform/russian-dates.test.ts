import { expect } from 'chai';
import { type DateStyle, formatDate } from '../../server/platform/i18n/dates.ts';
import { agreed } from '../../server/platform/i18n/russian.ts';
import { readTexts, translator } from '../../server/platform/i18n/texts.ts';

const DAY_MS = 86_400_000;
const MONDAY = new Date('2026-11-23T10:00:00Z');
const STYLES: DateStyle[] = ['date', 'day', 'moment'];

function dates(): string[] {
  const week = Array.from({ length: 7 }, (_, at) => new Date(MONDAY.getTime() + at * DAY_MS));
  return week.flatMap((at) => STYLES.map((style) => formatDate(at, style, 'ru', 'Asia/Ho_Chi_Minh')));
}

describe('dates in Russian texts', () => {
  const AGREED: [string, string][] = [
    ['до пятница, 27 ноября 2026 г..', 'до пятницы, 27 ноября 2026 г.'],
    ['не позднее суббота, 28 ноября', 'не позднее субботы, 28 ноября'],
    ['С вторник, 24 ноября по среда, 25 ноября', 'Со вторника, 24 ноября по среду, 25 ноября'],
    ['с четверг до воскресенье', 'с четверга до воскресенья'],
    ['Дела на пятница: 3', 'Дела на пятницу: 3'],
    ['в вторник', 'во вторник'],
    ['Срок: пятница, 27 ноября 2026 г.. Отвечает', 'Срок: пятница, 27 ноября 2026 г. Отвечает'],
    ['Когда-то пятница…', 'Когда-то пятница…'],
    ['и т. д.. Не дата', 'и т. д.. Не дата'],
  ];
  for (const [written, read] of AGREED)
    it(read, () => {
      expect(agreed(written)).to.equal(read);
    });

  it('have their case and one full stop, in every text and on every day', () => {
    const translate = translator('ru');
    const wrong: string[] = [];
    for (const [key, text] of Object.entries(readTexts('ru'))) {
      const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
      if (names.length === 0) continue;
      for (const date of dates()) {
        const read = translate(key, Object.fromEntries(names.map((name) => [name, date])));
        const nominative = /(?<!\p{L})(до|с|от|после|позднее|на|по|в) (среда|пятница|суббота)/iu;
        if (read.includes('..') || nominative.test(read)) wrong.push(read);
      }
    }
    expect(wrong).to.deep.equal([]);
  });
});
