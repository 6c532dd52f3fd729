import type { Language, Verdict } from '../rules.ts';
import type { Pair } from './scenarios.ts';
import { hashOf } from './train.ts';

/** An answer that somebody wrote and others read: lines of `data/fit/contrast.jsonl`. */
export interface ContrastRow {
  id: string;
  /** Rows that share a question or an answer are never on both sides of a fold. */
  group: string;
  language: Language;
  question: string;
  answer: string;
  verdict: Verdict;
  /** Of each point whether it is answered; absent where the readers did not say. */
  answered?: boolean[];
}

export function readContrast(text: string): ContrastRow[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as ContrastRow);
}

/** The labels of the points, where the check counts as many as the readers did. */
function answeredOf({ verdict, answered }: ContrastRow, asked: number): boolean[] | undefined {
  if (answered?.length === asked) return answered;
  if (verdict === 'partial' && asked > 1) return undefined;
  return new Array<boolean>(asked).fill(verdict !== 'vague');
}

/** A row as a pair to learn from; `asked`: how many points the check reads in the question. */
export function pairOf(row: ContrastRow, asked: number): Pair {
  const { group, language, question, answer, verdict } = row;
  const answered = answeredOf(row, asked);
  const end = answer.length;
  const spans: Pair['spans'] =
    verdict === 'vague'
      ? [{ end, kind: 'empty', points: [] }]
      : verdict === 'clear'
        ? [{ end, kind: 'full', ...(asked === 1 && { points: [0] }) }]
        : [];
  return {
    scenario: group,
    language,
    question,
    answer,
    verdict,
    answered: answered ?? [],
    made: 'contrast',
    spans,
  };
}

const NAMES: Record<Language, string[]> = {
  en: ['Ms Tran Thi Minh', 'Mr Do Van Khoa', 'Ms Ly Ngoc Anh', 'Mr Pham Quoc Huy'],
  vi: ['bà Trần Thị Minh', 'ông Đỗ Văn Khoa', 'bà Lý Ngọc Anh', 'ông Phạm Quốc Huy'],
  ru: ['Минина Анна Сергеевна', 'Котов Пётр Ильич', 'О. В. Лисина', 'Ким И. Р.'],
};

type Filler = (about: string, name: string, number: number) => string;

/** Two empty sentences: words of the question copied, and a name, a number, an article. */
const FILLERS: Record<Language, Filler[]> = {
  en: [
    (about) => `Your letter concerns the following: ${about}.`,
    (about) => `With regard to ${about}, we have taken note of every word.`,
    (_, name, number) =>
      `The file bears no. ${number}/TB-VP and lies with ${name} under Article ${number % 40} of Decree ${number}/2024.`,
    (_, name, number) => `${name} signed the minutes no. ${number} on ${(number % 27) + 1} March.`,
    (about, name) => `${name} has read what you write about ${about}.`,
    (about, name, number) =>
      `Report ${number}/BC of ${(number % 27) + 1} April, drawn up by ${name}, also speaks of ${about}.`,
    (_, name, number) =>
      `${name}, extension ${number}, took part in the meeting of ${(number % 27) + 1} June on Decision ${number}/QD-UBND.`,
    (about, _, number) => `${about}: this matter is entered under ${number}/2025.`,
    (_, name, number) =>
      `Clause ${number % 9} of Article ${number % 50}, Circular ${number}/2025, was explained to ${name} at the training in March.`,
    (_, __, number) =>
      `In accordance with Article ${number % 60} of Law ${number}/2023, matters of this kind were discussed on ${(number % 27) + 1} May.`,
  ],
  vi: [
    (about) => `Nội dung ông/bà phản ánh là: ${about}.`,
    (about) => `Về việc ${about}, cơ quan đã đọc kỹ từng chữ.`,
    (_, name, number) =>
      `Hồ sơ mang số ${number}/TB-VP, do ${name} theo dõi theo Điều ${number % 40} Nghị định ${number}/2024/NĐ-CP.`,
    (_, name, number) => `Ngày ${(number % 27) + 1}/3, ${name} đã ký biên bản số ${number}.`,
    (about, name) => `${name} đã xem nội dung ${about}.`,
    (about, name, number) =>
      `Báo cáo số ${number}/BC ngày ${(number % 27) + 1}/4 do ${name} lập cũng có nhắc đến ${about}.`,
    (_, name, number) =>
      `${name}, máy lẻ ${number}, đã dự cuộc họp ngày ${(number % 27) + 1}/6 về Quyết định ${number}/QĐ-UBND.`,
    (about, _, number) => `${about}: việc này đã vào sổ số ${number}/2025.`,
    (_, name, number) =>
      `Khoản ${number % 9} Điều ${number % 50} Thông tư ${number}/2025/TT-BTC đã được phổ biến cho ${name} tại lớp tập huấn tháng 3.`,
    (_, __, number) =>
      `Căn cứ Điều ${number % 60} Luật số ${number}/2023, các vấn đề loại này đã được trao đổi ngày ${(number % 27) + 1}/5.`,
  ],
  ru: [
    (about) => `Ваше обращение касается следующего: ${about}.`,
    (about) => `По вопросу «${about}» внимательно прочитано каждое слово.`,
    (_, name, number) =>
      `Материалы под № ${number}/ТБ находятся у сотрудника: ${name}, ст. ${number % 40} Закона № ${number}-ФЗ.`,
    (_, name, number) => `${(number % 27) + 1} марта ${name} подписал протокол № ${number}.`,
    (about, name) => `${name} ознакомлен с тем, что вы пишете: ${about}.`,
    (about, name, number) =>
      `В отчёте № ${number} от ${(number % 27) + 1} апреля (составил ${name}) также упомянуто: ${about}.`,
    (_, name, number) =>
      `${name}, добавочный ${number}, участвовал в совещании ${(number % 27) + 1} июня по распоряжению № ${number}-р.`,
    (about, _, number) => `${about}: этот вопрос учтён под № ${number}/2025.`,
    (_, name, number) =>
      `Пункт ${number % 9} статьи ${number % 50} Закона № ${number}-ФЗ разъяснён на семинаре в марте, присутствовал ${name}.`,
    (_, __, number) =>
      `В соответствии со ст. ${number % 60} Закона № ${number}-ФЗ такие вопросы обсуждались ${(number % 27) + 1} мая.`,
  ],
};

