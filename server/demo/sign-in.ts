import Joi from 'joi';
import { activeStaff, createAccount, staffOf } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import {
  type Context,
  type Language,
  type Role,
  systemContext,
  type Trilingual,
  UNIT_ROLES,
} from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { ownPath } from '../platform/web/own-path.ts';
import { seeOther } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { unitsInForce } from '../units/index.ts';
import { nameOf } from './people.ts';

type InUnit = (typeof UNIT_ROLES)[number];

/** Names of those who are brought in later begin here: before them come the people of the played half year. */
const FIRST_NAME = 1_000;

/** Units that an item can be routed to today. */
export function demoUnits(now: Date): { slug: string; name: Trilingual }[] {
  return unitsInForce(cityDate(now)).map(({ slug, name }) => ({ slug, name }));
}

/** The official or the head of a unit; whoever plays the demo may route an item where nobody has worked before. */
async function memberOf({ site, now }: Context, unit: string, role: InUnit): Promise<string> {
  const own = (await staffOf({ role, unit }))[0];
  if (own) return own.id;
  const at = demoUnits(now).findIndex(({ slug }) => slug === unit);
  if (at < 0) throw new NotFound();
  const person = {
    name: nameOf(FIRST_NAME + at * UNIT_ROLES.length + UNIT_ROLES.indexOf(role)),
    email: `${role}.${unit}@city.example`,
    roles: [role] as Role[],
    units: [unit],
    language: 'vi' as Language,
  };
  return (await createAccount(systemContext(site, 'demo', now), person)).id;
}

interface InUnitForm {
  unit: string;
  role: InUnit;
  to: string;
}

/** Only in the demo: one click signs in as the official or the head of any unit, without a password. */
export const demoRoutes: Route[] = [
  route({
    method: 'post',
    path: '/demo/sign-in',
    who: 'anyone',
    body: Joi.object<InUnitForm>({
      unit: Joi.string().max(80).required(),
      role: Joi.valid(...UNIT_ROLES).required(),
      to: Joi.string().max(2000).allow('').default(''),
    }),
    handler: async ({ context, body, session }) => {
      const id = await memberOf(context, body.unit, body.role);
      const { epoch } = (await activeStaff(id))!;
      await session.signIn(id, epoch);
      return seeOther(body.to ? ownPath(body.to) : '/inbox');
    },
    again: async () => seeOther('/sign-in'),
  }),
];
