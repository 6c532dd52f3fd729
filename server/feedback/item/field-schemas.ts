import Joi from 'joi';
import { cityDate, readCityDay, readCityMoment } from '../../calendar/index.ts';
import { optional, prose } from '../../platform/web/check.ts';
import { LONGEST_PAPER, MOST_PAPERS } from './rules/papers.ts';
import { LONGEST_POINT, linesOf, MOST_POINTS } from './rules/points.ts';

export const slug = () =>
  Joi.string()
    .max(80)
    .pattern(/^[a-z0-9-]+$/, { name: 'slug' });

/** A day as date fields of browsers write it; kept as text, for days have no zone. */
export const day = () =>
  Joi.string()
    .max(20)
    .custom((typed: string, helpers) => {
      const at = readCityDay(typed);
      return at ? cityDate(at) : helpers.error('date.format');
    });

/** Each line a text of its own; numbers and dashes typed in front are dropped. */
export const lines = (most: number, longest: number) =>
  prose(most * (longest + 8)).custom((typed: string, helpers) => {
    const found = linesOf(typed);
    if (found.length > most) return helpers.error('text:feedback.errors.too-many-lines', { limit: most });
    if (found.some((each) => each.length > longest))
      return helpers.error('text:feedback.errors.line-too-long', { limit: longest });
    return found;
  });

export const paperLines = () => lines(MOST_PAPERS, LONGEST_PAPER);
export const pointLines = () => lines(MOST_POINTS, LONGEST_POINT);

/** A moment; written without a zone, as date fields of browsers do, it is meant in the city's. */
export const cityMoment = () =>
  Joi.string()
    .max(40)
    .custom((typed: string, helpers) => {
      const at = readCityMoment(typed);
      return at ?? helpers.error('text:feedback.errors.moment');
    });

/** A day to come: the end of office on it. */
export const cityDay = () =>
  Joi.string()
    .max(20)
    .custom(
      (typed: string, helpers) => readCityDay(typed) ?? helpers.error('text:feedback.errors.promised-date'),
    );

export const cursor = () =>
  optional(
    Joi.string()
      .max(80)
      .pattern(/^\d{1,15}-[0-9a-f]{24}$/, { name: 'cursor' }),
  );
