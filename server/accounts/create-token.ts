import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Joi from 'joi';
import { ConfigFault, readConfig } from '../config.ts';
import { StoreLocked, startStore } from '../embedded-mongo/index.ts';
import { offerHelp } from '../platform/command-help.ts';
import { systemContext } from '../platform/context.ts';
import { connectStore, disconnectStore } from '../platform/data/connection.ts';
import { Refusal } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { commandSite } from '../platform/site.ts';
import { emailAddress } from '../platform/web/check.ts';
import { createToken } from './actions/tokens.ts';
import { MOST_TOKEN_DAYS, SCOPES, type Scope } from './rules.ts';

const USAGE = `npm run create-token -- --email WHO --scopes read,write --days 30 [--units dept-health] [--name "weekly report"]`;
offerHelp(USAGE);
const MISUSED = 64;
const MISCONFIGURED = 78;

const ARGUMENTS = Joi.object<{
  email: string;
  scopes: Scope[];
  units: string[];
  days: number;
  name: string;
}>({
  email: emailAddress().required(),
  scopes: Joi.array()
    .items(Joi.valid(...SCOPES))
    .unique()
    .min(1)
    .required(),
  units: Joi.array().items(Joi.string().max(80)).unique().required(),
  days: Joi.number().integer().min(1).max(MOST_TOKEN_DAYS).required(),
  name: Joi.string().max(100).default('create-token'),
});

class Misuse extends Error {}

function readArguments(given: string[]) {
  const options = {
    email: { type: 'string' },
    scopes: { type: 'string' },
    units: { type: 'string' },
    days: { type: 'string' },
    name: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: given, options });
    const named = {
      days: '30',
      ...values,
      units: (values.units ?? '')
        .split(',')
        .map((unit) => unit.trim())
        .filter(Boolean),
      scopes: (values.scopes ?? 'read').split(',').map((scope) => scope.trim()),
    };
    return Joi.attempt(named, ARGUMENTS, { abortEarly: false });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Runs on the same store as the server: MONGODB_URI, or the embedded one while the server is stopped. */
async function withStore<R>(act: () => Promise<R>): Promise<R> {
  const config = readConfig(process.env);
  const directory = join(config.dataDirectory, 'store');
  const store = config.mongoUri ? undefined : await startStore({ directory });
  try {
    await connectStore(config.mongoUri ?? store!.uri);
    return await act();
  } finally {
    await disconnectStore();
    await store?.close();
  }
}

function explain(error: unknown): [text: string, code: number] {
  if (error instanceof Misuse) return [error.message, MISUSED];
  if (error instanceof ConfigFault) return [error.message, MISCONFIGURED];
  if (error instanceof StoreLocked)
    return [
      `The store is in use: ${error.message}.\nMake the token on the account page of the running site (/account), or stop the server first. With MONGODB_URI both can run at once.`,
      1,
    ];
  if (error instanceof Refusal) return [translator('en')(error.text, error.values), 1];
  return [error instanceof Error ? error.message : String(error), 1];
}

try {
  const { email, scopes, units, days, name } = readArguments(process.argv.slice(2));
  const context = systemContext(commandSite(), 'create-token');
  const { token, expiresAt } = await withStore(() =>
    createToken(context, { email, scopes, units, days, name }),
  );
  console.log(token);
  console.error(
    `For ${email}: ${scopes.join(', ')}, until ${expiresAt.toISOString()}. It is shown only now.`,
  );
} catch (error) {
  const [text, code] = explain(error);
  console.error(text);
  process.exitCode = code;
}
