import { expect } from 'chai';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../server/platform/context.ts';
import { readTexts } from '../../server/platform/i18n/texts.ts';

/** One word per thing: docs/glossary.md. What stands here is said in another way, except in the texts named. */
const OTHER_WORDS: Record<ContentLanguage, { words: RegExp; say: string; but?: RegExp }[]> = {
  vi: [
    { words: /(người|bàn|bộ phận|cán bộ) điều phối|điều phối viên/i, say: 'cán bộ đầu mối, người điều hành' },
    { words: /lãnh đạo (đơn vị|cơ quan)/i, say: 'thủ trưởng đơn vị' },
    {
      words: /(?<!thủ trưởng )đơn vị/i,
      say: 'cơ quan',
      but: /^calendar\.(faults|problems|edit-limits)\.|^units\.(code|kind\.public_service_unit|taken-over-wards-note)$/,
    },
    { words: /(?<!\p{L}|thời |địa )điểm (\d|\{\{n|này|được|cần|nào|hỏi)|từng điểm/iu, say: 'nội dung' },
    { words: /sàng lọc/i, say: 'tiếp nhận, phân loại' },
    { words: /máy kiểm|bản kiểm tra|(?<!p)kết quả kiểm(?! tra)/i, say: 'bộ kiểm tra câu trả lời' },
    { words: /bàn (chuyên gia|đối thoại|điều phối)/i, say: 'bàn điều hành, câu hỏi đối thoại' },
    { words: /(?<!\p{L})bạn(?!\p{L})/iu, say: 'ông/bà; anh/chị for staff' },
  ],
  en: [
    {
      words: /\bunits?\b(?!\.en|\}\})/i,
      say: 'office',
      but: /^calendar\.(faults|problems|edit-limits)\.|^units\.(kind\.public_service_unit|taken-over-wards-note|report\.no-catalogue)$/,
    },
    { words: /moderators?’ desk|panel desk/i, say: 'moderator console, dialogue questions' },
    { words: /against the check|although the check/i, say: 'despite warnings' },
    { words: /turned down|not taken up/i, say: 'not accepted' },
    { words: /\bits head\b|head of the unit/i, say: 'head of the office' },
  ],
  ru: [
    { words: /(?<!\p{L})орган(а|у|ом|е|ы|ов|ам|ами|ах)?(?!\p{L})/iu, say: 'ведомство' },
    { words: /отправител/i, say: 'заявитель' },
    { words: /общин/i, say: 'коммуна' },
    { words: /начальник/i, say: 'руководитель ведомства' },
    { words: /рецензент|ведущий диалог/i, say: 'проверяющий ответы, модератор' },
    {
      words: /стол(е|у|ом)? (модератор|диалог)|рабоч(ее|ем) мест/i,
      say: 'пульт модератора, вопросы диалогов',
    },
    { words: /(?<!\p{L})отзывы(?!\p{L})/iu, say: 'замечания' },
    { words: /обязательств/i, say: 'обещание' },
    { words: /вопреки проверке|хотя проверка/i, say: 'несмотря на замечания' },
  ],
};

/** "78%"; in Russian "78 %", on one line. */
const PERCENT: Record<ContentLanguage, RegExp> = {
  vi: /[\d}]\s+%/,
  en: /[\d}]\s+%/,
  ru: /[\d}](?!\u00a0%)\s*%/,
};

/** Texts as they are read: the names of values do not count. */
const textsOf = (language: ContentLanguage) =>
  Object.entries(readTexts(language)).map(([key, text]) => ({
    key,
    text,
    read: text.replace(/\{\{[^}]*\}\}/g, (value) => (/^\{\{n\}\}$/.test(value) ? value : '…')),
  }));

describe('words of texts', () => {
  for (const language of CONTENT_LANGUAGES)
    it(`${language}: one for each role, page and thing`, () => {
      const wrong = textsOf(language).flatMap(({ key, read }) =>
        OTHER_WORDS[language]
          .filter(({ words, but }) => words.test(read) && !but?.test(key))
          .map(({ say }) => `${key}: ${read} (say: ${say})`),
      );
      expect(wrong).to.deep.equal([]);
    });

  for (const language of CONTENT_LANGUAGES)
    it(`${language}: per cent`, () => {
      const wrong = textsOf(language).filter(({ text }) => PERCENT[language].test(text));
      expect(wrong.map(({ key, text }) => `${key}: ${text}`)).to.deep.equal([]);
    });

  it('vi: staff are anh/chị, the public ông/bà, never both in one text', () => {
    const both = textsOf('vi').filter(({ read }) => /anh\/chị/i.test(read) && /ông\/bà/i.test(read));
    expect(both.map(({ key }) => key)).to.deep.equal([]);
  });
});
