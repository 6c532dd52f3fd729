import type { Actor, Context, Language, Site } from '../context.ts';
import type { Assets } from './assets.ts';
import type { Csrf } from './csrf.ts';
import type { Limits } from './limits.ts';
import type { Sessions } from './sessions.ts';
import type { UploadMemory } from './upload-memory.ts';
import type { Views } from './views.ts';

/** What the pages of the site are made with. */
export interface WebParts {
  site: Site;
  views: Views;
  assets: Assets;
  csrf: Csrf;
  limits: Limits;
  uploads: UploadMemory;
  sessions: Sessions;
  /** What is open in a browser with this session ends with it. */
  sessionEnded(id: string): void;
  /** For how long a proof of who it is holds for sensitive acts. */
  proofMinutes: number;
  /** Whether what was typed is the password, or a code, of whoever is signed in. */
  provesIdentity(
    context: Context,
    typed: string,
    tries: { session: string; limits: Limits },
  ): Promise<boolean>;
  /** Name of the identity provider, for whoever has neither a password nor codes here; undefined for all others. */
  provesAtProvider(context: Context): Promise<string | undefined>;
  secret: string;
  trustedProxies: number;
  /** Who a session or its absence stands for; `holds` are receipts shown. */
  actorOf(
    session: { accountId?: string; epoch?: number } | undefined,
    holds: string[],
    now: Date,
  ): Promise<{ actor: Actor; language?: Language }>;
}
