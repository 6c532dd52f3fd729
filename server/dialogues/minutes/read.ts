import { isDialogueCode } from '../session/rules/dates.ts';
import { Minutes, type MinutesFields } from './model.ts';

export type { MinutesFields };

/** For what follows by itself and asks on nobody's behalf. */
export function minutesRow(code: string): Promise<MinutesFields | null> {
  return Minutes.findById(code).lean<MinutesFields>().exec();
}

/** What everybody may read of published minutes, by the code of their session, as the sealed record proves it. */
export async function publicMinutes(codes: readonly string[]): Promise<Map<string, object>> {
  const own = codes.filter(isDialogueCode);
  if (own.length === 0) return new Map();
  const rows = await Minutes.find({ _id: { $in: own }, status: 'published' }, { pending: 0 }).lean<
    MinutesFields[]
  >();
  return new Map(
    rows.map(({ _id: code, publishedAt, record, corrections }) => [
      code,
      { code, publishedAt, minutes: record, corrections: corrections.map(({ text, at }) => ({ text, at })) },
    ]),
  );
}
