const CODE = /^PA-(\d{4})-(\d{6,})$/;
const CODES = /PA-\d{4}-\d{6,}/g;

/** 'PA-2026-000042' */
export function feedbackCode(year: number, number: number): string {
  return `PA-${year}-${String(number).padStart(6, '0')}`;
}

/** What people type — 'pa 2026 42' — as a code; undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const [, year, number] = /^\s*pa[\s-]*(\d{4})[\s-]+0*(\d{1,9})\s*$/i.exec(typed) ?? [];
  return year && number ? feedbackCode(Number(year), Number(number)) : undefined;
}

export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** All that are named in a text. */
export const codesIn = (text: string): string[] => text.match(CODES) ?? [];
