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
  /** True statements beside the point, with dates and numbers. */
  beside: string[];
  openings: string[];
  /** Whole vague answers. */
  vague: string[];
}

export interface Pair {
  scenario: string;
  language: Language;
  question: string;
  answer: string;
  verdict: Verdict;
  answered: boolean[];
  /** Which stretch of the answer is of which class. */
  spans: { end: number; kind: SentenceClass }[];
}

/**
 * Reads a scenario file: `## name`, then lines `q`, `1+` in full, `1-` softly, `1x` waved away (2…, 3… for
 * further points), `e` beside the point, `i` opening, `v` a whole vague answer.
 * @throws Error naming the line that has none of these
 */
export function readScenarios(text: string, language: Language): Scenario[] {
  const scenarios: Scenario[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const space = line.indexOf(' ');
    const key = line.slice(0, space);
    const rest = line.slice(space + 1).trim();
    if (key === '##') scenarios.push({ name: rest, language, question: '', full: [], soft: [], waved: [], beside: [], openings: [], vague: [] });
    else if (!place(scenarios.at(-1), key, rest)) throw new Error(`${language}: line ${at + 1} begins with "${key}"`);
  }
  return scenarios;
}

function place(scenario: Scenario | undefined, key: string, text: string): boolean {
  if (!scenario) return false;
  const numbered = /^(\d)([+x-])$/.exec(key);
  if (numbered) {
    const list = numbered[2] === '+' ? scenario.full : numbered[2] === '-' ? scenario.soft : scenario.waved;
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

type Part = { text: string; kind: SentenceClass };

const full = (text: string): Part => ({ text, kind: 'full' });
const soft = (text: string): Part => ({ text, kind: 'soft' });
const empty = (text: string): Part => ({ text, kind: 'empty' });

function pair(scenario: Scenario, parts: Part[], verdict: Verdict, answered: boolean[]): Pair {
  let answer = '';
  const spans: Pair['spans'] = [];
  for (const part of parts) {
    answer += (answer === '' ? '' : ' ') + part.text;
    spans.push({ end: answer.length, kind: part.kind });
  }
  return { scenario: `${scenario.language}/${scenario.name}`, language: scenario.language, question: scenario.question, answer, verdict, answered, spans };
}

/** All pairs that a scenario gives, each with the labels that follow from its parts. */
export function pairsOf(scenario: Scenario): Pair[] {
  return [...clearPairs(scenario), ...partialPairs(scenario), ...vaguePairs(scenario)];
}

function clearPairs(scenario: Scenario): Pair[] {
  const all = scenario.full.map(full);
  const yes = all.map(() => true);
  const opening = scenario.openings.map(empty);
  const beside = scenario.beside.slice(0, 1).map(empty);
  const pairs = [pair(scenario, all, 'clear', yes), pair(scenario, [...opening, ...all, ...beside], 'clear', yes)];
  if (all.length > 1) pairs.push(pair(scenario, [...opening, ...all.slice(1), ...beside, all[0]!], 'clear', yes));
  return pairs;
}

function partialPairs(scenario: Scenario): Pair[] {
  const all = scenario.full.map(full);
  const opening = scenario.openings.map(empty);
  const beside = scenario.beside.map(empty);
  const pairs: Pair[] = [];
  scenario.soft.forEach((text, at) => {
    const parts = all.map((part, other) => (other === at ? soft(text) : part));
    if (all.length === 1) pairs.push(pair(scenario, parts, 'partial', [true]), pair(scenario, [...opening, ...parts, ...beside], 'partial', [true]));
  });
  if (all.length < 2) return pairs;
  all.forEach((_, at) => {
    const rest = all.filter((_part, other) => other !== at);
    const answered = all.map((_part, other) => other !== at);
    pairs.push(pair(scenario, [...opening, ...rest, ...beside], 'partial', answered));
    const waved = scenario.waved[at];
    if (waved) pairs.push(pair(scenario, all.map((part, other) => (other === at ? empty(waved) : part)), 'partial', answered));
  });
  if (all.length > 2) pairs.push(pair(scenario, [...opening, all[0]!, ...beside, empty(scenario.waved.at(-1) ?? '')], 'partial', all.map((_, at) => at === 0)));
  return pairs;
}

function vaguePairs(scenario: Scenario): Pair[] {
  const none = scenario.full.map(() => false);
  const opening = scenario.openings.map(empty);
  const waved = scenario.waved.filter(Boolean).map(empty);
  const pairs = scenario.vague.map((text) => pair(scenario, [empty(text)], 'vague', none));
  if (scenario.vague[0]) pairs.push(pair(scenario, [...opening, empty(scenario.vague[0])], 'vague', none));
  if (waved.length > 0) pairs.push(pair(scenario, [...opening, ...waved, ...scenario.beside.map(empty)], 'vague', none));
  return pairs;
}
