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

/** The menu of whoever is signed in, with how much waits behind each. */
export async function staffMenuOf(context: Context): Promise<(MenuItem & { count?: number })[]> {
  const items = context.site.menu.filter(({ who }) => who && isFor(who, context.actor));
  const shown = await Promise.all(items.map((item) => item.only?.(context) ?? true));
  const own = items.filter((_, at) => shown[at]);
  return Promise.all(own.map(async (item) => ({ ...item, count: await waitingAt(context, item) })));
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
