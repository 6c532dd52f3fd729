import { expect } from 'chai';
import { type DateStyle, dateFormat } from '../../client/dialogues/dates.ts';
import { LANGUAGES } from '../../server/platform/context.ts';
import { formatDate } from '../../server/platform/i18n/dates.ts';

/** Late in the evening in Greenwich it is the next day in the city. */
const AT = new Date('2027-04-29T18:05:00Z');
const ZONE = 'Asia/Ho_Chi_Minh';

describe('dates that the script of a session page writes', () => {
  for (const language of LANGUAGES)
    for (const style of ['date', 'moment', 'short'] satisfies DateStyle[])
      it(`${language}: ${style} as on the page`, () => {
        expect(dateFormat(style, language, ZONE).format(AT)).to.equal(formatDate(AT, style, language, ZONE));
      });
});
