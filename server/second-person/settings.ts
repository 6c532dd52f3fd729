import { staffWith } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import type { Context, Permission } from '../platform/context.ts';
import { SECOND_PERSON_RULES } from '../platform/second-person/index.ts';
import { readSeed } from '../platform/seed.ts';
import { type Setting, settingOn } from '../settings/index.ts';
import type { SecondPersonRow } from './rules.ts';

const PERMISSIONS: Record<(typeof SECOND_PERSON_RULES)[number], Permission> = {
  roles: 'accounts',
  accounts: 'accounts',
  settings: 'settings',
  'required-documents': 'catalogue',
  'delay-lists': 'approve-delay-lists',
};

/** How many people could be one of the two, for each act. */
export async function peopleFor(acts: readonly string[]) {
  return Promise.all(
    SECOND_PERSON_RULES.filter((rule) => acts.includes(rule)).map(async (rule) => ({
      rule,
      count: (await staffWith(PERMISSIONS[rule])).length,
    })),
  );
}

/** Acts for which there are not two people. */
async function tooFew(_: Context, { acts }: Pick<SecondPersonRow, 'acts'>) {
  return { few: (await peopleFor(acts)).filter(({ count }) => count < 2) };
}

export const SECOND_PERSON: Setting<SecondPersonRow> = {
  name: 'second-person',
  group: 'people',
  guards: true,
  shipped: () => readSeed('second-person'),
  fields: [
    { name: 'acts', kind: 'choices', of: SECOND_PERSON_RULES, texts: 'second-person.rules', least: 0 },
    { name: 'hours', kind: 'number', min: 1, max: 720 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
  effect: { view: 'second-person/effect', model: tooFew },
};

export const ruleNow = (now: Date): SecondPersonRow => settingOn(SECOND_PERSON, cityDate(now));

export async function otherPeople(permission: Permission, besides: readonly string[]): Promise<number> {
  return (await staffWith(permission)).filter(({ id }) => !besides.includes(id)).length;
}
