import type { SenderRequirement } from '../../item/rules/fields.ts';

export const WAYS = ['email', 'phone', 'address'] as const;

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/**
 * The rows with one more, which holds from its date (yyyy-mm-dd) on: it ends what held until then, takes the place of a
 * row for the same date, and gives way to one that begins later.
 */
export function requirementsWith(
  rows: readonly SenderRequirement[],
  added: Omit<SenderRequirement, 'validTo'>,
): SenderRequirement[] {
  const from = added.validFrom;
  const earlier = rows
    .filter(({ validFrom }) => validFrom < from)
    .map((row) => (row.validTo === null || row.validTo >= from ? { ...row, validTo: dayBefore(from) } : row));
  const later = rows.filter(({ validFrom }) => validFrom > from);
  const next = later.map(({ validFrom }) => validFrom).sort()[0];
  return [...earlier, { ...added, validTo: next ? dayBefore(next) : null }, ...later];
}
