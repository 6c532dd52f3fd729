type Forms = [nominative: string, genitive: string, accusative: string];

const WEEKDAYS: Forms[] = [
  ['понедельник', 'понедельника', 'понедельник'],
  ['вторник', 'вторника', 'вторник'],
  ['среда', 'среды', 'среду'],
  ['четверг', 'четверга', 'четверг'],
  ['пятница', 'пятницы', 'пятницу'],
  ['суббота', 'субботы', 'субботу'],
  ['воскресенье', 'воскресенья', 'воскресенье'],
];
const GENITIVE = ['до', 'с', 'от', 'после', 'около', 'позднее', 'позже', 'ранее', 'раньше'];
const ACCUSATIVE = ['в', 'на', 'по', 'за'];
/** With another vowel, or a whole one, before them they are easier to say: «со среды», «во вторник». */
const WITH_VOWEL: Record<string, string> = {
  'с вторника': 'со вторника',
  'с среды': 'со среды',
  'в вторник': 'во вторник',
};

const formsOf = new Map(WEEKDAYS.map((forms) => [forms[0], forms]));
const AFTER_PREPOSITION = new RegExp(
  `(?<![\\p{L}-])(${[...GENITIVE, ...ACCUSATIVE].join('|')})(\\s+)(${[...formsOf.keys()].join('|')})(?!\\p{L})`,
  'giu',
);

/** Words that lead to a date decide the case of its weekday, which dates are written without knowing. */
function withCases(text: string): string {
  return text.replace(AFTER_PREPOSITION, (_, before: string, gap: string, weekday: string) => {
    const [, genitive, accusative] = formsOf.get(weekday.toLowerCase())!;
    const after = GENITIVE.includes(before.toLowerCase()) ? genitive : accusative;
    const easier = WITH_VOWEL[`${before.toLowerCase()} ${after}`];
    if (!easier) return `${before}${gap}${after}`;
    return before === before.toLowerCase() ? easier : easier[0]!.toUpperCase() + easier.slice(1);
  });
}

/** A Russian text into which dates were put: «до пятницы, 27 ноября 2026 г.», and one full stop at its end. */
export function agreed(text: string): string {
  return withCases(text).replace(/(\d[\s\u00a0]г\.)\./g, '$1');
}
