import { readConfig } from '../../config.ts';
import { offerHelp } from '../../platform/command-help.ts';
import { Misuse, readOptions, readPassphrase, runCommand, told } from './command.ts';
import { restoreBackup } from './restore.ts';

const USAGE = 'npm run restore -- --from FILE [--overwrite] [--passphrase-file FILE]';
offerHelp(USAGE);

await runCommand(async () => {
  const options = readOptions(
    { from: { type: 'string' }, overwrite: { type: 'boolean' }, 'passphrase-file': { type: 'string' } },
    USAGE,
  );
  if (typeof options['from'] !== 'string' || options['from'] === '') throw new Misuse(USAGE);
  const begun = performance.now();
  const config = readConfig(process.env);
  const { collections, keptAt } = await restoreBackup(config, {
    from: options['from'],
    overwrite: options['overwrite'] === true,
    passphrase: await readPassphrase(options['passphrase-file'], config),
    now: new Date(),
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`Restored and read back: ${told(collections)}; ${seconds} s`);
  for (const path of keptAt) console.log(`What was there before is kept as ${path}`);
  console.log('Everybody signs in again. The next start makes the indexes.');
});
