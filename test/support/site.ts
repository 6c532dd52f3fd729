import type { Clock } from '../../server/platform/clock/clock.ts';
import type { Site } from '../../server/platform/context.ts';
import { siteOf } from '../../server/platform/site.ts';

export const SECRET = 'a secret for tests only, thirty-two characters';

/** A site without features, for what needs no application around it. */
export function siteAt(clock: Clock): Site {
  return siteOf({ clock, secret: SECRET, publicUrl: 'http://localhost', features: [] });
}
