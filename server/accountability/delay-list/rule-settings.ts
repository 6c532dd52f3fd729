import { readSeed } from '../../platform/seed.ts';
import { type Setting, settingOn } from '../../settings/index.ts';
import { type DelayRule, MOST_ORIGINS, RULE_BOUNDS, readOrigin } from './rules/dated-rule.ts';

const days = (name: keyof typeof RULE_BOUNDS) => ({ name, kind: 'number' as const, ...RULE_BOUNDS[name] });

export const DELAY_RULES: Setting<DelayRule> = {
  name: 'delay-rules',
  group: 'accountability',
  was: ['/delay-rules'],
  shipped: () => readSeed<DelayRule[]>('delay-rules'),
  fields: [
    days('draftDays'),
    days('replyDays'),
    days('publishDay'),
    { name: 'names', kind: 'yes' },
    days('repeatTimes'),
    days('repeatMonths'),
    { name: 'origins', kind: 'lines', most: MOST_ORIGINS, longest: 200 },
    { name: 'basis', kind: 'line', most: 200 },
  ],
  faults: ({ repeatTimes, repeatMonths, origins }) => ({
    repeatTimes:
      repeatTimes > repeatMonths ? { text: 'accountability.delay-list.rules.errors.repeat' } : undefined,
    origins: origins.every(readOrigin)
      ? undefined
      : { text: 'accountability.delay-list.rules.errors.origin' },
  }),
};

/** The rule of a date (yyyy-mm-dd). */
export const delayRuleOn = (date: string): DelayRule => settingOn(DELAY_RULES, date);

/** Sites that may show a list on a date. */
export const originsOn = (date: string): string[] => [
  ...new Set(delayRuleOn(date).origins.flatMap((typed) => readOrigin(typed) ?? [])),
];
