import { expect } from 'chai';
import { listLetters } from '../../server/notices/queries.ts';
import { systemContext } from '../../server/platform/context.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('pages of the outbox', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await startWorld();
    await Outbox.deleteMany({});
    // A morning's letters are written in one moment.
    const createdAt = new Date('2026-03-10T00:30:00Z');
    const rows = Array.from({ length: 150 }, (_, i) => ({
      _id: `5f-0a:${i}@reader`,
      ...{ status: 'sent', createdAt, to: 'a@b.example', subject: `${i}`, html: '', text: '' },
    }));
    await Outbox.collection.insertMany(rows as never[]);
  });
  after(() => world.stop());

  it('show every letter once, though many are of one moment', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const { letters, next } = await listLetters(
        systemContext(world.app.site, 'test'),
        after ? { after } : {},
      );
      seen.push(...letters.map(({ _id }) => _id));
      after = next;
      pages++;
    } while (after && pages < 9);
    expect(pages).to.equal(3);
    expect(seen).to.have.length(150);
    expect(new Set(seen).size).to.equal(150);
  });

  it('lead on by the links that they show', async () => {
    const { visitor } = await person(world, 'administrator');
    const first = await visitor.get('/outbox');
    const link = first.$('a[rel=next]').attr('href')!;
    const second = await visitor.get(link);
    expect(second.status).to.equal(200);
    expect(second.html).not.to.equal(first.html);
    expect((await visitor.get('/outbox?after=1773102600000')).status).to.equal(200);
  });
});
