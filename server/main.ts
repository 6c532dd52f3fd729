import { ConfigFault, readConfig } from './config.ts';
import { withSecret } from './kept-secret.ts';
import { offerHelp } from './platform/command-help.ts';
import { StoreRefused } from './platform/data/migrations/state.ts';
import { runServer } from './run.ts';

offerHelp(`npm start
Starts the site. Its settings are environment variables (README.md, docs/operations.md); all faults in them are named at once.`);

try {
  const config = await withSecret(readConfig(process.env));
  const running = await runServer({ config });
  const { setUpLink } = await import('./accounts/index.ts');
  const link = await setUpLink(config.publicUrl, new Date());
  if (link) console.log(`First administrator: open ${link} (works once, for 24 hours)`);
  console.log(`Ready on ${running.address}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  // Neither mends itself: whoever keeps the program running must not start it again and again.
  process.exit(error instanceof ConfigFault || error instanceof StoreRefused ? 78 : 1);
}
