import type { Language, Verdict } from '../rules.ts';

export type SentenceClass = 'full' | 'soft' | 'empty';

/** One written situation: a question, and for each of its points an answer in full, a soft one, a wave-away. */
export interface Scenario {
  name: string;
  language: Language;
  question: string;
  full: string[];
  soft: string[];
  waved: string[];
  /** More of substance about the same point. */
  details: string[];
  /** True statements beside the point, with dates and numbers. */
  beside: string[];
  openings: string[];
  /** Whole vague answers. */
  vague: string[];
  /** Whole answers as somebody wrote them, part by part. */
  whole: WholeAnswer[];
  /** Stock phrases of the language. */
  stock: string[];
}

/** An answer that was written as one, with the class of each of its parts. */
export interface WholeAnswer {
  verdict: Verdict;
  answered: boolean[];
  parts: Part[];
}

/** A stretch of an answer; `points` are those it answers, counted from 0, where that is known. */
export interface Span {
  end: number;
  kind: SentenceClass;
  points?: number[];
}

export interface Pair {
  scenario: string;
  language: Language;
  question: string;
  answer: string;
  verdict: Verdict;
  answered: boolean[];
  /**
   * Written as one answer, composed of parts, or given to another question: that one answers nothing. By other hands in
   * contrast groups; and copies of these: beside a stranger's question, with empty sentences, joined with others, or the empty sentences alone.
   */
  made: 'whole' | 'composed' | 'swapped' | 'contrast' | 'stranger' | 'padded' | 'joined' | 'filler';
  /** Which stretch of the answer is of which class. */
  spans: Span[];
}

/**
 * Reads a scenario file: `## name`, then lines `q`, `1+` in full, `1-` softly, `1x` waved away (2…, 3… for
 * further points), `e` beside the point, `i` opening, `v` a whole vague answer. Or whole answers: `w VERDICT 1,3/3`
 * names the points answered (`-`: none) of those asked; `w+1,2`, `w-1`, `wx` are its parts in order, with the points that
 * they answer.
 * @throws Error naming the line that has none of these
 */
export function readScenarios(text: string, language: Language, stock: string[]): Scenario[] {
  const scenarios: Scenario[] = [];
  let current: Scenario | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const space = line.indexOf(' ');
    const key = line.slice(0, space);
    const rest = line.slice(space + 1).trim();
    if (key === '##') current = opened(scenarios, { name: rest, language, stock });
    else if (!place(current, key, rest)) throw new Error(`${language}: line ${at + 1} begins with "${key}"`);
  }
  return scenarios;
}

/** A name that comes a second time goes on with the first. */
function opened(
  scenarios: Scenario[],
  { name, language, stock }: Pick<Scenario, 'name' | 'language' | 'stock'>,
): Scenario {
  const known = scenarios.find((scenario) => scenario.name === name);
  if (known) return known;
  const made: Scenario = {
    name,
    language,
    question: '',
    full: [],
    soft: [],
    waved: [],
    details: [],
    beside: [],
    openings: [],
    vague: [],
    whole: [],
    stock,
  };
  scenarios.push(made);
  return made;
}

const LISTS = { '+': 'full', '-': 'soft', x: 'waved', '*': 'details' } as const;

function place(scenario: Scenario | undefined, key: string, text: string): boolean {
  if (!scenario) return false;
  if (key.startsWith('w')) return placeWhole(scenario, key.slice(1), text);
  const numbered = /^(\d)([+x*-])$/.exec(key);
  if (numbered) {
    const list = scenario[LISTS[numbered[2] as keyof typeof LISTS]];
    list[Number(numbered[1]) - 1] = text;
    return true;
  }
  if (key === 'q') scenario.question = text;
  else if (key === 'e') scenario.beside.push(text);
  else if (key === 'i') scenario.openings.push(text);
  else if (key === 'v') scenario.vague.push(text);
  else return false;
  return true;
}

const OPENS_WHOLE = /^(clear|partial|vague) (-|[1-9](?:,[1-9])*)\/([1-9])$/;
const PARTS: Record<string, SentenceClass> = { '+': 'full', '-': 'soft', x: 'empty' };

function placeWhole(scenario: Scenario, key: string, text: string): boolean {
  if (key !== '') {
    const answer = scenario.whole.at(-1);
    const kind = PARTS[key[0]!];
    if (!answer || !kind) return false;
    const points = pointsOf(key.slice(1), kind, answer.answered);
    answer.parts.push({ text, kind, ...(points && { points }) });
    return true;
  }
  const [, verdict, numbers, asked] = OPENS_WHOLE.exec(text) ?? [];
  if (!verdict) return false;
  const given = new Set(numbers!.split(',').map(Number));
  const answered = Array.from({ length: Number(asked) }, (_, at) => given.has(at + 1));
  scenario.whole.push({ verdict: verdict as Verdict, answered, parts: [] });
  return true;
}

/** Named behind the sign; else those answered, when there is but one. */
function pointsOf(numbers: string, kind: SentenceClass, answered: boolean[]): number[] | undefined {
  if (kind === 'empty') return [];
  if (numbers !== '') return numbers.split(',').map((number) => Number(number) - 1);
  return answered.filter(Boolean).length === 1 ? [answered.indexOf(true)] : undefined;
}

type Part = { text: string; kind: SentenceClass; points?: number[] };

const full = (text: string, at: number): Part => ({ text, kind: 'full', points: [at] });
const soft = (text: string, at: number): Part => ({ text, kind: 'soft', points: [at] });
const empty = (text: string): Part => ({ text, kind: 'empty', points: [] });

