import type { Role } from '../platform/context.ts';

/** A step of the first day: the key of its text, and where it is done. */
export interface Step {
  name: string;
  href?: string;
  /** Name of a picture in each folder of `client/guide`, made from the pages of the demo by `npm run guide-pictures`. */
  picture?: string;
}

const step = (name: string, href?: string): Step => ({ name, ...(href ? { href } : {}) });

/** Where the words alone do not say what is meant: 'role-step'; the file is named so, the text of the picture is `guide.pictures.role-step`. */
export const PICTURES: ReadonlySet<string> = new Set([
  ...['official-inbox', 'official-points', 'official-findings', 'official-submit', 'official-ask'],
  ...['head-approvals', 'head-return', 'head-risk', 'head-week'],
  ...['coordinator-triage', 'coordinator-public-text', 'coordinator-route', 'coordinator-together'],
  ...['moderator-sessions', 'moderator-screen', 'moderator-minutes'],
  ...['reviewer-read', 'leader-numbers', 'administrator-set-up', 'administrator-letters'],
]);

/** The steps of a role, each with its picture if it has one. */
export const stepsOf = (role: Role): Step[] =>
  STEPS[role].map((each) => {
    const picture = `${role}-${each.name}`;
    return PICTURES.has(picture) ? { ...each, picture } : each;
  });

/** In the order in which one does them; the account comes before all of them. */
export const STEPS: Record<Role, readonly Step[]> = {
  official: [
    step('inbox', '/inbox'),
    step('take'),
    step('points'),
    step('findings'),
    step('submit'),
    step('ask'),
  ],
  head: [
    step('approvals', '/approvals'),
    step('return'),
    step('override'),
    step('risk', '/forecast'),
    step('week', '/week'),
  ],
  coordinator: [
    step('triage', '/triage'),
    step('public-text'),
    step('route'),
    step('law'),
    step('together'),
    step('disputes'),
  ],
  moderator: [
    step('sessions', '/dialogues?host=me'),
    step('rehearse'),
    step('screen'),
    step('assign'),
    step('minutes'),
  ],
  reviewer: [step('read', '/quality-review'), step('blind'), step('why')],
  leader: [step('week', '/week'), step('numbers', '/dashboard'), step('minutes', '/dialogues?host=me')],
  administrator: [
    step('set-up', '/administration'),
    step('people', '/accounts'),
    step('calendar', '/calendar'),
    step('letters', '/outbox'),
    step('leave'),
  ],
};

/** Words that are explained where they stand and here. */
export const TERMS = [
  ...['submitted', 'accepted', 'waiting', 'disputed', 'flagged', 'unattended'],
  ...['to-approve', 'returned', 'asked', 'late', 'today', 'week', 'later'],
] as const;
