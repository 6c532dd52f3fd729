import { type Clock, machineClock } from './clock/clock.ts';
import type { Catalogue, Context, DemoSite, PageParts, PageSubjects, Site } from './context.ts';
import type { Feature } from './feature.ts';
import type { ScanFile } from './files/index.ts';
import type { MailIn } from './mail/threads.ts';
import { randomToken, tokensOf } from './secrets.ts';

/** For a command beside the server: it writes no letters, and no token of it would open anything. */
export function commandSite(): Site {
  return siteOf({ clock: machineClock, secret: randomToken(), publicUrl: '' });
}

interface SiteSettings {
  clock: Clock;
  secret: string;
  publicUrl: string;
  features?: Feature[];
  demo?: DemoSite | undefined;
  scanFile?: ScanFile | undefined;
  mailIn?: MailIn | undefined;
  inside?: readonly string[] | undefined;
  sms?: { country: string } | undefined;
}

/** One site, of what is set for it and what its features bring. */
export function siteOf({ clock, secret, publicUrl, features = [], ...given }: SiteSettings): Site {
  return {
    ...{ clock, publicUrl },
    ...given,
    tokens: tokensOf(secret),
    catalogue: Object.assign({}, ...features.map(({ catalogue }) => catalogue)) as Catalogue,
    pageParts: joined(features.flatMap(({ pageParts }) => pageParts ?? [])),
    menu: features.flatMap(({ menu }) => menu ?? []).sort((a, b) => a.place - b.place),
  };
}

function joined(all: PageParts[]): PageParts {
  const parts: Record<string, unknown[]> = {};
  for (const [page, more] of all.flatMap((each) => Object.entries<unknown[]>(each)))
    parts[page] = [...(parts[page] ?? []), ...more];
  return parts;
}

/** What other features show on a page, each with its model. */
export async function shownParts<Page extends keyof PageSubjects>(
  page: Page,
  context: Context,
  subject: PageSubjects[Page],
): Promise<{ view: string; model: Record<string, unknown> }[]> {
  const shown = [];
  for (const { view, model } of context.site.pageParts[page] ?? []) {
    const values = await model(context, subject);
    if (values) shown.push({ view, model: values });
  }
  return shown;
}
