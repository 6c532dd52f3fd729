import type { Language } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import type { Typed } from '../../platform/web/route.ts';

/**
 * Errors with their text already in the reader's language: those of a calendar name dates, hours and steps, which the
 * general partials do not hand to a text.
 */
export function told({ values, errors, refusal }: Typed, language: Language): Record<string, unknown> {
  const t = translator(language);
  const inWords = (given: Record<string, unknown> = {}) =>
    'step' in given ? { ...given, step: t(`calendar.limits.${given['step']}`) } : given;
  const texts = Object.entries(errors).map(([name, { text, values }]) => [
    name,
    { text: t(text, inWords(values)) },
  ]);
  return { values, errors: Object.fromEntries(texts), refusal };
}
