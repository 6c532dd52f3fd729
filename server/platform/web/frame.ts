import {
  type Actor,
  type Context,
  isStaff,
  LANGUAGES,
  type Language,
  type MenuItem,
  may,
  type Site,
} from '../context.ts';
import { faultDetails, log } from '../log.ts';

/** Languages of the pages that people can choose. */
export function offeredBy({ catalogue }: Site): readonly Language[] {
  return catalogue.languages?.() ?? LANGUAGES;
}

/** What every page has around its content. */
export function frameOf({ site, language, now }: Context): Record<string, unknown> {
  return {
    menu: site.menu.filter(({ who }) => who === undefined),
    languages: offeredBy(site).map((code) => ({ code, current: code === language })),
    demo: site.demo,
    brand: site.catalogue.brand?.(),
    siteClosed: site.catalogue.closed?.(),
    siteNotice: site.catalogue.notice?.(now),
  };
}

interface StaffMenuItem extends MenuItem {
  /** So much waits there. */
  count?: number;
  /** The page that is shown belongs to it. */
  within: boolean;
}

/** The menu of whoever is signed in, with how much waits behind each. @param path of the page that is shown */
export async function staffMenuOf(context: Context, path: string): Promise<StaffMenuItem[]> {
  const items = context.site.menu.filter(({ who }) => who && isFor(who, context.actor));
  const shown = await Promise.all(items.map((item) => item.only?.(context) ?? true));
  const own = items.filter((_, at) => shown[at]);
  const isWithin = ({ href }: MenuItem) => path.startsWith(`${href}/`);
  return Promise.all(
    own.map(async (item) => ({ ...item, within: isWithin(item), count: await waitingAt(context, item) })),
  );
}

/** A page is shown without its counters rather than not at all. */
async function waitingAt(context: Context, { href, waiting }: MenuItem): Promise<number | undefined> {
  try {
    return await waiting?.(context);
  } catch (error) {
    log.warn({ href, ...faultDetails(error) }, 'a counter of the menu failed');
    return undefined;
  }
}

function isFor(who: NonNullable<MenuItem['who']>, actor: Actor): boolean {
  return who === 'staff' ? isStaff(actor) : may(actor, ...who);
}
