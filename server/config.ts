import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import Joi from 'joi';
import type { MailIn } from './platform/mail/threads.ts';
import type { ProviderSettings } from './platform/outbound/identity-provider.ts';
import { certificatesIn, EMAIL_ATTRIBUTES, type SamlSettings } from './platform/outbound/saml-settings.ts';
import type { SmsGateway } from './platform/sms/delivery.ts';

export interface Config {
  port: number;
  host: string;
  publicUrl: string;
  /** Absent: the embedded store under `dataDirectory`. */
  mongoUri?: string;
  dataDirectory: string;
  /** A file that stands in for the shipped weights of the answer check. */
  answerWeights?: string;
  redisUrl?: string;
  /** Absent: letters wait in the outbox. */
  smtpUrl?: string;
  mailFrom: string;
  /** Where letters to the city are read; absent: nobody reads any. */
  mailIn?: MailIn & { url: string; folder: string; done: string };
  /** Through which senders are told who left a telephone number alone; absent: they stand on the list of calls. */
  sms?: SmsGateway;
  /** Networks inside that may be called, for webhooks say; all others inside may not. */
  inside: readonly string[];
  /** OpenID Connect for staff; absent: they sign in here alone. */
  staffProvider?: ProviderSettings;
  /** SAML for staff, instead of OpenID Connect. */
  samlProvider?: SamlSettings;
  /** OpenID Connect for senders who want it. */
  citizenProvider?: ProviderSettings;
  /** Opens SCIM, by which a directory closes accounts; absent: there is none. */
  scimToken?: string;
  /** ClamAV's daemon; absent: files are not looked through for viruses. */
  clamAvUrl?: string;
  /** After so many minutes a sensitive act asks for the password or a code again. */
  proofMinutes: number;
  sessionSecret: string;
  /** Nobody has given the secret: a site keeps its own beside its data. */
  secretMadeUp: boolean;
  /** In which the calendar of a new site begins; from then on the calendar in force has the word. */
  timeZone?: string;
  logLevel: string;
  production: boolean;
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  trustedProxies: number;
  /** Requests that change something, per address and minute. */
  writesPerMinute: number;
  /** The same of somebody signed in, per account. */
  staffWritesPerMinute: number;
  /** What programs fetch without a key, as the lists of Open311, per address and minute. */
  readsPerMinute: number;
  /** Searches, lists and files that everybody may read, of one address. */
  listsPerMinute: number;
  /** Registrations, questions and votes of dialogues by form, per address and minute. A hall may share one address. */
  roomWritesPerMinute: number;
  /** Wrong passwords, receipt keys and links, each counted apart, per address and quarter of an hour. */
  triesPerQuarterHour: number;
  /** Live events per address and ten seconds. A hall full of people may share one address. */
  liveEventsPerAddress: number;
  /** A backup is made each night; absent: none. */
  backups?: { directory: string; at: string; keep: number };
  /** Who is told how long which step of a request took; absent: nobody. */
  traces?: TraceReceiver;
  /** Who may read /metrics from elsewhere than this machine. */
  metricsToken?: string;
  /** By which backups are encrypted. */
  backupPassphrase?: string;
}

/** A receiver of OpenTelemetry (OTLP over HTTP). */
export interface TraceReceiver {
  endpoint: string;
  /** What it asks for, by name. */
  headers: Record<string, string>;
  service: string;
}

/** A passphrase that can be guessed protects nothing. */
export const LEAST_PASSPHRASE = 12;

