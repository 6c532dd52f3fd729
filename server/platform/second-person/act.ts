import type { Context, Permission } from '../context.ts';

/** Lines of the setting: for which acts a city can ask for two people. */
export const SECOND_PERSON_RULES = [
  'roles',
  'accounts',
  'settings',
  'required-documents',
  'delay-lists',
] as const;
export type SecondPersonRule = (typeof SECOND_PERSON_RULES)[number];

/** What an act would do, in the language of whoever reads it. */
export interface ActShown {
  /** Of what it is done to. */
  name: string;
  href?: string;
  facts: { label: string; before?: string; after: string }[];
}

/** Something that a person alone does or, where the city says so, one asks for and another approves. */
export interface Act<Input extends object = any, Result = any> {
  /** Unique: 'roles.make'. */
  id: string;
  rule: SecondPersonRule;
  permission: Permission;
  /** It changes the rule about second people itself: needs one as soon as anything does. */
  guards?: true;
  /** Name of the one journal entry that it leaves; absent: it leaves several, and may run again without doing anything twice. */
  entry?: string;
  /** Checks as the act itself does. @returns what is kept, with the state of the thing that it was asked for */
  prepare(context: Context, input: Input): Promise<Input>;
  /** Refuses where the thing has changed since. */
  run(context: Context, input: Input): Promise<Result>;
  concerns?(input: Input): string | undefined;
  shown(context: Context, input: Input): Promise<ActShown>;
}

declare module '../context.ts' {
  interface Site {
    /** Acts that may take two people, by their ids: each is named by the route that is its door. */
    acts?: ReadonlyMap<string, Act>;
  }
}

/** Keeps the types of input and result together. */
export function act<Input extends object, Result>(of: Act<Input, Result>): Act<Input, Result> {
  return of;
}
