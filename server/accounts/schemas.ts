import Joi from 'joi';
import { LANGUAGES, type Language, ROLES, type Role } from '../platform/context.ts';
import { emailAddress, line, prose } from '../platform/web/check.ts';
import {
  type AccountStatus,
  LEAVERS_LENGTH,
  MOST_TOKEN_DAYS,
  MOST_UNITS,
  NAME_LENGTH,
  type Scope,
  STATUSES,
} from './rules.ts';

/** Not trimmed: spaces belong to a password. The rules have the last word on its length. */
const password = Joi.string().max(1000).required();
const name = line(NAME_LENGTH).required();
const email = emailAddress().required();
const language = Joi.valid(...LANGUAGES).required();
const roles = Joi.array()
  .items(Joi.valid(...ROLES))
  .single()
  .unique()
  .default([]);
/** Of the city's own, by id. */
const ownRoles = Joi.array()
  .items(Joi.string().max(40).pattern(/^\w+$/))
  .single()
  .unique()
  .max(20)
  .default([]);
const units = Joi.array().items(line(80)).single().unique().max(MOST_UNITS).default([]);

const civilDay = Joi.string()
  .pattern(/^\d{4}-\d{2}-\d{2}$/, { name: 'day' })
  .custom((value: string, helpers) => {
    const day = new Date(`${value}T00:00:00Z`);
    const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
    return real ? value : helpers.error('date.format');
  })
  .required();

const to = Joi.string().max(2000).allow('').default('');

export interface SignInForm {
  email: string;
  password: string;
  to: string;
}
export const signInForm = Joi.object<SignInForm>({ email, password, to });
export const signInQuery = Joi.object<{ to: string; done?: string; unit?: string }>({
  to,
  unit: line(80).empty(''),
  done: Joi.valid('reset', 'signed-out'),
});

export const toQuery = Joi.object<{ to: string }>({ to });

/** A response of SAML with a certificate and some attributes has 5 to 20 kB. */
const SAML_LENGTH = 100_000;
export const samlAnswer = Joi.object<{ SAMLResponse: string; RelayState?: string }>({
  SAMLResponse: Joi.string().max(SAML_LENGTH).required(),
  RelayState: Joi.string().max(SAML_LENGTH).allow(''),
});
/** A provider of OpenID Connect adds what it likes: its library reads the address itself. */
export const answerQuery = Joi.object<{ answer?: string }>({ answer: Joi.string().max(8000) }).unknown();

/** Of an app or of the recovery list, as people type it. */
const code = line(40).required();

export interface CodeForm {
  code: string;
  to: string;
}
export const codeForm = Joi.object<CodeForm>({ code, to });

export interface FactorForm {
  secret: string;
  code: string;
}
const secret = Joi.string()
  .max(400)
  .pattern(/^[\w-]+$/)
  .required();
export const firstFactorForm = Joi.object<FactorForm & { to: string }>({ secret, code, to });

/** What a device has answered, put into the form by the script of the page. */
export interface PasskeyForm {
  sealed: string;
  response: string;
}
const passkeyAnswer = {
  sealed: Joi.string()
    .max(400)
    .pattern(/^[\w-]+$/)
    .required(),
  response: Joi.string().max(8000).required(),
};
export const passkeyForm = Joi.object<PasskeyForm & { to: string }>({ ...passkeyAnswer, to });
export const newPasskeyForm = Joi.object<PasskeyForm & { passkeyName: string }>({
  ...passkeyAnswer,
  passkeyName: line(60).required(),
});

export interface OwnFactorForm extends FactorForm {
  currentPassword?: string;
  oldCode?: string;
}
export const ownFactorForm = Joi.object<OwnFactorForm>({
  secret,
  code,
  currentPassword: password.optional().empty(''),
  oldCode: line(40).empty(''),
});

/** A form that asks for nothing but a code, under a name of its own: several stand on one page. */
export type OwnCodeForm = Record<string, string>;
export const ownCodeForm = (name: string) => Joi.object<OwnCodeForm>({ [name]: code });

export type FactorRuleForm = { number: number } & Partial<Record<Role, string>>;
const dayOrNone = civilDay.optional().empty('');
export const factorRuleForm = Joi.object<FactorRuleForm>({
  number: Joi.number().integer().min(0).required(),
  ...Object.fromEntries(ROLES.map((role) => [role, dayOrNone])),
});

export const resetRequestForm = Joi.object<{ email: string }>({ email });
export const resetForm = Joi.object<{ password: string }>({ password });

export interface PersonForm {
  name: string;
  language: Language;
  password: string;
}
export const acceptForm = Joi.object<PersonForm>({ name, language, password });
export const setUpForm = Joi.object<PersonForm & { email: string }>({ name, email, language, password });

export const profileForm = Joi.object<{ name: string; language: Language }>({ name, language });
export const passwordForm = Joi.object<{ currentPassword: string; newPassword: string }>({
  currentPassword: password,
  newPassword: password,
});
export const absenceForm = Joi.object<{ from: string; to: string; deputy?: string }>({
  from: civilDay,
  to: civilDay,
  deputy: line(40).empty(''),
});

export interface TokenForm {
  tokenName: string;
  scopes: Scope[];
  tokenUnits: string[];
  days: number;
}
export const tokenForm = Joi.object<TokenForm>({
  tokenName: line(NAME_LENGTH).required(),
  scopes: Joi.array()
    .items(
      Joi.string()
        .max(60)
        .pattern(/^[a-z][A-Za-z]*$/),
    )
    .single()
    .unique()
    .max(100)
    .default([]),
  tokenUnits: units,
  days: Joi.number().integer().min(1).max(MOST_TOKEN_DAYS).required(),
});

/** What has just been done, for the line that says so. */
const DONE = [
  'activated',
  'profile',
  'password',
  'absence',
  'absence-ended',
  'invitation',
  'reach',
  'deactivation',
  'reactivation',
  'sign-out-everywhere',
  'withdrawal',
  'sessions',
  'factor-removed',
  'passkey-added',
  'passkey-removed',
  'identity-removal',
  'second-factor-reset',
  'factor-rule',
];
export const doneQuery = Joi.object<{ done?: string }>({ done: Joi.valid(...DONE) });

export interface InvitationForm {
  name: string;
  email: string;
  language: Language;
  roles: Role[];
  ownRoles: string[];
  units: string[];
}
export const invitationForm = Joi.object<InvitationForm>({ name, email, language, roles, ownRoles, units });
export type ReachForm = Pick<InvitationForm, 'roles' | 'ownRoles' | 'units'>;
export const reachForm = Joi.object<ReachForm>({ roles, ownRoles, units });

export const leaversForm = Joi.object<{ list: string; sure?: boolean }>({
  list: prose(LEAVERS_LENGTH).required(),
  sure: Joi.boolean().truthy('yes').falsy('no').default(false),
});

export interface ListQuery {
  q?: string;
  role?: Role;
  ownRole?: string;
  unit?: string;
  status?: AccountStatus;
  after?: string;
}
export const listQuery = Joi.object<ListQuery>({
  q: line(100).empty(''),
  role: Joi.valid(...ROLES).empty(''),
  ownRole: line(40).empty(''),
  unit: line(80).empty(''),
  status: Joi.valid(...STATUSES).empty(''),
  after: Joi.string().max(400).empty(''),
});
