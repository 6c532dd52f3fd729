/**
 * A number as gateways want it, '84912345678'; undefined for what is no mobile number: landlines take no messages.
 * @param country calling code of the city; its landlines begin with 02 as those of Vietnam do
 */
export function smsNumber(typed: string, country: string): string | undefined {
  const written = typed.replace(/[\s.()-]/g, '');
  const digits = written.replace(/^(\+|00)/, '');
  if (!/^\d{8,15}$/.test(digits)) return undefined;
  const abroad = digits !== written;
  const number = abroad ? digits : digits.startsWith('0') ? country + digits.slice(1) : digits;
  return number.startsWith(`${country}2`) ? undefined : number;
}

const MARKS = /\p{M}/gu;

/** Without accents: many gateways take no others, and what has them costs twice as much. */
export function plainLetters(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').normalize('NFC');
}

export type Values = Record<'to' | 'text' | 'id', string>;

/** The body that the gateway wants, from a template with {to}, {text} and {id}, written as its type asks. */
export function filledBody(template: string, type: string, values: Values): string {
  const escaped = type.includes('json')
    ? (value: string) => JSON.stringify(value).slice(1, -1)
    : encodeURIComponent;
  return template.replace(/\{(to|text|id)\}/g, (_, name: keyof Values) => escaped(values[name]));
}

export function filledAddress(template: string, values: Values): string {
  return template.replace(/\{(to|text|id)\}/g, (_, name: keyof Values) => encodeURIComponent(values[name]));
}

export const MOST_TRIES = 8;

/** 2, 4, 8 … minutes, an hour at most: a message that comes a day late helps nobody. */
export const backOffMs = (tries: number) => Math.min(2 ** tries, 60) * 60_000;

/** It refuses whoever asks, or where and when: a token has run out, an address is wrong. That is mended, and tried again. */
const NOT_ABOUT_THE_MESSAGE = [401, 403, 404, 408, 425, 429];

/** What the gateway refuses for good is not tried again: the number, or the message. */
export const isRefused = (status: number) =>
  status >= 400 && status < 500 && !NOT_ABOUT_THE_MESSAGE.includes(status);
