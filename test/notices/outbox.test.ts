import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { systemContext } from '../../server/platform/context.ts';
import { letterWriter } from '../../server/platform/mail/letters.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { readViews } from '../../server/platform/web/views.ts';
import { person } from '../support/people.ts';
import { startWorld, WORLD_START, type World } from '../support/world.ts';

const KINDS = readdirSync(projectFile('views'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/letters\/[^_][^/]*\.hbs$/.test(file))
  .map((file) => file.replace(/\.hbs$/, ''));

const OWN = 'Lời riêng của người gửi';
/** Letters that quote what a sender or asker has written, and the name under which it stands in their model. */
const QUOTING: Record<string, string> = {
  'commitments/letters/objected-for-head': 'reason',
  'dialogues/letters/taken-back': 'text',
  'feedback/letters/reopened-for-coordinator': 'reason',
  'feedback/letters/reopened-for-unit': 'reason',
};

describe('letters as administrators see them', () => {
  let world: World;
  let send: ReturnType<typeof letterWriter>;
  const token = () => world.app.site.tokens.derived('receipt', 'PA-2026-000001');

  before(async () => {
    world = await startWorld();
    send = letterWriter(
      readViews({
        timeZone: () => 'Asia/Ho_Chi_Minh',
        publicUrl: world.config.publicUrl,
        asset: (name) => name,
      }),
    );
    for (const [at, view] of KINDS.entries())
      await send(systemContext(world.app.site, 'test'), {
        ...{ id: `kind-${at}`, to: 'lan@kin.example', language: 'vi', view },
        model: everything(),
      });
  });
  after(() => world.stop());

  /** What any letter may ask for; each link opens something. */
  function everything(): Record<string, unknown> {
    const link = `/feedback/PA-2026-000001/open/${token()}`;
    const name = { vi: 'Sở Y tế', en: 'Health', ru: 'Здравоохранение' };
    return {
      ...{ href: link, path: link, itemHref: link, minutesHref: link, registerHref: link },
      ...{ confirmHref: link, stopHref: link, listHref: link, token: token() },
      ...{ passportHref: link, calendarHref: link, code: 'PA-2026-000001', unit: name, from: name },
      ...{ about: name, proposed: name, text: OWN, ownWords: OWN, dueAt: WORLD_START, at: WORLD_START },
      items: [{ code: 'PA-2026-000001', href: link, subject: 'x', dueAt: WORLD_START }],
      answer: {
        ...{ fields: {}, points: [{ n: 1, outcome: 'resolved', asked: OWN, text: 'Trả lời.' }] },
        evidence: [{ href: link, name: 'a.pdf', description: 'x' }],
      },
      filesOpen: true,
      ...{ startsAt: WORLD_START, endsAt: WORLD_START, days: { from: WORLD_START, to: WORLD_START } },
    };
  }

  it('opens nothing with a letter of any kind, and shows nothing that its reader has written', async () => {
    const administrator = await person(world, 'administrator');
    const opening: string[] = [];
    for (const [at, kind] of KINDS.entries()) {
      const { html } = (await Outbox.findById(`kind-${at}`).lean())!;
      const page = await administrator.visitor.get(`/outbox/kind-${at}`);
      expect(page.status, kind).to.equal(200);
      if (html.includes(token())) opening.push(kind);
      expect(page.html, kind).to.not.include(token());
      if (html.includes('own-words') && !(kind in QUOTING)) expect(page.html, kind).to.not.include(OWN);
    }
    // Nearly all have a link of their reader's; the others lead to a list of work, or nowhere.
    expect(KINDS.length).to.be.greaterThan(70);
    expect(opening.length).to.be.greaterThan(KINDS.length - 12);
  });

  it('shows dots for the words of senders that letters quote to others', async () => {
    const administrator = await person(world, 'administrator');
    for (const [view, name] of Object.entries(QUOTING)) {
      const letter = { id: `quoting-${view}`, to: 'lan@kin.example', language: 'vi' as const, view };
      const model = { ...everything(), text: 'x', [name]: OWN };
      await send(systemContext(world.app.site, 'test'), { ...letter, model });
      const { html } = (await Outbox.findById(letter.id).lean())!;
      expect(html, view).to.include(OWN);
      const page = await administrator.visitor.get(`/outbox/${encodeURIComponent(letter.id)}`);
      expect(page.html, view).to.include('•••').and.to.not.include(OWN);
    }
    await Outbox.deleteMany({ _id: /^quoting-/ });
  });

  it('masks also in the list, which shows each of many letters of one moment on one of its pages', async () => {
    const administrator = await person(world, 'administrator');
    const subject = `Mở ${world.config.publicUrl}/invitation/${token()}`;
    await Outbox.updateMany({}, { $set: { subject } });
    const shown = new Set<string>();
    for (let path: string | undefined = '/outbox'; path; ) {
      const list = await administrator.visitor.get(path);
      expect(list.html).to.include('/invitation/•••').and.to.not.include(token());
      for (const [, id] of list.html.matchAll(/\/outbox\/(kind-\d+)"/g)) shown.add(id!);
      path = list.$('a[rel="next"]').attr('href');
    }
    expect(shown.size).to.equal(KINDS.length);
  });
});
