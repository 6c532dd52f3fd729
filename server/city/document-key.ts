const CYRILLIC: Record<string, string> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
};

const ANY_NUMBER = /\d{1,4}(?:\/(?:19|20)\d{2}(?:\/[\p{L}\d-]{1,24})?|\/[\p{L}]{2}-[\p{L}]{2,12}|-ФК?З)/u;

/** One spelling for a document's number: 'Nghị định 118/2025/NĐ-CP', '118/2025/nd-cp (…)' → '118/2025/ND-CP'. */
export function documentKey(name: string): string | undefined {
  const number = ANY_NUMBER.exec(name.normalize('NFC'))?.[0];
  return number
    ?.toUpperCase()
    .replaceAll('Đ', 'D')
    .replace(/[А-Я]/g, (letter) => CYRILLIC[letter] ?? letter)
    .replace(/^0+(?=\d)/, '');
}