function pair(scenario: Scenario, parts: Part[], verdict: Verdict, answered: boolean[]): Pair {
  let answer = '';
  const spans: Pair['spans'] = [];
  for (const { text, kind, points } of parts) {
    answer += (answer === '' ? '' : ' ') + text;
    spans.push({ end: answer.length, kind, ...(points && { points }) });
  }
  return {
    scenario: `${scenario.language}/${scenario.name}`,
    language: scenario.language,
    question: scenario.question,
    answer,
    verdict,
    answered,
    made: 'composed',
    spans,
  };
}

/** How many points the scenario's question asks, as its writer counts. */
export function pointsAsked({ full, whole }: Scenario): number {
  return full.length > 0 ? full.length : (whole[0]?.answered.length ?? 0);
}

/** All pairs that a scenario gives, each with the labels that follow from its parts. */
export function pairsOf(scenario: Scenario): Pair[] {
  const written = scenario.whole.map(({ parts, verdict, answered }) => ({
    ...pair(scenario, parts, verdict, answered),
    made: 'whole' as const,
  }));
  if (scenario.full.length === 0) return written;
  return [...written, ...clearPairs(scenario), ...partialPairs(scenario), ...vaguePairs(scenario)];
}

/** So far apart are the scenarios that exchange answers: neighbours may have a topic in common. */
const APART = 17;

/** Clear answers beside the question of another scenario of the same language: good words that answer nothing here. */
export function swappedPairs(scenarios: Scenario[]): Pair[] {
  const written = scenarios.filter(({ whole }) => whole.length > 0);
  return written.flatMap((scenario) => {
    const same = written.filter(({ language }) => language === scenario.language);
    const other = same[(same.indexOf(scenario) + APART) % same.length]!;
    const clear = other.whole.find(({ verdict }) => verdict === 'clear');
    if (!clear || other === scenario) return [];
    const parts = clear.parts.map(({ text }) => empty(text));
    const none = scenario.whole[0]!.answered.map(() => false);
    return [{ ...pair(scenario, parts, 'vague', none), made: 'swapped' as const }];
  });
}

/** What a composed answer is made of: openings, true statements beside the point, points with their details. */
function kit(scenario: Scenario) {
  const all = scenario.full.map((text, at) => [
    full(text, at),
    ...(scenario.details[at] ? [full(scenario.details[at], at)] : []),
  ]);
  return {
    all,
    short: scenario.full.map(full),
    opening: scenario.openings.map(empty),
    beside: scenario.beside.map(empty),
  };
}

/** A stock phrase in front of a concrete answer makes it no worse. */
function smallFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function clearPairs(scenario: Scenario): Pair[] {
  const { all, short, opening, beside } = kit(scenario);
  const yes = all.map(() => true);
  const pairs = [
    pair(scenario, short, 'clear', yes),
    pair(scenario, [...opening, ...short, ...beside], 'clear', yes),
  ];
  if (all.length > 1)
    pairs.push(pair(scenario, [...opening, ...all.slice(1).flat(), ...beside, ...all[0]!], 'clear', yes));
  if (scenario.details.length > 0) pairs.push(pair(scenario, [...opening, ...all.flat()], 'clear', yes));
  const phrase = scenario.stock[scenario.question.length % Math.max(1, scenario.stock.length)];
  if (phrase)
    pairs.push(
      pair(scenario, [full(phrase + smallFirst(short[0]!.text), 0), ...short.slice(1)], 'clear', yes),
    );
  return pairs;
}

function partialPairs(scenario: Scenario): Pair[] {
  const { all, short, opening, beside } = kit(scenario);
  if (all.length === 1) {
    const softly = scenario.soft.map(soft);
    if (softly.length === 0) return [];
    return [
      pair(scenario, softly, 'partial', [true]),
      pair(scenario, [...opening, ...softly, ...beside], 'partial', [true]),
    ];
  }
  return all.flatMap((_, missed) => missedPairs(scenario, missed, { all, short, opening, beside }));
}

function missedPairs(
  scenario: Scenario,
  missed: number,
  { all, short, opening, beside }: ReturnType<typeof kit>,
): Pair[] {
  const answered = all.map((_, at) => at !== missed);
  const waved = scenario.waved[missed];
  const rest = all.filter((_, at) => at !== missed);
  const pairs = [pair(scenario, [...opening, ...rest.flat(), ...beside], 'partial', answered)];
  if (scenario.details.length > 0) pairs.push(pair(scenario, rest.flat(), 'partial', answered));
  else
    pairs.push(pair(scenario, [...opening, ...short.filter((_, at) => at !== missed)], 'partial', answered));
  if (waved)
    pairs.push(
      pair(
        scenario,
        short.map((part, at) => (at === missed ? empty(waved) : part)),
        'partial',
        answered,
      ),
    );
  return pairs;
}

function vaguePairs(scenario: Scenario): Pair[] {
  const none = scenario.full.map(() => false);
  const opening = scenario.openings.map(empty);
  const waved = scenario.waved.filter(Boolean).map(empty);
  const pairs = scenario.vague.map((text) => pair(scenario, [empty(text)], 'vague', none));
  if (scenario.vague[0]) pairs.push(pair(scenario, [...opening, empty(scenario.vague[0])], 'vague', none));
  if (waved.length > 0)
    pairs.push(pair(scenario, [...opening, ...waved, ...scenario.beside.map(empty)], 'vague', none));
  return pairs;
}
