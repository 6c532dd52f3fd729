import type { Browser, BrowserContext } from 'playwright-core';
import { type PersonOptions, person } from '../support/browser.ts';
import { item } from '../support/factories.ts';
import type { World } from '../support/world.ts';
import type { Viewer } from '../walks/viewers.ts';

/** What is on the lists: items in every state, so that no page is empty. */
export async function fillLists(world: World): Promise<void> {
  for (const status of ['submitted', 'accepted', 'assigned', 'in-review', 'answered', 'refused'] as const)
    await item(world, { status });
  await world.settled();
}

/** The browser of somebody who is signed in already. */
export async function atScreen(
  browser: Browser,
  { visitor }: Viewer,
  look: Omit<PersonOptions, 'address'>,
): Promise<BrowserContext> {
  const screen = await person(browser, { address: visitor.address, ...look });
  const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: visitor.address }));
  await screen.addCookies(cookies);
  return screen;
}
