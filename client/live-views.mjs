// Templates and texts of live pages for the browser: import card from '…/_card.hbs' gives the template, precompiled, with
// the partials that it uses; import texts from 'live-texts' gives, by language, what loads the texts.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import Handlebars from 'handlebars';

const VIEWS = join(import.meta.dirname, '../views');
const LOCALES = join(VIEWS, 'locales');
/** Told to the compiler, which then makes half of the code; it refuses a helper that is not here. */
const HELPERS =
  't tri date day moment short iso relative number percentage paragraphs marked eq or and not includes concat lookupIn url';
const OPTIONS = {
  preventIndent: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(HELPERS.split(' ').map((name) => [name, true])),
};
/** Texts that live pages use: all of these files, and single ones of others. */
const TEXTS =
  /^(dialogues\.(after|console|desk|entry|errors|live|question|room|screen)|errors|personal-data)\.|^(dialogues\.(list\.export|minutes\.read|register\.by)|feedback\.(answer\.(advice|missing-title|point|point-counts|point-open)|check\.points-read|desk\.(check-result|no-findings))|site\.(optional|over))$/;

export const liveViews = {
  name: 'live-views',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\.hbs$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      await checkTexts(path, source);
      return { contents: moduleOf(path, source), resolveDir: VIEWS };
    });
    onResolve({ filter: /^live-texts$/ }, () => ({ path: 'all', namespace: 'live-texts' }));
    onResolve({ filter: /^live-texts:/ }, ({ path }) => ({
      path: path.slice('live-texts:'.length),
      namespace: 'live-texts',
    }));
    onLoad({ filter: /.*/, namespace: 'live-texts' }, async ({ path }) =>
      path === 'all' ? languages() : { contents: await textsIn(path), loader: 'json' },
    );
  },
};

function moduleOf(path, source) {
  const tree = Handlebars.parse(source);
  const uses = [...partialsIn(tree)];
  const name = nameOf(path).replace(/^partials\//, '');
  return [
    ...uses.map((use, at) => `import p${at} from ${JSON.stringify(fileOf(use))};`),
    `export default { name: ${JSON.stringify(name)}, uses: [${uses.map((_, at) => `p${at}`)}],`,
    `  template: ${Handlebars.precompile(tree, OPTIONS)} };`,
  ].join('\n');
}

const nameOf = (path) =>
  relative(VIEWS, path)
    .replace(/\.hbs$/, '')
    .replaceAll('\\', '/');

/** Partials without a folder, and icons, stand in `views/partials/`. */
const fileOf = (name) => join(VIEWS, /^icons\/|^[^/]+$/.test(name) ? 'partials' : '.', `${name}.hbs`);

/** Names of partials that a template calls; an icon that it hands on (`icon='check'`) is one. */
function partialsIn(tree) {
  const found = new Set();
  const visitor = new Handlebars.Visitor();
  visitor.PartialStatement = function (statement) {
    if (statement.name.type === 'PathExpression') found.add(statement.name.original);
    for (const { key, value } of statement.hash?.pairs ?? [])
      if (key === 'icon' && value.type === 'StringLiteral') found.add(`icons/${value.value}`);
    Handlebars.Visitor.prototype.PartialStatement.call(this, statement);
  };
  visitor.accept(tree);
  return found;
}

async function languages() {
  const all = (await readdir(LOCALES, { withFileTypes: true })).filter((each) => each.isDirectory());
  const rows = all.map(({ name }) => `${name}: () => import('live-texts:${name}')`);
  return { contents: `export default { ${rows.join(', ')} };` };
}

async function textsIn(language) {
  // What a language does not say is said in Vietnamese, as on the server.
  const texts = { ...(await allTexts('vi')), ...(await allTexts(language)) };
  return JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([key]) => TEXTS.test(key))));
}

async function allTexts(language) {
  const texts = {};
  for (const file of await readdir(join(LOCALES, language)))
    if (file.endsWith('.json'))
      flatten(JSON.parse(await readFile(join(LOCALES, language, file), 'utf8')), file.slice(0, -5), texts);
  return texts;
}

/** @throws Error when a template of a live page says something that the browser would not have */
async function checkTexts(path, source) {
  const known = await allTexts('vi');
  for (const [, key] of source.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/g))
    if (key in known && !TEXTS.test(key))
      throw new Error(`${path}: ${key} is not among the texts of live pages`);
}

function flatten(node, prefix, into) {
  for (const [key, value] of Object.entries(node))
    if (typeof value === 'string') into[`${prefix}.${key}`] = value;
    else flatten(value, `${prefix}.${key}`, into);
}
