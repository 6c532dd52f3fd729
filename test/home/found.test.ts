import { expect } from 'chai';
import type { CheerioAPI } from 'cheerio';
import { LANGUAGES } from '../../server/platform/context.ts';
import { item, UNIT } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';

/** Text that says nothing of where a link leads. */
const EMPTY_WORDS =
  /^(here|more|click here|read more|learn more|this|go|start|xem|tại đây|xem thêm|здесь|тут|далее)$/i;

function nameOf($: CheerioAPI, link: Parameters<CheerioAPI>[0]): string {
  return ($(link as never).attr('aria-label') ?? $(link as never).text()).replace(/\s+/g, ' ').trim();
}

/** What search engines look for, as Lighthouse checks it. */
function faultsOf($: CheerioAPI, { path, publicUrl }: { path: string; publicUrl: string }): string[] {
  const described = $('meta[name=description]').attr('content') ?? '';
  const links = $('a').toArray();
  const checks: Record<string, boolean> = {
    title: $('title').text().trim().length > 10,
    'one h1': $('h1').length === 1,
    description: described.length >= 50 && described.length <= 200,
    language: LANGUAGES.some((code) => code === $('html').attr('lang')),
    viewport: $('meta[name=viewport]').attr('content')?.includes('width=device-width') === true,
    canonical: $('link[rel=canonical]').attr('href') === `${publicUrl}${path}`,
    'may be indexed': $('meta[name=robots]').length === 0,
    alternates: $('link[rel=alternate][hreflang]')
      .toArray()
      .every((each) => URL.canParse($(each).attr('href')!)),
    'links that can be followed': links.every((link) =>
      /^(\/|#|https?:|mailto:|tel:)/.test($(link).attr('href') ?? ''),
    ),
    'links that say where they lead': links.every((link) => {
      const name = nameOf($, link);
      return name.length > 1 && !EMPTY_WORDS.test(name);
    }),
    'pictures with words': $('img:not([alt])').length === 0,
  };
  return Object.entries(checks).flatMap(([name, good]) => (good ? [] : [`${path}: ${name}`]));
}

describe('how public pages are found', () => {
  let world: World;
  let paths: string[];
  before(async () => {
    world = await startWorld();
    const answered = await item(world, { status: 'answered' });
    const { code } = await item(world);
    paths = [
      ...['/', '/feedback', '/feedback/new', '/feedback/complaints', '/track', '/regulations', '/units'],
      ...[
        '/dialogues',
        '/commitments',
        '/delays',
        '/calendar',
        '/limits',
        '/about',
        '/privacy',
        '/accessibility',
      ],
      ...[`/feedback/${code}`, `/feedback/${answered.code}`, `/feedback/${code}/deadline`],
      ...[`/units/${UNIT}`, '/regulations/birth-registration'],
    ];
  });
  after(() => world.stop());

  for (const language of LANGUAGES)
    it(`tells search engines what they ask, in ${language}`, async () => {
      const visitor = world.visitor();
      visitor.language = language;
      const faults: string[] = [];
      for (const path of paths) {
        const { $ } = await visitor.get(path);
        faults.push(...faultsOf($, { path, publicUrl: world.app.site.publicUrl }));
      }
      expect(faults).to.deep.equal([]);
    });

  it('keeps what is nobody else’s out of their lists', async () => {
    const refused = await world.visitor().get('/nowhere');
    expect(refused.$('meta[name=robots]').attr('content')).to.equal('noindex');
    const filtered = await world.visitor().get('/feedback?status=open&language=ru');
    expect(filtered.$('link[rel=canonical]').attr('href')).to.match(/\/feedback\?language=ru$/);
  });
});
