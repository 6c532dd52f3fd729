import Bowser from 'bowser';

/** A browser and its system, in the names that people know: 'Firefox', 'Windows'. */
export interface Device {
  browser?: string | undefined;
  system?: string | undefined;
}

const LONGEST_HEADER = 400;
const LONGEST_NAME = 40;

const short = (name: string | undefined) => name?.slice(0, LONGEST_NAME) || undefined;

export function deviceOf(userAgent: string | undefined): Device {
  if (!userAgent) return {};
  const { browser, os } = Bowser.parse(userAgent.slice(0, LONGEST_HEADER));
  return { browser: short(browser.name), system: short(os.name) };
}
