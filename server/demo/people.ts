import { createAccount } from '../accounts/index.ts';
import {
  type Actor,
  type ContentLanguage,
  type Role,
  type Site,
  systemContext,
  type Trilingual,
} from '../platform/context.ts';
import { readSeed } from '../platform/seed.ts';
import { unitOf } from '../units/index.ts';

interface Names {
  surnames: string[];
  middle: string[];
  given: string[];
  reasons: Record<ContentLanguage, string[]>;
  /** What a head writes when sending what the check is not content with, and when it is late. */
  overrides: Record<ContentLanguage, string[]>;
  apologies: Record<ContentLanguage, string>;
  /** What offices say to their delay lists, and why a coordinator corrects one. */
  delayReplies: string[];
  delayCorrection: string;
  /** What the reviewer writes who reads an answer otherwise than the check; absent in most places. */
  reviews: ({
    instead: Partial<Record<'clear' | 'partial' | 'vague', 'clear' | 'partial' | 'vague'>>;
    note: string;
  } | null)[];
}

export const names = readSeed<Names>('demo/staff');

export const DEMO_PASSWORD = 'lotus leaf after rain';

export interface DemoPerson {
  name: string;
  email: string;
  password: string;
  /** A role of the program, or the name of one of the city's own. */
  role: Role | Trilingual;
  /** Names of the units; none: the whole city. */
  units: Trilingual[];
}

/** The sign-in page offers these; the other officials of the demo are known by name only. */
export const LISTED: { role: Role; email: string; units: string[]; language: ContentLanguage }[] = [
  {
    role: 'coordinator',
    email: 'coordinator@city.example',
    units: [],
    language: 'vi',
  },
  {
    role: 'official',
    email: 'official@city.example',
    units: ['dept-construction', 'ward-ba-dinh', 'land-registration-office'],
    language: 'vi',
  },
  {
    role: 'head',
    email: 'head@city.example',
    units: ['dept-construction', 'ward-ba-dinh', 'land-registration-office'],
    language: 'vi',
  },
  {
    role: 'moderator',
    email: 'moderator@city.example',
    units: [],
    language: 'vi',
  },
  { role: 'reviewer', email: 'reviewer@city.example', units: [], language: 'vi' },
  { role: 'leader', email: 'leader@city.example', units: [], language: 'vi' },
  {
    role: 'administrator',
    email: 'administrator@city.example',
    units: [],
    language: 'vi',
  },
  // A dialogue wants two: one reads what comes in while the other leads the session.
  { role: 'moderator', email: 'moderator2@city.example', units: [], language: 'vi' },
];

/** Acts that take two people, and readers of confidential messages, are the joint matter of both administrators. */
export const SECOND_ADMINISTRATOR = { name: 'Đặng Quốc Bảo', email: 'administrator2@city.example' };

/** Has a role of the city's own and no other. */
export const CLERK = {
  name: 'Bùi Thị Hạnh',
  email: 'clerk@city.example',
  role: { vi: 'Văn thư', en: 'Records clerk', ru: 'Делопроизводитель' },
};

export function nameOf(number: number): string {
  const pick = (list: string[], step: number) => list[(number * step + step) % list.length]!;
  return `${pick(names.surnames, 5)} ${pick(names.middle, 7)} ${pick(names.given, 11)}`;
}

export function listedPeople(): DemoPerson[] {
  const listed = LISTED.map(({ role, email, units }, at) => ({
    name: nameOf(at),
    email,
    password: DEMO_PASSWORD,
    role,
    units: units.flatMap((slug) => unitOf(slug)?.name ?? []),
  }));
  return [...listed, { ...CLERK, password: DEMO_PASSWORD, units: [] }];
}

/** A second look at an answer is taken by somebody who had no part in the first. */
export type InUnit = 'official' | 'second official' | 'head';

/** Contexts in which the people of the demo act. */
export class Cast {
  readonly #site: Site;
  readonly #byRole = new Map<string, Promise<Actor>>();
  readonly #listed: Promise<Actor>[] = [];
  #count = LISTED.length;

  constructor(site: Site) {
    this.#site = site;
  }

  async bringListed(at: Date): Promise<void> {
    for (const [number, { role, email, units, language }] of LISTED.entries()) {
      const person = { name: nameOf(number), email, roles: [role], units, language };
      const actor = this.#bring(at, { ...person, password: DEMO_PASSWORD });
      for (const unit of units.length > 0 ? units : ['city']) {
        const key = `${role} ${unit}`;
        if (!this.#byRole.has(key)) this.#byRole.set(key, actor);
      }
      this.#listed.push(actor);
      await actor;
    }
  }

  /** The official or the head of a unit; made when first needed, without a password. */
  inUnit(who: InUnit, unit: string, at: Date): Promise<Actor> {
    const key = `${who} ${unit}`;
    let actor = this.#byRole.get(key);
    if (!actor) {
      const role = who === 'head' ? 'head' : 'official';
      const email = `${who.replace(' ', '.')}.${unit}@city.example`;
      const name = nameOf(this.#count++);
      actor = this.#bring(at, { name, email, roles: [role], units: [unit], language: 'vi' });
      this.#byRole.set(key, actor);
    }
    return actor;
  }

  coordinator(): Promise<Actor> {
    return this.listed('coordinator');
  }

  /** One of those whom the sign-in page offers, in a role for the whole city. */
  listed(role: Role): Promise<Actor> {
    return this.#byRole.get(`${role} city`)!;
  }

  /** Ids of all whom the sign-in page offers in a role. */
  async idsOf(role: Role): Promise<string[]> {
    const people = await Promise.all(this.#listed.filter((_, at) => LISTED[at]!.role === role));
    return people.map((person) => (person as { id: string }).id);
  }

  async #bring(at: Date, person: Parameters<typeof createAccount>[1]): Promise<Actor> {
    const { id } = await createAccount(systemContext(this.#site, 'demo', at), person);
    const { name, email, roles, units } = person;
    return { kind: 'staff', id, name, email, roles, units };
  }
}
