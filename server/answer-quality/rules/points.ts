import { type Grammar, grammarFor, kindOf } from './question-words.ts';
import { sentencesOf } from './sentences.ts';
import type { Language } from './types.ts';
import { placesOf } from './words.ts';

/** More points than this in one submission are read as one list that a person must arrange. */
const MOST_POINTS = 20;
const LONGEST_SUBMISSION = 20_000;
/** Blanks that are not one space. */
const UNEVEN_BLANKS = /[^\S\n ][^\S\n]*| [^\S\n]+/g;
const NUMBERING = /(?:^|[\s:;,.!?])\(?([1-9]|1\d|[a-eа-д])[.)](?=\s?\p{L})/gu;

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
    const label = match[1]!;
    if (label === String(next + 1) || label === 'abcde'[next] || label === 'абвгд'[next]) {
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
    .replace(/[?!.…"»”)]+/g, ' ')
    .trim();
}

type Strength = 'ask' | 'wish';
type Ask = { text: string; strength: Strength };
type Clause = { text: string; joined: boolean };

/** Long enough to ask something by itself, and not the "if" of what follows. */
function isWhole(lead: string): boolean {
  return (
    bare(lead).split(' ').length > 2 &&
    !/^(?:if|when|since|as|nếu|khi|vì|если|когда|раз|хотя|поскольку) /.test(bare(lead))
  );
}

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
    return this.grammar.wish.test(plain(sentence)) ? [{ text: sentence, strength: 'wish' }] : [];
  }

  /** A question typed without its mark; Vietnamese marks questions by words alone. */
  isUnmarkedQuestion(sentence: string): boolean {
    const text = bare(sentence);
    if (this.language !== 'vi') return text.length < 80 && !text.includes(',') && this.kindWord().test(text);
    if (
      /không biết|khong biet|không hiểu|khong hieu|(?:chưa|không|chẳng) bao giờ|với lý do|lý do là/.test(text)
    )
      return false;
    if (sentence.length > 160 || this.grammar.empty.test(text)) return false;
    return UNMARKED.test(text) && !this.grammar.request.test(text);
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
      if (this.grammar.head.test(bare(clause)) && !(previous && this.isTail(clause, previous.text))) {
        // "Will you show the plan and when is it due": what "and" joins to a question is one too.
        if (joined && isWhole(lead)) {
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
  isTail(clause: string, previous: string): boolean {
    const text = bare(clause);
    const count = text.split(' ').length;
    if (this.language === 'ru')
      return (
        /^(?:что|как|чтобы|есть|будет)\s/.test(text) &&
        count > 4 &&
        !/^(?:что|как) (?:делать|нам|мне|с|дальше|быть|вы)\s/.test(text)
      );
    if (this.language === 'vi')
      return count <= 3 && /mấy|bao nhiêu/.test(text) && /bao nhiêu|mấy/.test(plain(previous));
    return RELATIVE.test(text) || AUXILIARY_ALONE.test(text);
  }

  /** Parts between joints; `joined`: by "and", not by a comma alone. */
  clausesOf(sentence: string): Clause[] {
    const clauses: Clause[] = [];
    let from = 0;
    let joined = false;
    const take = (end: number): void => {
      const text = sentence.slice(from, end);
      if (/\p{L}/u.test(text)) clauses.push({ text, joined });
    };
    for (const joint of sentence.matchAll(this.grammar.joint)) {
      take(joint.index);
      from = joint.index + joint[0].length;
      joined = /\p{L}/u.test(joint[0]);
    }
    take(sentence.length);
    return clauses;
  }

  /** Requests joined by "and" are two when the second has a verb of its own. */
  requestsIn(sentence: string): Ask[] {
    if (this.grammar.formula.test(plain(sentence))) return [{ text: sentence, strength: 'ask' }];
    const asks: Ask[] = [];
    for (const { text: clause, joined } of this.clausesOf(sentence)) {
      const previous = asks.at(-1);
      if (
        !previous ||
        (joined && this.isQuestion(clause)) ||
        (bare(previous.text).includes(' ') &&
          this.grammar.request.test(plain(previous.text)) &&
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
    return this.grammar.head.test(bare(clause)) && ['when', 'amount', 'who', 'why', 'where'].includes(kind);
  }

  isSecondRequest(clause: string): boolean {
    const text = bare(clause);
    if (this.language === 'vi') return SECOND_REQUEST.vi.test(`${text} `);
    if (this.language === 'ru') return SECOND_REQUEST.ru.test(text);
    return (
      !/^please(?: before| as| if|$)/.test(text) &&
      (this.grammar.request.test(text) || this.kindWord().test(text))
    );
  }
}

/** What only announces the requests behind its colon. */
const BARE_HEAD =
  /^(?:(?:tôi|chúng tôi|em|gia đình tôi|xin|kính|có|hai|ba|bốn|mấy) )*(?:đề nghị|kiến nghị|yêu cầu|xin hỏi|mong|hỏi|cho biết|câu hỏi)(?: sau| như sau)?$|^(?:i|we) (?:ask|request|demand|propose)$|^(?:i|we) (?:have|had) \w+ (?:questions|requests|wishes)$|^(?:could you |kindly )?please$|^(?:прошу|просим|требую|требуем|предлагаю|предлагаем|пожалуйста|здравствуйте|подскажите|скажите|вопрос|вопросы)$/;
const UNMARKED =
  /(?:^|\s)(?:bao giờ|bao gio|khi nào|khi nao|bao nhiêu|bao nhieu|vì sao|vi sao|tại sao|tai sao|thế nào|the nao|ở đâu|chừng nào|lý do)(?:\s|$)|(?:được|hay|phải|có) không$/;
/** "…, where we live", "…, which nobody sees": no questions. */
const RELATIVE =
  /^which (?!office|unit|department|agency|body|authority|desk|day|date|papers?|documents?|form|of |law|rule|article)|^(?:where|when) (?!is |are |was |were |will |do |does |did |can |could |may |must |shall |should |would |has |have |$)/;
const AUXILIARY_ALONE =
  /^(?:do|have|has|is|are|was|were) (?!i |we |you |it |the |there |they |he |she |my |our |any|this|that|these|those)/;
const SECOND_REQUEST = {
  vi: /^(?:xây|dựng|báo|cấm|lấy|thu|lập|mượn|chuyển|ghi|đo|rà|thả|tháo|khôi phục|bắt|cử|giữ|có hình thức|xử lý|xử phạt|phạt|trả|hoàn|bồi thường|lắp|sửa|cho biết|cho|công khai|bố trí|cấp|kiểm tra|thay|dọn|đền|nêu|giải thích|hướng dẫn|bỏ|xin lỗi|làm|cắm|mở|thông báo|đề nghị|yêu cầu|hỗ trợ|kỷ luật|hủy|di dời|tổ chức|gia hạn|điều chỉnh|miễn|giảm) /,
  ru: /^(?:не )?[а-яё]{3,20}(?:йте|ьте|ите|йтесь|итесь)(?:\s|$)|^[а-яё]{3,20}(?:ть|ти|ться)(?:\s|$)|^деньги |^порядок |^(?:когда|кто|почему|сколько|как) /,
};

function askedPoints(text: string, language: Language): string[] {
  const reader = new Reader(text, language);
  const asks: Ask[] = [];
  for (const sentence of sentencesOf(text, placesOf(text))) {
    asks.push(...reader.asksIn(text.slice(sentence.start, sentence.end)));
  }
  const strong = asks.filter((ask) => ask.strength === 'ask' && !reader.grammar.empty.test(plain(ask.text)));
  const heard = strong.filter((ask) => !BARE_HEAD.test(bare(ask.text)));
  return (heard.length > 0 ? heard : strong.length > 0 ? strong : asks.slice(-1)).map((ask) =>
    trimPoint(ask.text),
  );
}
