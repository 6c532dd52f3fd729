/**
 * What a spreadsheet program takes for the beginning of a formula, and would run, at the beginning of a cell. Where the
 * computer's own separator is another one (a semicolon in Vietnam and Russia) a cell begins after each of those too: then
 * quotes do not hold a text together.
 */
const FORMULA = /(?<=^|[;,\t\r\n])(?=[=+\-@\t\r＝＋－＠])/g;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = value.replace(FORMULA, "'");
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines of cells as RFC 4180 writes them; UTF-8 with a mark for spreadsheets. */
export function csvText(lines: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
