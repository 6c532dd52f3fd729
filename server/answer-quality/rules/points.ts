import { type Grammar, grammarFor, kindOf } from './question-words.ts';
import { sentencesOf } from './sentences.ts';
import type { Language } from './types.ts';
import { placesOf } from './words.ts';

/** More points than this in one submission are read as one list that a person must arrange. */
const MOST_POINTS = 20;
const LONGEST_SUBMISSION = 20_000;
/** Blanks that are not one space. */
const UNEVEN_BLANKS = /[^\S\n ][^\S\n]*| [^\S\n]+/g;
/** "1.", "(2)", "a)", "B)", "Г)", "Q3:" */
const NUMBERING =
  /(?:^|[\s:;,.!?])(?:\(?([1-9]|1\d|[a-eA-Eа-дА-Д])[.)]|[QqCc]([1-9])[.:)])(?=\s?[\p{L}"«“])/gu;
const SERIES = ['abcde', 'абвгд'];

/**
 * Splits a submission into the points it asks, in order: a numbered list first, else each question and
 * each request. A text without either is one point. Reads at most the first 20,000 characters.
 */
export function splitPoints(text: string, language: Language): string[] {
  const whole = text.slice(0, LONGEST_SUBMISSION).normalize('NFC').replace(UNEVEN_BLANKS, ' ').trim();
  if (whole === '') return [];
  const listed = numberedPoints(whole, language);
  const points = listed.length > 1 ? listed : askedPoints(whole, language);
  return points.length === 0 ? [whole] : points.slice(0, MOST_POINTS);
}

function numberedPoints(text: string, language: Language): string[] {
  const starts: { at: number; from: number }[] = [];
  for (const match of text.matchAll(NUMBERING)) {
    const next = starts.length;
    const label = (match[1] ?? match[2])!.toLowerCase();
    if (label === String(next + 1) || SERIES.some((letters) => letters[next] === label)) {
      starts.push({ at: match.index, from: match.index + match[0].length });
    }
  }
  if (starts.length < 2) return [];
  const parts = starts.map(({ from }, index) => text.slice(from, starts[index + 1]?.at ?? text.length));
  return [...parts.slice(0, -1).map(trimPoint), ...lastOfList(parts.at(-1)!, language)];
}

/** The last of a list ends with its sentence; what is asked behind the list are points too. */
function lastOfList(text: string, language: Language): string[] {
  const [first] = sentencesOf(text, placesOf(text));
  if (!first) return [];
  const behind = text.slice(first.end);
  return [
    trimPoint(text.slice(0, first.end)),
    ...(behind.includes('?') ? askedPoints(behind, language) : []),
  ];
}

function trimPoint(text: string): string {
  return text
    .replace(/^[\s,;:–—-]+/, '')
    .replace(/[\s,;(]{1,20}$/, '')
    .replace(/\s(?:and|và|и)$/, '');
}

function plain(text: string): string {
  return text.toLowerCase().slice(0, 400);
}

/** The words of a clause alone, so that its last word is the end of the string. */
function bare(text: string): string {
  return plain(text)
    .replace(/[?!.…;"»”)]+/g, ' ')
    .trim();
}

type Strength = 'ask' | 'wish';
type Ask = { text: string; strength: Strength };
/** How a clause is tied to the one before: by "and", by "or", by a mark alone. */
type Joined = 'and' | 'or' | 'mark';
type Clause = { text: string; joined: Joined };

const OR = /(?:^|\s)(?:or|или|hay|hoặc)\s/;
const BEGINS_SUBORDINATE = /^(?:if|when|since|as|nếu|khi|vì|если|когда|раз|хотя|поскольку) /;

class Reader {
  readonly language: Language;
  readonly grammar: Grammar;

  constructor(text: string, language: Language) {
    this.language = language;
    this.grammar = grammarFor(text, language);
  }

  asksIn(sentence: string): Ask[] {
    if (/\?/.test(sentence.slice(-4)) || this.isUnmarkedQuestion(sentence)) return this.questionsIn(sentence);
    if (this.grammar.request.test(plain(sentence))) return this.requestsIn(sentence);
    if (this.grammar.demand.test(plain(sentence))) return this.demandsIn(sentence);
    return this.grammar.wish.test(plain(sentence)) ? [{ text: sentence, strength: 'wish' }] : [];
  }

  /** A question typed without its mark; Vietnamese marks questions by words alone. */
  isUnmarkedQuestion(sentence: string): boolean {
    const text = bare(sentence);
    if (this.language === 'ru' && ASKS_UNMARKED.test(text)) return true;
    if (this.language !== 'vi') return text.length < 80 && !text.includes(',') && this.kindWord().test(text);
    if (/không biết|khong biet|không hiểu|khong hieu|(?:chưa|không|chẳng) bao giờ/.test(text)) return false;
    if (sentence.length > 160 || this.grammar.empty.test(text)) return false;
    return UNMARKED.test(text) && !this.grammar.request.test(text);
  }

  /** Long enough to ask something by itself, and not the "if" of what follows. */
  isWhole(lead: string): boolean {
    const text = bare(lead);
    const fewest = this.language === 'vi' ? 5 : 3;
    return text.split(' ').length >= fewest && !BEGINS_SUBORDINATE.test(text);
  }

  kindWord(): RegExp {
    return this.language === 'ru'
      ? /^(?:и |а )?(?:когда|почему|кто|сколько|где|куда|зачем|как)\s/
      : /^(?:and )?(?:when|why|who|how|what|where)\s/;
  }

  /** Falls into one ask per clause that has a question word of its own. */
  questionsIn(sentence: string): Ask[] {
    const asks: Ask[] = [];
    let lead = '';
    for (const { text: clause, joined } of this.clausesOf(sentence)) {
      const previous = asks.at(-1);
      const alternative = joined === 'or' && previous !== undefined;
      if (
        !alternative &&
        this.grammar.head.test(bare(clause)) &&
        !(previous && this.isTail(clause, previous.text, joined))
      ) {
        // "Will you show the plan and when is it due": what "and" joins to a question is one too.
        if (joined === 'and' && this.isWhole(lead)) {
          asks.push({ text: trimPoint(lead), strength: 'ask' });
          lead = '';
        }
        asks.push({ text: lead + clause, strength: 'ask' });
        lead = '';
      } else if (previous) previous.text += `, ${clause}`;
      else lead += `${clause}, `;
    }
    return asks.length > 0 ? asks : [{ text: sentence, strength: 'ask' }];
  }

  /** "what amount, how many years": a second quantity of one thing; "что" after a comma mostly means "that". */
  isTail(clause: string, previous: string, joined: Joined): boolean {
    const text = bare(clause);
    const count = text.split(' ').length;
    if (this.language === 'ru') {
      if (joined === 'mark' && !bare(previous).includes(' ')) return true;
      if (
        /^(?:что|как) (?:[а-яё]{2,20}(?:ть|ти|ться)|нам|мне|с|дальше|вы|будет|нужно|надо)(?:\s|$)/.test(text)
      )
        return false;
      return /^(?:что|как|чтобы|есть|будет)\s/.test(text) && (joined === 'mark' || count > 4);
    }
    if (this.language === 'vi')
      return (
        /^hay (?!không|chưa)/.test(text) ||
        /^mỗi .{1,20} bao nhiêu$/.test(text) ||
        (count <= 3 &&
          /mấy|bao nhiêu/.test(text) &&
          !/ngày|giờ|lâu|tháng|tiền|phí|hôm|bữa|tuần/.test(text) &&
          /bao nhiêu|mấy/.test(plain(previous)))
      );
    if (joined === 'mark' && /^whose /.test(text)) return true;
    return RELATIVE.test(text) || (AUXILIARY_ALONE.test(text) && !ARTICLE_BEHIND.test(text));
  }

  /** Parts between joints. */
  clausesOf(sentence: string): Clause[] {
    const clauses: Clause[] = [];
    let from = 0;
    let joined: Joined = 'mark';
    const take = (end: number): void => {
      const text = sentence.slice(from, end);
      if (/\p{L}/u.test(text)) clauses.push({ text, joined });
    };
    for (const joint of sentence.matchAll(this.grammar.joint)) {
      take(joint.index);
      from = joint.index + joint[0].length;
      joined = !/\p{L}/u.test(joint[0]) ? 'mark' : OR.test(joint[0]) ? 'or' : 'and';
    }
    take(sentence.length);
    return clauses;
  }

  demandsIn(sentence: string): Ask[] {
    const asks: Ask[] = [];
    for (const { text: clause, joined } of this.clausesOf(sentence)) {
      const previous = asks.at(-1);
      const demands = joined === 'and' && this.grammar.demand.test(plain(clause));
      if (!previous || (demands && this.grammar.demand.test(plain(previous.text))))
        asks.push({ text: clause, strength: 'ask' });
      else previous.text += `, ${clause}`;
    }
    return asks;
  }

  /** Requests joined by "and" are two when the second has a verb of its own. */
  requestsIn(sentence: string): Ask[] {
    if (this.grammar.formula.test(plain(sentence))) return [{ text: sentence, strength: 'ask' }];
    const asks: Ask[] = [];
    for (const { text: clause, joined } of this.clausesOf(sentence)) {
      const previous = asks.at(-1);
      if (
        !previous ||
        (joined === 'and' && this.isQuestion(clause)) ||
        (bare(previous.text).includes(' ') &&
          this.grammar.request.test(plain(asks[0]!.text)) &&
          joined !== 'or' &&
          this.isSecondRequest(clause))
      ) {
        asks.push({ text: clause, strength: 'ask' });
      } else previous.text += `, ${clause}`;
    }
    return asks;
  }

  /** "Tell us who did it and when it ends": a question in a request. */
  isQuestion(clause: string): boolean {
    const kind = kindOf(clause, this.language);
    if (!this.grammar.head.test(bare(clause))) return false;
    return this.language === 'ru'
      ? !/^(?:что|как|есть|будет|чтобы)\s/.test(bare(clause))
      : ['when', 'amount', 'who', 'why', 'where'].includes(kind);
  }

  isSecondRequest(clause: string): boolean {
    const text = bare(clause);
    if (/^(?:please|пожалуйста|kindly)$/.test(text)) return false;
    if (this.language === 'vi') return SECOND_REQUEST.vi.test(`${text} `);
    if (this.language === 'ru') return SECOND_REQUEST.ru.test(text);
    return (
      !/^please(?: before| as| if|$)/.test(text) &&
      (this.grammar.request.test(text) || this.kindWord().test(text) || /^to [a-z]{2,20} /.test(text))
    );
  }
}

/** What only announces the requests behind its colon. */
const BARE_HEAD =
  /^(?:[^\s,]+ ){1,6}(?:đề nghị|kiến nghị|yêu cầu)$|^(?:(?:tôi|chúng tôi|em|gia đình tôi|xin|kính|có|hai|ba|bốn|mấy) )*(?:đề nghị|kiến nghị|yêu cầu|xin hỏi|mong|hỏi|cho biết|câu hỏi)(?: sau| như sau)?$|^(?:i|we) (?:ask|request|demand|propose)$|^(?:i|we) (?:have|had) \w+ (?:questions|requests|wishes)$|^(?:could you |kindly )?please$|^(?:прошу|просим|требую|требуем|предлагаю|предлагаем|пожалуйста|здравствуйте|подскажите|скажите|вопрос|вопросы)$/;
const UNMARKED =
  /(?:^|\s)(?:bao giờ|bao gio|khi nào|khi nao|bao nhiêu|bao nhieu|vì sao|vi sao|tại sao|tai sao|thế nào|the nao|ở đâu|chừng nào|lý do gì|vì lý do nào)(?:\s|$)|(?:được|hay|phải|có|duoc|đc|dc|phai) (?:không|khong|ko|k)(?: ạ| a| vậy)?$|[^\d\s] (?:ko|k)(?: ạ| a)?$/;
/** Russian sentences that ask without the mark, whatever follows their comma. */
const ASKS_UNMARKED =
  /^(?:и |а )?(?:почему|куда|сколько|зачем|по чьей|до скольки|какого числа)\s|^(?:и|а) (?:когда|кто|где|ч[её]|что) |^(?:и |а )?[а-яё]{3,20} ли\s|: (?:когда|почему|кто|сколько|где|куда) /;
/** "…, where we live", "…, which nobody sees": no questions. */
const RELATIVE =
  /^which (?!office|unit|department|agency|body|authority|desk|day|date|papers?|documents?|form|of |law|rule|article)|^(?:where|when) (?!is |are |was |were |will |do |does |did |can |could |may |must |shall |should |would |has |have |$)/;
const AUXILIARY_ALONE =
  /^(?:do|have|has|is|are|was|were) (?!i |we |you |it |the |there |they |he |she |my |our |any|this|that|these|those)/;
const ARTICLE_BEHIND = /^(?:is|are|was|were) (?:an? |one |such |another )/;
const SECOND_REQUEST = {
  vi: /^(?:xây|dựng|báo|cấm|lấy|thu|lập|mượn|chuyển|ghi|đo|rà|thả|tháo|khôi phục|bắt|cử|giữ|có hình thức|xử lý|xử phạt|phạt|trả|hoàn|bồi thường|lắp|sửa|cho biết|trả lời|dẹp|dỡ|đóng|mở|nạo|vét|quét|rào|đổi|cho|công khai|bố trí|cấp|kiểm tra|thay|dọn|đền|nêu|giải thích|hướng dẫn|bỏ|xin lỗi|làm|cắm|mở|thông báo|đề nghị|yêu cầu|hỗ trợ|kỷ luật|hủy|di dời|tổ chức|gia hạn|điều chỉnh|miễn|giảm) /,
  ru: /^(?:не )?[а-яё]{3,20}(?:йте|ьте|ите|йтесь|итесь)(?:\s|$)|^[а-яё]{3,20}(?:ть|ти|ться)(?:\s(?!негде|некуда|нечем|нельзя|невозможно|некому)|$)|^деньги |^порядок |^чтобы? больше |^(?:когда|кто|почему|сколько|как) /,
};

/** A question over several parts has its mark at the end of the last. */
function goesOnAsking(sentences: string[], at: number): boolean {
  let last = at;
  while (last < sentences.length - 1 && /;\s*$/.test(sentences[last]!) && last < at + MOST_POINTS) last++;
  return /\?/.test(sentences[last]!.slice(-4));
}

function askedPoints(text: string, language: Language): string[] {
  const reader = new Reader(text, language);
  const asks: Ask[] = [];
  const sentences = sentencesOf(text, placesOf(text)).map(({ start, end }) => text.slice(start, end));
  let listGoesOn = false;
  for (const [at, read] of sentences.entries()) {
    const found =
      /;\s*$/.test(read) && goesOnAsking(sentences, at) ? reader.questionsIn(read) : reader.asksIn(read);
    // "We ask: to measure the water; to fine the owner; …": what a semicolon joins to a request is one too.
    asks.push(...(found.length === 0 && listGoesOn ? [{ text: read, strength: 'ask' as const }] : found));
    listGoesOn = /;\s*$/.test(read) && (found.length > 0 || listGoesOn);
  }
  const strong = asks.filter((ask) => ask.strength === 'ask' && !reader.grammar.empty.test(plain(ask.text)));
  const meant = strong.filter((ask) => !reader.grammar.rhetorical.test(bare(ask.text)));
  const heard = (meant.length > 0 ? meant : strong).filter((ask) => !BARE_HEAD.test(bare(ask.text)));
  return (heard.length > 0 ? heard : strong.length > 0 ? strong : asks.slice(-1)).map((ask) =>
    trimPoint(ask.text),
  );
}
