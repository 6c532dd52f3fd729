const UNREADABLE = ['a null byte'];

const each = (forms: readonly string[], fields: readonly string[]) =>
  forms.flatMap((form) => fields.map((field) => `POST /catalogue/${form} ${field}`));

/** Of a unit that begins with a reorganisation; where one that exists goes on they are not read. */
const OF_NEW_UNIT = ['slug', 'kind', 'name-vi', 'name-en', 'name-ru', 'parent'];

/** Fields that may be left out, wherever they stand or in one form. */
export const OPTIONAL = [
  'POST /roles/new validTo',
  'POST /roles/:id validTo',
  ...each(
    ['new-unit', 'units/:slug'],
    [
      ...['placeName-vi', 'placeName-en', 'placeName-ru', 'abbreviation', 'code', 'fields'],
      ...['formerDistrict', 'validFrom', 'source', 'verified'],
    ],
  ),
  ...each(
    ['new-procedure', 'regulations/:slug'],
    ['code', 'fee', 'legalBasis', 'online', 'popularNames', 'timeValue', 'verified'],
  ),
  ...each(['reorganisations/new'], OF_NEW_UNIT),
  'POST /ended-rules replacedBy',
  // Only where another office is chosen than follows from what the item is about.
  'POST /triage/:code/decision reason',
  'POST /triage/:code/routing reason',
  'of',
  'step',
  'regulation',
  'senderKind',
  'publishText',
  'idempotencyKey',
  'override',
  'note',
  'reasons',
  'description',
  'place',
  'units',
  'regulations',
  'agenda',
  'POST /dialogues/new language',
  'POST /dialogues/:code/edit language',
  'POST /dialogues/:code/minutes/parts/:part text',
  'POST /sign-in to',
  'POST /sign-in/code to',
  'POST /sign-in/code/passkey to',
  'POST /sign-in/second-factor to',
  'POST /account/second-factor oldCode',
  'POST /accounts/second-factor moderator',
  'POST /administration/notice until',
  'POST /items/saved shared',
  'POST /items/saved query',
  'POST /track key',
  'POST /feedback/new email',
  'POST /feedback/new language',
  'POST /counter language',
  'POST /difficulties/new language',
  'POST /limits/edit replace',
  'POST /settings/reminders points-0-escalation',
  'POST /settings/reminders points-0-step',
  'POST /settings/required-documents/:of source',
  'POST /settings/required-documents/:of documents-0-name-en',
  'POST /settings/required-documents/:of documents-0-name-ru',
  'POST /synonyms id',
  'POST /synonyms vi',
  'POST /synonyms en',
  'POST /synonyms ru',
  'POST /settings/sender-requirements name',
  'POST /settings/sender-requirements oneOf',
  'POST /settings/delay-rules names',
  'POST /settings/delay-rules origins',
  'confirmed',
  'POST /administration/branding accent',
  'POST /administration/branding languages',
  'POST /administration/notice until',
  'POST /settings/score-rules overriddenCounts',
  'POST /settings/retention items',
  'POST /settings/retention accounts',
  'POST /settings/retention participants',
  'POST /settings/retention confidential',
  'POST /settings/second-person acts',
  // A list may be emptied; the preview shows it.
  ...['vi', 'en', 'ru'].flatMap((language) =>
    [
      ...['time-without-date', 'rule-without-number', 'action-without-actor', 'general', 'conditional'],
      ...['sending-away', 'bare-transfer', 'acknowledgement-only'],
    ].map((list) => `POST /settings/answer-phrases-${language} ${list}`),
  ),
  'POST /feedback/:code/routing reason',
  'POST /feedback/:code/answer reason',
  'POST /dialogues/:code/queue open',
  'POST /dialogues/:code/questions/:question/assignment unit',
  'POST /dialogues/:code/questions/:question/answer reason',
  'POST /dialogue-desk/:question/answer reason',
];

/** What a field takes although no other does. */
export const EXCUSED: Record<string, string[]> = {
  // A digest of what was read, compared as a whole when the change is confirmed: a preview takes any.
  seen: ['a null byte', 'spaces'],
  ...Object.fromEntries(each(['reorganisations/new'], OF_NEW_UNIT).map((field) => [field, UNREADABLE])),
  // Made by the browser's passkeys, never shown: without a sign-in under way it leads back to its beginning.
  'POST /sign-in/code/passkey response': ['a null byte', 'spaces'],
  // Not shown and not stored: one that leads nowhere leads to the first page.
  'POST /sign-in to': UNREADABLE,
  'POST /sign-in/code to': UNREADABLE,
  'POST /sign-in/code/passkey to': UNREADABLE,
  'POST /sign-in/second-factor to': UNREADABLE,
  // Never shown, only its hash is stored: every character that somebody can type counts.
  password: UNREADABLE,
  newPassword: UNREADABLE,
  // Made by programs, compared as a whole, never shown to anybody else.
  idempotencyKey: UNREADABLE,
  // Ticks: the same twice is the same.
  moderators: ['the value twice'],
  units: ['the value twice'],
  questions: ['the value twice'],
  chosen: ['the value twice'],
};

/** Names of fields in which people write: after a refusal they stand on the page again. */
export const TYPED_AGAIN = [
  'subject',
  'text',
  'name',
  'reply',
  'question',
  'guidance',
  'reason',
  'nameVi',
  'basisVi',
];
