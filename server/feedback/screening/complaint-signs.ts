import type { ContentLanguage } from '../../platform/context.ts';

/** A complaint against a decision and a denunciation of a person have laws and offices of their own. */
export type ComplaintKind = 'complaint' | 'denunciation';

export interface ComplaintSign {
  kind: ComplaintKind;
  words: string;
  start: number;
  end: number;
}

/** A decision with its number, as people write it: "Quyết định số 123/QĐ-UBND", "quyet dinh 123/QD". */
const NUMBERED = String.raw`(?:quyết định|quyet dinh|decision|решени[еяю])\s+(?:(?:số|so|no\.?|number|№)\s*)?\d+\s*\/[\p{L}\d/-]+`;

const SIGNS: Record<ContentLanguage, Record<ComplaintKind, string[]>> = {
  vi: {
    complaint: [
      NUMBERED,
      'khiếu nại',
      '(?:không đồng ý|phản đối|hủy|huỷ|thu hồi) (?:với )?quyết định',
      'quyết định (?:xử phạt|thu hồi đất|cưỡng chế)',
    ],
    denunciation: [
      'tố cáo',
      'tố giác',
      'vòi vĩnh',
      'nhũng nhiễu',
      'lót tay',
      'bôi trơn',
      'chung chi',
      'nhận hối lộ',
      '(?:đòi|đưa|nhận) (?:thêm )?(?:tiền|phong bì|bồi dưỡng)',
      'gợi ý (?:đưa tiền|bồi dưỡng|phong bì)',
    ],
  },
  en: {
    complaint: [
      NUMBERED,
      'complain(?:t|ts|ing)? (?:against|about) (?:the |this )?decision',
      '(?:appeal against|annul|revoke|overturn) (?:the |this )?decision',
    ],
    denunciation: [
      String.raw`brib\p{L}+`,
      String.raw`(?:asked|demanded|wanted) (?:\p{L}+ ){0,3}(?:money|cash|an envelope)`,
      String.raw`extort\p{L}*`,
      String.raw`corrupt\p{L}*`,
      'kickbacks?',
    ],
  },
  ru: {
    complaint: [
      NUMBERED,
      String.raw`жалоб\p{L}* на решени\p{L}`,
      String.raw`(?:отменить|обжал\p{L}+) решени\p{L}`,
    ],
    denunciation: [
      String.raw`взятк\p{L}*`,
      String.raw`вымога\p{L}*`,
      String.raw`(?:требова|проси)\p{L}+ (?:\p{L}+ ){0,2}(?:деньги|денег)`,
      String.raw`коррупц\p{L}*`,
    ],
  },
};

const OUTSIDE = { before: String.raw`(?<![\p{L}\d])`, after: String.raw`(?![\p{L}\d])` } as const;

const expressionOf = (signs: string[]) =>
  new RegExp(`${OUTSIDE.before}(?:${signs.join('|')})${OUTSIDE.after}`, 'giu');

/**
 * Words by which a text may be a complaint or a denunciation. Signs, not proof: whoever screens reads on. Signs of one
 * kind that stand twice are told once.
 */
export function complaintSigns(text: string, language: ContentLanguage): ComplaintSign[] {
  const told = text.normalize('NFC');
  const found = Object.entries(SIGNS[language] ?? SIGNS.vi).flatMap(([kind, signs]) =>
    [...told.matchAll(expressionOf(signs))].map(({ 0: words, index }) => ({
      ...{ kind: kind as ComplaintKind, words, start: index, end: index + words.length },
    })),
  );
  const once = new Map(found.map((sign) => [`${sign.kind} ${sign.words.toLowerCase()}`, sign]));
  return [...once.values()].sort((one, other) => one.start - other.start);
}
