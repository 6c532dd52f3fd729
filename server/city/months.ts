/** Months as text, yyyy-mm. */
export function monthText(year: number, number: number): string {
  return `${year}-${String(number).padStart(2, '0')}`;
}

export const yearAndNumber = (month: string) =>
  month.split('-').map(Number) as [year: number, number: number];

/** The month so many months later; before it when negative. */
export function monthAfter(month: string, many: number): string {
  const [year, number] = yearAndNumber(month);
  const at = year * 12 + number - 1 + many;
  return monthText(Math.floor(at / 12), (at % 12) + 1);
}

/** So many months up to one, with it, the last at the end. */
export function monthsUpTo(last: string, many: number): string[] {
  return Array.from({ length: many }, (_, at) => monthAfter(last, at - many + 1));
}
