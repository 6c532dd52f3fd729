import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createToken } from '../accounts/index.ts';
import { ConfigFault, readConfig } from '../config.ts';
import { keptSecret } from '../kept-secret.ts';
import { offerHelp } from '../platform/command-help.ts';
import { systemContext } from '../platform/context.ts';
import { randomToken } from '../platform/secrets.ts';
import { runServer } from '../run.ts';
import { unitOf } from '../units/index.ts';
import { DemoClock } from './clock.ts';
import { CLERK, DEMO_PASSWORD, LISTED, listedPeople } from './people.ts';
import { playHalfYear } from './play.ts';
import { demoRoutes, demoUnits } from './sign-in.ts';

offerHelp(`npm run demo
Starts a site that has played half a year of a made-up city, with people to sign in as. PORT and DATA_DIR say where.`);

/** What a demo directory holds beside the store; written last, so that a seeding cut off is begun again. */
interface Seeded {
  /** By address; of older demos by role. */
  tokens: Record<string, string>;
  items: number;
}

const TOKEN_DAYS = 90;

/** What one does not come upon by chance, where it stands, and for whom. */
const WORTH_A_LOOK = [
  ['texts that say the same, to be answered once', '/triage/campaigns', 'coordinator'],
  ['items merged into another', '/items?status=merged', 'coordinator'],
  ['items that came by e-mail', '/items?status=all&channel=email', 'coordinator'],
  ['letters that a person has to read', '/incoming-mail', 'coordinator'],
  ['senders to be called', '/call-backs', 'coordinator'],
  ['letters to followers, among all', '/outbox', 'administrator'],
] as const;

async function main(): Promise<void> {
  const asked = readConfig({ LOG_LEVEL: 'warn', ...process.env, SESSION_SECRET: randomToken() });
  if (asked.production)
    throw new Error(
      'The demo makes up people with known passwords: it does not run with NODE_ENV=production. Use npm start.',
    );
  const directory = join(asked.dataDirectory, 'demo');
  const marker = join(directory, 'seeded.json');
  await mkdir(directory, { recursive: true });
  const fresh = !existsSync(marker);
  if (fresh) await rm(join(directory, 'store'), { recursive: true, force: true });
  const config = {
    ...asked,
    mongoUri: undefined,
    dataDirectory: directory,
    sessionSecret: await keptSecret(directory),
  };
  const clock = new DemoClock();
  const running = await runServer({
    config,
    clock,
    demo: { people: listedPeople, units: () => demoUnits(clock.now()), routes: demoRoutes },
    beforeListen: async (app) => {
      if (!fresh) return;
      console.log('Playing half a year of a city, once …');
      const items = await playHalfYear(app, clock, { now: new Date(), tell: tellMonth });
      console.log();
      const tokens: Record<string, string> = {};
      for (const { email } of [...LISTED, CLERK]) {
        const made = await createToken(systemContext(app.site, 'demo', new Date()), {
          email,
          scopes: ['read', 'write'],
          days: TOKEN_DAYS,
        });
        tokens[email] = made.token;
      }
      await writeFile(marker, JSON.stringify({ tokens, items } satisfies Seeded), { mode: 0o600 });
    },
  });
  const seeded = JSON.parse(await readFile(marker, 'utf8')) as Seeded;
  tell(running.address.replace('127.0.0.1', 'localhost'), seeded, directory);
}

function tellMonth(month: Date): void {
  process.stdout.write(`${month.toLocaleDateString('en', { month: 'long' })} … `);
}

function tell(address: string, { items, tokens }: Seeded, directory: string): void {
  console.log(`\nDemo with ${items} items on ${address}\n`);
  console.log(`Sign in at ${address}/sign-in, password for all: ${DEMO_PASSWORD}`);
  const line = (role: string, email: string, token: string | undefined) =>
    console.log(`  ${role.padEnd(14)} ${email.padEnd(28)}${token ? ` API token ${token}` : ''}`);
  for (const { role, email } of LISTED) line(role, email, tokens[email] ?? tokens[role]);
  line('clerk', CLERK.email, tokens[CLERK.email]);
  const units = LISTED.find(({ role }) => role === 'official')!.units.map((slug) => unitOf(slug)?.name.en);
  const near = relative('', directory);
  const shown = near.startsWith('..') ? directory : near;
  console.log(`Official and head work for: ${units.join(', ')}.`);
  console.log('For an item in another unit, the sign-in page has its official and its head.');
  console.log('\nWorth a look:');
  for (const [what, path, role] of WORTH_A_LOOK)
    console.log(`  ${what.padEnd(46)} ${address}${path} (${role})`);
  console.log(`\nAPI: ${address}/api    Stop with Ctrl-C; the data stay in ${shown}.\n`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof ConfigFault ? 78 : 1);
}
