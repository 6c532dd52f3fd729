import { readConfig } from '../../config.ts';
import { offerHelp } from '../../platform/command-help.ts';
import { Misuse, readOptions, runCommand, told } from './command.ts';
import { moveStore } from './move.ts';

const USAGE = 'npm run move-store -- --to mongodb://HOSTS/NAME | DATA_DIR [--overwrite]';
offerHelp(USAGE);

await runCommand(async () => {
  const options = readOptions({ to: { type: 'string' }, overwrite: { type: 'boolean' } }, USAGE);
  const { to, overwrite } = options;
  if (typeof to !== 'string' || to === '') throw new Misuse(USAGE);
  const config = readConfig(process.env);
  // What was meant as an address must not become a folder of its name.
  if (/^(?:mongodb\/\/|[a-z][a-z+.-]*:)/i.test(to)) readConfig({ MONGODB_URI: to });
  const { collections, keptAt } = await moveStore(config, {
    to,
    overwrite: overwrite === true,
    now: new Date(),
  });
  console.log(`Copied and held against each other: ${told(collections)}`);
  for (const path of keptAt) console.log(`What was there before is kept as ${path}`);
  console.log('The store that it came from is as it was. Everybody signs in again.');
});
