import {
  ARTICLE_BEHIND,
  ASKS_UNMARKED,
  AUXILIARY_ALONE,
  BARE_HEAD,
  BEGINS_SUBORDINATE,
  ENDS_ASKING,
  HEADER,
  INDIRECT,
  INDIRECT_IN,
  INDIRECT_IN_RUSSIAN,
  INVERTED,
  IS_IT_GRANTED,
  LEADS,
  OR,
  RELATIVE,
  RELATIVE_OF_MARK,
  SECOND_REQUEST,
  THE_ONE,
  UNMARKED,
} from './asking-patterns.ts';
import { numberedPoints, trimPoint } from './numbered-points.ts';
import { type Grammar, grammarFor, kindOf } from './question-words.ts';
import { sentencesOf } from './sentences.ts';
import type { Language } from './types.ts';
import { placesOf } from './words.ts';

/** More points than this in one submission are read as one list that a person must arrange. */
const MOST_POINTS = 20;
const LONGEST_SUBMISSION = 20_000;
/** Blanks that are not one space. */
const UNEVEN_BLANKS = /[^\S\n ][^\S\n]*| [^\S\n]+/g;
/**
 * Splits a submission into the points it asks, in order: a numbered list first, else each question and
 * each request. A text without either is one point. Reads at most the first 20,000 characters.
 */
export function splitPoints(text: string, language: Language): string[] {
  const whole = text.slice(0, LONGEST_SUBMISSION).normalize('NFC').replace(UNEVEN_BLANKS, ' ').trim();
  if (whole === '') return [];
  const listed = numberedPoints(whole, (text) => askedPoints(text, language));
  const points = listed.length > 1 ? listed : askedPoints(whole, language);
  return points.length === 0 ? [whole] : points.slice(0, MOST_POINTS);
}

function plain(text: string): string {
  return text.toLowerCase().slice(0, 400);
}