export class ConfigFault extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(`Configuration:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

const zone = (value: string) => {
  new Intl.DateTimeFormat('en', { timeZone: value });
  return value;
};

const existing = (value: string) => {
  if (!existsSync(value)) throw new Error('absent');
  return resolve(value);
};

const networks = (value: string) =>
  value.split(',').map((each) => {
    ipaddr.parseCIDR(each.trim());
    return each.trim();
  });

/** Several hosts, as a replica set has them, make no URI in the sense of the standard. */
const storeAddress: Joi.CustomValidator<string> = (value, helpers) => {
  const parts = /^mongodb(?:\+srv)?:\/\/[^/?\s]+(?:\/([^?\s]*))?(?:\?\S*)?$/.exec(value);
  if (!parts) return helpers.error('store.scheme');
  if (!parts[1]) return helpers.error('store.name');
  // No database has such a name: a sign of the password has ended the hosts.
  return /[/\\@:."$*<>|]/.test(parts[1]) ? helpers.error('store.signs') : value;
};

/** Plain http shows everybody on the way who signs in: for a provider on this machine alone. */
const issuer: Joi.CustomValidator<string> = (value, helpers) => {
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname)
    ? value
    : helpers.error('issuer.plain');
};

const providerAddress = (name: string) =>
  Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .custom(issuer)
    .messages({ 'issuer.plain': `"${name}" must begin with https://` });

/** 'authorization=Bearer%20abc,tenant=city', as OpenTelemetry writes it. */
const headerList = (value: string) =>
  Object.fromEntries(
    value.split(',').map((each) => {
      const [, name, said] = /^\s*([\w-]+)=(.*)$/.exec(each)!;
      return [name!, decodeURIComponent(said!.trim())];
    }),
  );

const words = (value: string) => value.split(/[\s,]+/).filter(Boolean);

/** What opens something may stand in a file whose name is given by `NAME_FILE`, as containers bring it. */
const SECRETS = [
  ...['SESSION_SECRET', 'MONGODB_URI', 'REDIS_URL', 'SMTP_URL', 'IMAP_URL', 'METRICS_TOKEN'],
  ...['BACKUP_PASSPHRASE', 'OIDC_CLIENT_SECRET', 'SCIM_TOKEN', 'SMS_URL', 'SMS_AUTHORIZATION'],
  ...['CITIZEN_OIDC_CLIENT_SECRET', 'SAML_CERTIFICATE', 'OTEL_EXPORTER_OTLP_HEADERS'],
];

const PROOF_MINUTES = 15;

const SHAPE = Joi.object({
  NODE_ENV: Joi.string().default('development'),
  PORT: Joi.number().integer().min(0).max(65535).default(3000),
  HOST: Joi.string().default('127.0.0.1'),
  PUBLIC_URL: Joi.string().uri({ scheme: ['http', 'https'] }),
  MONGODB_URI: Joi.string().custom(storeAddress).messages({
    'store.scheme': '"MONGODB_URI" must begin with mongodb:// or mongodb+srv:// and name a host',
    'store.name': '"MONGODB_URI" names no database: write it after the hosts, as in mongodb://HOST/city',
    'store.signs':
      '"MONGODB_URI" cannot be understood: write signs of the password as %2F for /, %40 for @, %3A for :, %3F for ?, %23 for #, %25 for %',
  }),
  DATA_DIR: Joi.string().default('./var'),
  ANSWER_WEIGHTS: Joi.string()
    .custom(existing)
    .messages({ 'any.custom': '"ANSWER_WEIGHTS" names a file that is not there' }),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  SMTP_URL: Joi.string().uri({ scheme: ['smtp', 'smtps'] }),
  CLAMAV_URL: Joi.string()
    .pattern(/^(tcp:\/\/[^\s/@:]+:\d{1,5}|tcp:\/\/\[[0-9a-f:]+\]:\d{1,5}|unix:\/\S+)$/i)
    .messages({ 'string.pattern.base': '"CLAMAV_URL" must be tcp://HOST:PORT or unix:/PATH' }),
  IMAP_URL: Joi.string().uri({ scheme: ['imap', 'imaps'] }),
  IMAP_FOLDER: Joi.string().default('INBOX'),
  IMAP_DONE_FOLDER: Joi.string().invalid(Joi.ref('IMAP_FOLDER')).default('Processed'),
  MAIL_IN_ADDRESS: Joi.string()
    .email({ tlds: false })
    .when('IMAP_URL', { is: Joi.exist(), then: Joi.required() }),
  MAIL_IN_PLUS: Joi.boolean().truthy('yes').falsy('no').default(true),
  CALLABLE_INSIDE: Joi.string().custom(networks).default([]).messages({
    'any.custom': '"CALLABLE_INSIDE" must be networks, as 10.20.0.0/16, with commas between them',
  }),
  SMS_URL: Joi.string()
    .pattern(/^https?:\/\/\S+$/)
    .messages({ 'string.pattern.base': '"SMS_URL" must begin with http:// or https://' }),
  SMS_METHOD: Joi.string().valid('GET', 'POST').default('POST'),
  SMS_BODY: Joi.string().default('{"id":"{id}","to":"{to}","text":"{text}"}'),
  SMS_CONTENT_TYPE: Joi.string()
    .pattern(/^[\w.+/-]+(; ?charset=[\w-]+)?$/)
    .default('application/json')
    .messages({ 'string.pattern.base': '"SMS_CONTENT_TYPE" must be a type, as application/json' }),
  SMS_AUTHORIZATION: Joi.string(),
  SMS_PLAIN: Joi.boolean().truthy('yes').falsy('no').default(false),
  SMS_COUNTRY: Joi.string()
    .pattern(/^\d{1,3}$/)
    .default('84')
    .messages({ 'string.pattern.base': '"SMS_COUNTRY" must be a calling code, as 84' }),
  MAIL_FROM: Joi.string().default('no-reply@city.example'),
  SESSION_SECRET: Joi.string().min(32).when('NODE_ENV', { is: 'production', then: Joi.required() }),
  TIME_ZONE: Joi.string().custom(zone).messages({ 'any.custom': '"TIME_ZONE" is not a known time zone' }),
  LOG_LEVEL: Joi.string().valid('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  TRUSTED_PROXIES: Joi.number().integer().min(0).max(10).default(0),
  WRITES_PER_MINUTE: Joi.number().integer().min(1).default(60),
  STAFF_WRITES_PER_MINUTE: Joi.number().integer().min(1).default(240),
  LISTS_PER_MINUTE: Joi.number().integer().min(1).default(600),
  READS_PER_MINUTE: Joi.number().integer().min(1).default(120),
  ROOM_WRITES_PER_MINUTE: Joi.number().integer().min(1).default(600),
  TRIES_PER_QUARTER_HOUR: Joi.number().integer().min(1).default(60),
  LIVE_EVENTS_PER_ADDRESS: Joi.number().integer().min(1).default(3000),
  BACKUP_DIR: Joi.string()
    .custom(existing)
    .messages({ 'any.custom': '"BACKUP_DIR" names a folder that is not there: make it first' }),
  BACKUP_AT: Joi.string()
    .pattern(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('02:00')
    .messages({ 'string.pattern.base': '"BACKUP_AT" must be a time of the day, as 02:00' }),
  BACKUP_KEEP: Joi.number().integer().min(1).default(14),
  BACKUP_PASSPHRASE: Joi.string().min(LEAST_PASSPHRASE),
  OIDC_ISSUER: providerAddress('OIDC_ISSUER'),
  OIDC_CLIENT_ID: Joi.string().when('OIDC_ISSUER', { is: Joi.exist(), then: Joi.required() }),
  OIDC_CLIENT_SECRET: Joi.string(),
  OIDC_NAME: Joi.string().max(60),
  SCIM_TOKEN: Joi.string()
    .min(32)
    .pattern(/^\S+$/)
    .messages({ 'string.pattern.base': '"SCIM_TOKEN" must not hold spaces' }),
  OIDC_SECOND_FACTOR: Joi.string().custom(words).default([]),
  CITIZEN_OIDC_ISSUER: providerAddress('CITIZEN_OIDC_ISSUER'),
  CITIZEN_OIDC_CLIENT_ID: Joi.string().when('CITIZEN_OIDC_ISSUER', { is: Joi.exist(), then: Joi.required() }),
  CITIZEN_OIDC_CLIENT_SECRET: Joi.string(),
  CITIZEN_OIDC_NAME: Joi.string().max(60),
  SAML_SIGN_IN_URL: providerAddress('SAML_SIGN_IN_URL'),
  SAML_ISSUER: Joi.string().when('SAML_SIGN_IN_URL', { is: Joi.exist(), then: Joi.required() }),
  SAML_CERTIFICATE: Joi.string()
    .when('SAML_SIGN_IN_URL', { is: Joi.exist(), then: Joi.required() })
    .custom(certificatesIn)
    .messages({ 'any.custom': '"SAML_CERTIFICATE" must hold the certificate of the provider in PEM' }),
  SAML_NAME: Joi.string().max(60),
  SAML_EMAIL_ATTRIBUTE: Joi.string().custom(words).default(EMAIL_ATTRIBUTES),
  SAML_SECOND_FACTOR: Joi.string().custom(words).default([]),
  ...Object.fromEntries(SECRETS.map((name) => [`${name}_FILE`, Joi.string()])),
  OTEL_EXPORTER_OTLP_ENDPOINT: Joi.string().uri({ scheme: ['http', 'https'] }),
  OTEL_EXPORTER_OTLP_HEADERS: Joi.string().custom(headerList).default({}).messages({
    'any.custom': '"OTEL_EXPORTER_OTLP_HEADERS" must be NAME=VALUE, with commas between them',
  }),
  OTEL_SERVICE_NAME: Joi.string().max(60).default('city-feedback-dialogue'),
  METRICS_TOKEN: Joi.string()
    .min(16)
    .pattern(/^\S+$/)
    .messages({ 'string.pattern.base': '"METRICS_TOKEN" must not hold spaces' }),
})
  .oxor('OIDC_ISSUER', 'SAML_SIGN_IN_URL')
  .messages({
    'object.oxor': '"OIDC_ISSUER" and "SAML_SIGN_IN_URL" are both set: staff sign in by one of them',
  })
  .unknown(true);

/** Names that the environment may have; a test holds the files for operators against them. */
export function settingNames(): string[] {
  return Object.keys(SHAPE.describe()['keys']);
}

function secretsInFiles(given: Record<string, string | undefined>) {
  const secrets: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of SECRETS) {
    const path = given[`${name}_FILE`];
    if (!path) continue;
    if (given[name] !== undefined) faults.push(`"${name}" and "${name}_FILE" are both set: keep one`);
    try {
      secrets[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`"${name}_FILE" names a file that cannot be read`);
    }
    if (secrets[name] === '') faults.push(`"${name}_FILE" names an empty file`);
  }
  return { secrets, faults };
}

/**
 * Reads the environment once. Empty values count as absent.
 * @throws ConfigFault naming every fault at once
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { secrets, faults } = secretsInFiles(given);
  const { value, error } = SHAPE.validate({ ...given, ...secrets }, { abortEarly: false });
  const all = [...faults, ...(error?.details ?? []).map((detail) => detail.message)];
  if (error || faults.length > 0) throw new ConfigFault(all);
  const port = value.PORT as number;
  return {
    port,
    host: value.HOST,
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, ''),
    mongoUri: value.MONGODB_URI,
    dataDirectory: resolve(value.DATA_DIR),
    answerWeights: value.ANSWER_WEIGHTS,
    redisUrl: value.REDIS_URL,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    ...(value.IMAP_URL && {
      mailIn: {
        ...{ address: value.MAIL_IN_ADDRESS, plus: value.MAIL_IN_PLUS },
        ...{ url: value.IMAP_URL, folder: value.IMAP_FOLDER, done: value.IMAP_DONE_FOLDER },
      },
    }),
    ...(value.OIDC_ISSUER && {
      staffProvider: {
        ...{ issuer: value.OIDC_ISSUER, clientId: value.OIDC_CLIENT_ID },
        ...{ clientSecret: value.OIDC_CLIENT_SECRET, secondFactor: value.OIDC_SECOND_FACTOR },
        name: value.OIDC_NAME ?? new URL(value.OIDC_ISSUER).hostname,
      },
    }),
    ...(value.CITIZEN_OIDC_ISSUER && {
      citizenProvider: {
        ...{ issuer: value.CITIZEN_OIDC_ISSUER, clientId: value.CITIZEN_OIDC_CLIENT_ID },
        ...{ clientSecret: value.CITIZEN_OIDC_CLIENT_SECRET, secondFactor: [] },
        name: value.CITIZEN_OIDC_NAME ?? new URL(value.CITIZEN_OIDC_ISSUER).hostname,
      },
    }),
    ...(value.SAML_SIGN_IN_URL && {
      samlProvider: {
        ...{ signInUrl: value.SAML_SIGN_IN_URL, issuer: value.SAML_ISSUER },
        ...{ certificates: value.SAML_CERTIFICATE, emailAttributes: value.SAML_EMAIL_ATTRIBUTE },
        ...{ secondFactor: value.SAML_SECOND_FACTOR },
        name: value.SAML_NAME ?? new URL(value.SAML_SIGN_IN_URL).hostname,
      },
    }),
    scimToken: value.SCIM_TOKEN,
    ...(value.SMS_URL && {
      sms: {
        ...{ url: value.SMS_URL, method: value.SMS_METHOD, body: value.SMS_BODY },
        ...{ contentType: value.SMS_CONTENT_TYPE, authorization: value.SMS_AUTHORIZATION },
        ...{ plain: value.SMS_PLAIN, country: value.SMS_COUNTRY },
      },
    }),
    inside: value.CALLABLE_INSIDE,
    clamAvUrl: value.CLAMAV_URL,
    proofMinutes: PROOF_MINUTES,
    sessionSecret: value.SESSION_SECRET ?? randomBytes(32).toString('hex'),
    secretMadeUp: value.SESSION_SECRET === undefined,
    timeZone: value.TIME_ZONE,
    logLevel: value.LOG_LEVEL,
    production: value.NODE_ENV === 'production',
    trustedProxies: value.TRUSTED_PROXIES,
    writesPerMinute: value.WRITES_PER_MINUTE,
    staffWritesPerMinute: value.STAFF_WRITES_PER_MINUTE,
    readsPerMinute: value.READS_PER_MINUTE,
    listsPerMinute: value.LISTS_PER_MINUTE,
    roomWritesPerMinute: value.ROOM_WRITES_PER_MINUTE,
    triesPerQuarterHour: value.TRIES_PER_QUARTER_HOUR,
    liveEventsPerAddress: value.LIVE_EVENTS_PER_ADDRESS,
    ...(value.BACKUP_DIR && {
      backups: { directory: value.BACKUP_DIR, at: value.BACKUP_AT, keep: value.BACKUP_KEEP },
    }),
    backupPassphrase: value.BACKUP_PASSPHRASE,
    metricsToken: value.METRICS_TOKEN,
    ...(value.OTEL_EXPORTER_OTLP_ENDPOINT && {
      traces: {
        endpoint: value.OTEL_EXPORTER_OTLP_ENDPOINT,
        headers: value.OTEL_EXPORTER_OTLP_HEADERS,
        service: value.OTEL_SERVICE_NAME,
      },
    }),
  };
}
