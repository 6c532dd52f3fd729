const DATE = String.raw`\d{2}/\d{2}/\d{4}`;
const HOUR = String.raw`\d{2}:\d{2}, `;
const WEEKDAY = '(?:Thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ Nhật), ngày ';

/** "ngày" before a date that brings its own: "ngày 17:00, Thứ Tư, ngày 16/12/2026". */
const DAY_TWICE = new RegExp(`(?<!\\p{L})ngày (?=(?:${HOUR})?${WEEKDAY}${DATE})`, 'gu');
/** "ngày" before an hour stands behind it: "17:00, ngày 16/12/2026". */
const DAY_BEFORE_HOUR = new RegExp(`(?<!\\p{L})ngày (${HOUR})(?=${DATE})`, 'gu');
/** "lúc" is for an hour; a date without one has "ngày". */
const HOUR_OF_DATE = new RegExp(`(?<!\\p{L})lúc (?=${DATE})`, 'gu');
const HOUR_OF_DAY = new RegExp(`(?<!\\p{L})lúc (?=${WEEKDAY}${DATE})`, 'gu');

/** A Vietnamese text into which dates were put: words that lead to a date are written once. */
export function agreed(text: string): string {
  return text
    .replace(DAY_TWICE, '')
    .replace(DAY_BEFORE_HOUR, '$1ngày ')
    .replace(HOUR_OF_DAY, '')
    .replace(HOUR_OF_DATE, 'ngày ');
}
