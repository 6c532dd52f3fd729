/** What is known of how a site is set up. */
export interface SetUp {
  publicUrl: string;
  /** As the catalogue names it. */
  city: boolean;
  sendsLetters: boolean;
  mailFrom: string;
  /** undefined: no backup is made by night. */
  backup: { ok: boolean } | undefined;
  /** The second factor is asked of administrators. */
  factorRule: boolean;
  /** Whoever looks has one. */
  ownFactor: boolean;
  coordinators: number;
  /** Units with open items and nobody who could answer, and those with officials but no head. */
  unstaffed: number;
  headless: number;
  nextYear: 'official' | 'provisional' | 'unknown';
}

/** `late`: what is missing harms people now. */
export interface SetUpStep {
  name: string;
  state: 'done' | 'open' | 'late';
  href?: string;
  count?: number;
}

const LOCAL = /^http:\/\/(localhost|127\.|\[::1\])/;
/** What stands there while nobody has given another. */
const MADE_UP_SENDER = /@city\.example>?$/;

const openUnless = (done: boolean): SetUpStep['state'] => (done ? 'done' : 'open');

/** What is set up and what is not, in the order in which one does it. */
export function setUpSteps(known: SetUp): SetUpStep[] {
  const { unstaffed, headless, backup } = known;
  return [
    { name: 'city', state: openUnless(known.city), href: '/units' },
    { name: 'address', state: openUnless(!LOCAL.test(known.publicUrl)) },
    { name: 'mail', state: known.sendsLetters ? 'done' : 'late', href: '/outbox' },
    { name: 'sender', state: openUnless(!MADE_UP_SENDER.test(known.mailFrom)) },
    { name: 'backup', state: !backup ? 'open' : backup.ok ? 'done' : 'late' },
    { name: 'own-factor', state: openUnless(known.ownFactor), href: '/account/second-factor' },
    { name: 'factor-rule', state: openUnless(known.factorRule), href: '/accounts/second-factor' },
    {
      name: 'coordinators',
      state: known.coordinators > 0 ? 'done' : 'late',
      href: '/accounts?role=coordinator',
    },
    { name: 'unstaffed', state: unstaffed > 0 ? 'late' : 'done', href: '/accounts/new', count: unstaffed },
    { name: 'headless', state: openUnless(headless === 0), href: '/accounts/new', count: headless },
    { name: 'next-year', state: openUnless(known.nextYear === 'official'), href: '/calendar/edit' },
  ];
}