/** The words of a clause alone, so that its last word is the end of the string. */
function bare(text: string): string {
  return plain(text)
    .replace(/\([^()]{1,200}\)/g, ' ')
    .replace(/[?!.…;"»”)]+/g, ' ')
    .trim();
}

type Strength = 'ask' | 'wish';
type Ask = { text: string; strength: Strength; requested?: boolean };
/** How a clause is tied to the one before: by "and", by "or", by a mark alone. */
type Joined = 'and' | 'or' | 'mark';
type Clause = { text: string; joined: Joined };

class Reader {
  readonly language: Language;
  readonly grammar: Grammar;

  constructor(text: string, language: Language) {
    this.language = language;
    this.grammar = grammarFor(text, language);
  }

  asksIn(sentence: string): Ask[] {
    if (/\?/.test(sentence.slice(-4)) || this.isUnmarkedQuestion(sentence)) return this.questionsIn(sentence);
    if (this.grammar.request.test(plain(sentence)))
      return this.requestsIn(sentence).map((ask) => ({ ...ask, requested: true }));
    if (this.grammar.demand.test(plain(sentence))) return this.demandsIn(sentence);
    return this.grammar.wish.test(plain(sentence)) ? [{ text: sentence, strength: 'wish' }] : [];
  }

  /** A question typed without its mark; Vietnamese marks questions by words alone. */
  isUnmarkedQuestion(sentence: string): boolean {
    const text = bare(sentence);
    if (this.language === 'ru' && ASKS_UNMARKED.test(text)) return true;
    if (this.language === 'en' && this.isInvertedSomewhere(sentence)) return true;
    if (this.language !== 'vi') return text.length < 80 && !text.includes(',') && this.kindWord().test(text);
    if (/không biết|khong biet|không hiểu|khong hieu|(?:chưa|không|chẳng) bao giờ/.test(text)) return false;
    if (sentence.length > 160 || this.grammar.empty.test(text)) return false;
    if (ENDS_ASKING.test(text)) return true;
    return UNMARKED.test(text) && !this.grammar.request.test(text);
  }

  isInvertedSomewhere(sentence: string): boolean {
    const [first, ...rest] = this.clausesOf(sentence);
    if (first && isInverted(first)) return true;
    const { request, demand } = this.grammar;
    return !request.test(plain(sentence)) && !demand.test(plain(sentence)) && rest.some(isInverted);
  }

  /** The last sentence, typed without any mark behind a question: "And to whom do I send it". */
  endsAsking(sentences: string[], at: number): boolean {
    const sentence = sentences[at]!;
    if (at === 0 || at < sentences.length - 1 || /[.!?…:;)]\s*$/.test(sentence)) return false;
    return /\?\s*$/.test(sentences[at - 1]!) && kindOf(sentence, this.language) !== 'request';
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
    const [header] = HEADER.exec(sentence) ?? [];
    const behind = header ? this.clausesAsking(sentence.slice(header.length)) : [];
    return behind.length > 1 ? behind : this.clausesAsking(sentence);
  }

  clausesAsking(sentence: string): Ask[] {
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
        if (joined === 'and' && this.isWhole(lead) && (this.language !== 'vi' || LEADS.test(bare(lead)))) {
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
      if (joined === 'mark' && /^кто\s/.test(text) && THE_ONE.test(bare(previous))) return true;
      if (joined === 'mark' && !bare(previous).includes(' ')) return true;
      if (
        /^(?:что|как) (?:[а-яё]{2,20}(?:ть|ти|ться)|нам|мне|у вас|там|случилось|произошло|сломалось|с|дальше|вы|будет|нужно|надо)(?:\s|$)/.test(
          text,
        )
      )
        return false;
      return /^(?:что|как|чтобы|есть|будет(?! ли))\s/.test(text) && (joined === 'mark' || count > 4);
    }
    if (this.language === 'vi')
      return (
        /^hay (?!không|chưa)/.test(text) ||
        /^mỗi .{1,20} bao nhiêu$/.test(text) ||
        (count <= 3 &&
          /mấy|bao nhiêu/.test(text) &&
          !/ngày|giờ|lâu|tháng|tiền|phí|hôm|bữa|tuần|tốn|mất|phạt|giá|hết/.test(text) &&
          /bao nhiêu|mấy/.test(plain(previous)))
      );
    if (joined === 'mark' && /^whose /.test(text)) return true;
    if (/^\s*(?:and )?(?:is|are|was|were|has|have|did|does) \p{Lu}/u.test(clause)) return false;
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
      if (
        !previous ||
        (demands && this.grammar.demand.test(plain(previous.text))) ||
        this.asksToo(clause, previous.text, joined)
      )
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
        this.asksToo(clause, previous.text, joined) ||
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

  /** "Tell us what papers are needed, how long it takes and whether it is free": what goes on asking is one more. */
  asksToo(clause: string, previous: string, joined: Joined): boolean {
    if (joined === 'or') return false;
    if (this.language === 'en')
      return (
        INDIRECT.test(bare(clause)) &&
        (INDIRECT_IN.test(plain(previous)) || /^(?:and )?whether /.test(bare(clause)))
      );
    if (this.language === 'ru')
      return (
        this.isQuestion(clause) && INDIRECT_IN_RUSSIAN.test(plain(previous)) && !THE_ONE.test(bare(previous))
      );
    return false;
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

/** A question over several parts has its mark at the end of the last. */
function goesOnAsking(sentences: string[], at: number): boolean {
  let last = at;
  while (last < sentences.length - 1 && /;\s*$/.test(sentences[last]!) && last < at + MOST_POINTS) last++;
  return /\?/.test(sentences[last]!.slice(-4));
}

function isAskedAgain(asks: Ask[], at: number): boolean {
  return (
    asks[at]!.requested === true &&
    /(?:^|\s)(?:xin|đề nghị được) /.test(plain(asks[at]!.text)) &&
    asks.slice(at + 1, at + 3).some(({ text, requested }) => !requested && IS_IT_GRANTED.test(bare(text)))
  );
}

function isInverted({ text, joined }: Clause): boolean {
  const clause = bare(text);
  return INVERTED.test(`${clause} `) && !(joined === 'mark' && RELATIVE_OF_MARK.test(clause));
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
    if (found.length === 0 && reader.endsAsking(sentences, at)) found.push(...reader.questionsIn(read));
    asks.push(...(found.length === 0 && listGoesOn ? [{ text: read, strength: 'ask' as const }] : found));
    listGoesOn = /;\s*$/.test(read) && (found.length > 0 || listGoesOn);
  }
  const strong = asks.filter(
    (ask, at) =>
      ask.strength === 'ask' && !reader.grammar.empty.test(plain(ask.text)) && !isAskedAgain(asks, at),
  );
  const meant = strong.filter((ask) => !reader.grammar.rhetorical.test(bare(ask.text)));
  const heard = (meant.length > 0 ? meant : strong).filter((ask) => !BARE_HEAD.test(bare(ask.text)));
  return (heard.length > 0 ? heard : strong.length > 0 ? strong : asks.slice(-1)).map((ask) =>
    trimPoint(ask.text),
  );
}
