import { stringify } from 'csv-stringify/sync';

/**
 * What a spreadsheet program takes for the beginning of a formula, and would run, at the beginning of a cell. Where the
 * computer's own separator is another one (a semicolon in Vietnam and Russia) a cell begins after each of those too: then
 * quotes do not hold a text together. The library's own `escape_formulas` looks at the first letter of a cell only.
 */
const FORMULA = /(?<=^|[;,\t\r\n])(?=[=+\-@\t\r＝＋－＠])/g;

/**
 * Lines of cells as RFC 4180 writes them; UTF-8 with a mark for spreadsheets.
 * @param bom false: what follows on lines that began with it
 */
export function csvText(lines: readonly (readonly (string | number)[])[], bom = true): string {
  return stringify([...lines], {
    bom,
    record_delimiter: 'windows',
    // By itself it quotes what holds a comma, a quote or \r\n.
    quoted_match: /[;\t\r\n]/,
    cast: { string: (text) => text.replace(FORMULA, "'") },
  });
}