/** As many letters of the question come back. */
const COPIED = 90;

/** Two sentences that say nothing, made of the question and of names and numbers. */
export function fillerFor(
  { language, question }: Pick<ContrastRow, 'language' | 'question'>,
  seed: string,
): string {
  const at = hashOf(seed);
  const sentences = question.split(/[.?!\n]+/u).filter((each) => each.trim().length > 15);
  const about = (sentences[at % Math.max(1, sentences.length)] ?? question).trim().slice(0, COPIED);
  const name = NAMES[language][at % NAMES[language].length]!;
  const fillers = FILLERS[language];
  const first = fillers[at % fillers.length]!;
  const second = fillers[(at + 2 + (at % 3)) % fillers.length]!;
  const number = 20 + (at % 900);
  return `${first(about, name, number)} ${second(about, name, number + 7)}`;
}

/** Copies to learn from, each with its label: beside a stranger's question, padded, joined. */
export function madeHarder(pairs: Pair[]): Pair[] {
  return pairs.flatMap((pair, at) => {
    const own = pairs.filter(({ language }) => language === pair.language);
    const other = (step: number) => own[(own.indexOf(pair) + step) % own.length]!;
    const seed = `${pair.scenario} ${at}`;
    const made: Pair[] = [padded(pair, seed), fillerAlone(pair, `${seed} alone`)];
    if (pair.verdict === 'vague') made.push(padded(pair, `${seed} again`));
    if (pair.verdict !== 'vague') made.push(...besideStrangers(pair, [other(37), other(71)]));
    if (pair.verdict === 'vague') made.push(joined(pair, own, at));
    else if (pair.verdict === 'clear') made.push(lengthened(pair, own, at));
    return made;
  });
}

function besideStrangers(pair: Pair, others: Pair[]): Pair[] {
  return others
    .filter((other) => other.scenario !== pair.scenario && other.question !== pair.question)
    .map(({ question, answered }) => ({
      ...pair,
      question,
      verdict: 'vague' as const,
      answered: answered.map(() => false),
      made: 'stranger' as const,
      spans: [],
    }));
}

function fillerAlone(pair: Pair, seed: string): Pair {
  const answer = fillerFor(pair, seed);
  const spans: Pair['spans'] = [{ end: answer.length, kind: 'empty', points: [] }];
  return {
    ...pair,
    answer,
    verdict: 'vague',
    answered: pair.answered.map(() => false),
    made: 'filler',
    spans,
  };
}

function padded(pair: Pair, seed: string): Pair {
  const filler = fillerFor(pair, seed);
  const answer = hashOf(seed) % 2 ? `${pair.answer} ${filler}` : `${filler} ${pair.answer}`;
  return { ...pair, answer, made: 'padded', spans: [] };
}

const vagueOnes = (own: Pair[]) => own.filter(({ verdict }) => verdict === 'vague');
const JOINED = 8;

/** Vague answers one behind the other stay vague, however long. */
function joined(pair: Pair, own: Pair[], at: number): Pair {
  const vague = vagueOnes(own);
  const count = 2 + (at % (JOINED - 1));
  const rest = Array.from({ length: count }, (_, step) => vague[(at * 7 + step * 5) % vague.length]!.answer);
  return { ...pair, answer: [pair.answer, ...rest].join('\n'), made: 'joined', spans: [] };
}

/** A clear answer stays clear with paragraphs around it that say nothing. */
function lengthened(pair: Pair, own: Pair[], at: number): Pair {
  const vague = vagueOnes(own);
  const [before, behind] = [vague[(at * 5) % vague.length]!, vague[(at * 3 + 1) % vague.length]!];
  return { ...pair, answer: `${before.answer}\n${pair.answer}\n${behind.answer}`, made: 'joined', spans: [] };
}
