import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

/**
 * What a module of the server may hold for the whole process, and why. All else belongs to a site (`Site`), to the store
 * that is connected (`storeMemory`), or is made once of what never changes (`once`).
 */
const ALLOWED: Record<string, string> = {
  // Made of what never changes: the same for all.
  'platform/seed.ts contents': 'files that ship',
  'platform/i18n/texts.ts fixed': 'texts that ship',
  'platform/i18n/dates.ts formats': 'Intl, by language and zone',
  'platform/i18n/dates.ts relatives': 'Intl, by language',
  'platform/i18n/dates.ts civilDates': 'Intl, by language',
  'platform/web/bounds.ts known': 'of a schema',
  'platform/journal/commit-new.ts defaults': 'of a model',
  'platform/journal/commit.ts journalledModels': 'models, as their files are read',
  'platform/journal/commit.ts committed': 'memories forget by it whatever any site has committed',
  'calendar/rules/zone.ts known': 'zones, by name',
  'calendar/rules/civil-days.ts written': 'the date of a day',
  'feedback/clocks/limits.ts minutesOfDay': 'of a calendar',
  'feedback/answer-check/legal-documents.ts knownOf': 'of a catalogue',
  'feedback/answer-check/report.ts titles': 'of texts that ship',
  'dialogues/streams/rooms.ts openings': 'listeners, as their files are read',
  'dialogues/streams/moderation-figures.ts waiting': 'of the state of a stream',
  'answer-quality/rule-set.ts loaded': 'the weights of the process: read before a site is made',
  'answer-quality/rules/cues.ts NONE': 'stays empty',
  'answer-quality/rules/elements.ts NONE': 'stays empty',
  'answer-quality/rules/linear.ts scales': 'of weights',
  'settings/schemas.ts forms': 'compiled forms, by fields of a setting',
  'answer-quality/rules/question-words.ts marked': 'a pattern',
  'answer-quality/rules/reading.ts prepared': 'of rules',
  'answer-quality/rules/reading.ts pairs': 'of words',
  'answer-quality/rules/reading.ts pairsKnown': 'how many of them',
  'answer-quality/rules/trees.ts groves': 'of weights',
  'answer-quality/rules/weigh.ts NONE': 'stays empty',
  'answer-quality/rules/weigh.ts tables': 'of weights',
  // Of a connection, an entry or a moment: gone with it.
  'platform/data/connection.ts ownStores': 'of a connection',
  'platform/data/insert-together.ts groups': 'rows of this turn, by collection of a connection',
  'feedback/item/item-of-entry.ts itemsOfEntries': 'of an entry',
  'dialogues/questions/turns.ts lasts': 'those under way, by participant',
  // Commands: the process ends with them.
  'regulations/import-catalogue.ts t': 'the language that the command speaks',
  // The store has a thread of its own.
  'embedded-mongo/filter/condition.ts known': 'conditions of partial indexes, compiled',
  'embedded-mongo/update/arrays.ts pulls': 'what a statement takes out of lists, compiled',
  'operations/import-items.ts t': 'a command speaks one language',
  'embedded-mongo/query/key-view.ts NOTHING': 'stays empty',
  'embedded-mongo/wire.ts lastId': 'numbers of replies',
  'embedded-mongo/keys.ts scratch': 'bytes of the key that is being written',
  'embedded-mongo/keys.ts at': 'how many of them',
  'embedded-mongo/update/apply.ts lastSecond': 'timestamps go up',
  'embedded-mongo/update/apply.ts inSecond': 'timestamps go up',
};

/** At the left edge: variables that change, and containers that begin empty. */
const STATE =
  /^(?:export )?(?:let (\w+)|const (\w+)(?::[^=]+)? = (?:new (?:Map|Set|WeakMap|WeakSet|EventEmitter)(?:<.*>)?\(\)|\[\]|\{\});?$)/gm;

const stateIn = (text: string) =>
  [...text.matchAll(STATE)].map(([, variable, container]) => variable ?? container);

describe('state of the process', () => {
  it('is found in whatever form it is written', () => {
    const forms = ['let a = 1;', 'export let b: X | undefined;', 'const c = new Map<string, Map<A, B>>();'];
    forms.push('const d: X[] = [];', 'export const e: Record<string, X> = {};', 'const f = new Set();');
    const none = [
      '  let g = 1;',
      'const h = new Set([1]);',
      'const i = { a: 1 };',
      'const j = once(() => new Map());',
    ];
    expect(stateIn([...forms, ...none].join('\n'))).to.deep.equal(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('has an owner: no module holds more than is said here', () => {
    const files = readdirSync('server', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const found = files.flatMap((file) =>
      stateIn(readFileSync(`server/${file}`, 'utf8')).map((name) => `${file} ${name}`),
    );
    expect(found.sort()).to.deep.equal(Object.keys(ALLOWED).sort());
  });
});
