import { ROWS } from '../walks/role-matrix.ts';
import type { ViewerName } from '../walks/viewers.ts';

export interface PictureOf {
  /** 'GET /feedback/:code' */
  name: string;
  viewer: ViewerName;
}

/** Addresses that give a file, or send on to a page: there is nothing to look at. */
const NO_PAGES = [
  ...['/robots.txt', '/sitemap.xml', '/favicon.ico', '/calendar.ics', '/calendar-feed/:token.ics'],
  ...['/feedback/:code/due.ics', '/dialogues/:code/calendar.ics', '/open-data/changes', '/seal'],
  ...['/language/:language', '/feedback/:code/open/:token'],
].map((path) => `GET ${path}`);

/** Whether an address gives a file rather than a page. */
export const isFile = (name: string): boolean =>
  NO_PAGES.includes(name) ||
  /\.(csv|pdf|docx|xlsx|jsonl?|xml|atom|ics|zip|txt|css|svg)(?= \(|$)|\/(attachments|evidence|files)\/:/.test(
    name,
  );

/** Shown to everybody, and to each as something else. */
const FOR_EACH = ['GET /', 'GET /feedback/:code', 'GET /dialogues/:code'];

/**
 * Every page as everybody who sees it otherwise: the public ones as a stranger, the others as each who may open them.
 * The rows are those of the role matrix, whose walk holds them against the routes of the application.
 */
export function picturesOf(viewers: readonly ViewerName[]): PictureOf[] {
  const pages = ROWS.filter(({ name }) => name.startsWith('GET ') && !isFile(name));
  return pages.flatMap(({ name, expected }) =>
    viewers
      .filter((viewer) => expected[viewer] === 'ok')
      .filter((viewer) => viewer === 'stranger' || expected.stranger !== 'ok' || FOR_EACH.includes(name))
      .map((viewer) => ({ name, viewer })),
  );
}

/** Each page once, as one of those who see it: of these, the one who has had fewest pages so far. */
export function onePictureEach(pictures: readonly PictureOf[]): PictureOf[] {
  const had = new Map<ViewerName, number>();
  const count = ({ viewer }: PictureOf) => had.get(viewer) ?? 0;
  return [...new Set(pictures.map(({ name }) => name))].map((name) => {
    const may = pictures.filter((picture) => picture.name === name);
    const one = may.reduce((least, each) => (count(each) < count(least) ? each : least));
    had.set(one.viewer, count(one) + 1);
    return one;
  });
}
