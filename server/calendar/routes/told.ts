import type { Language } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import type { Typed } from '../../platform/web/route.ts';
import { dateInWords } from '../city-moments.ts';
import type { EditPage } from '../queries.ts';
import type { Problem } from '../rules.ts';

type Values = Record<string, unknown>;

/** What stands in the messages of a calendar: dates, and the names of steps. */
function inWords(values: Values, language: Language): Values {
  const worded = Object.entries(values).map(([name, value]) => {
    if (name === 'step') return [name, translator(language)(`calendar.limits.${value}`)];
    return [name, typeof value === 'string' ? dateInWords(value, language) : value];
  });
  return Object.fromEntries(worded);
}

/**
 * Errors with their text already in the reader's language: those of a calendar name dates, hours and steps, which the
 * general partials do not hand to a text.
 */
export function told({ values, errors, refusal }: Typed, language: Language): Record<string, unknown> {
  const texts = Object.entries(errors).map(([name, { text, values }]) => [
    name,
    { text: translator(language)(text, inWords(values ?? {}, language)) },
  ]);
  return { values, errors: Object.fromEntries(texts), refusal };
}

/** Warnings beside days and the report of an import, in the reader's language. */
export function toldPage(
  { days, report }: Pick<EditPage, 'days' | 'report'>,
  language: Language,
): Record<string, unknown> {
  const textOf = ({ key, values }: Problem) =>
    translator(language)(`calendar.problems.${key}`, inWords(values, language));
  const dates = (list: string[]) => list.map((date) => dateInWords(date, language));
  return {
    days: days.map(({ warnings, ...day }) => ({ ...day, warnings: warnings.map(textOf) })),
    report: report && {
      ...report,
      added: dates(report.added),
      replaced: dates(report.replaced),
      kept: dates(report.kept),
      problems: report.problems.map(textOf),
    },
  };
}
