import { expect } from 'chai';
import mongoose from 'mongoose';
import { delayRuleOn, originsOn } from '../../../server/accountability/delay-list/rule-settings.ts';
import { moveDelayRules } from '../../../server/platform/data/migrations/0005-delay-rules.ts';
import { loadSettings } from '../../../server/settings/in-force.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const PAGE = '/settings/delay-rules';

describe('the rules of delay lists', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  async function preview(fields: Record<string, string>) {
    await administrator.visitor.get(PAGE);
    return administrator.visitor.submit('#set-rule', { validFrom: '2026-03-10', basis: '15/QĐ', ...fields });
  }

  it('show what ships, and hold from their day on once they are confirmed', async () => {
    const shown = await administrator.visitor.get('/delay-rules');
    expect(shown.path).to.equal(PAGE);
    expect(shown.text).to.contain('766/QĐ-TTg');
    const seen = await preview({ names: 'yes', replyDays: '7', origins: 'https://SXD.hanoi.example/' });
    expect(seen.$('tbody tr').not('[aria-labelledby=effect] tr').length).to.equal(4);
    await administrator.visitor.submit('#confirm-rule', { confirmed: 'yes' });
    expect(delayRuleOn('2026-03-09')).to.include({ names: false, replyDays: 5 });
    expect(delayRuleOn('2026-03-10')).to.include({ names: true, replyDays: 7, draftDays: 1 });
    expect(originsOn('2026-03-10')).to.deep.equal(['https://sxd.hanoi.example']);
  });

  it('say what cannot be, and keep what was typed', async () => {
    const often = await preview({ repeatTimes: '9', repeatMonths: '6' });
    expect(often.status).to.equal(422);
    expect(often.text).to.contain('Không thể nhiều hơn số tháng được xét.');
    const path = await preview({ origins: 'https://sxd.hanoi.example/danh-sach' });
    expect(path.status).to.equal(422);
    expect(path.text).to.contain('không có gì phía sau tên miền');
    expect(path.$('#origins').text()).to.contain('/danh-sach');
  });

  it('are what a store from before says, too', async () => {
    const db = mongoose.connection.db!;
    const rows = [{ ...delayRuleOn('2026-03-01'), replyDays: 9, validTo: null }];
    await db.collection('setting-tables').deleteMany({});
    const pending = [{ _id: 'cut-off', name: 'delay-rules.added', at: new Date() }];
    await db
      .collection<{ _id: string }>('delay-rule-tables')
      .insertOne({ _id: 'city', number: 3, rows, changedAt: new Date(), pending } as never);
    expect([await moveDelayRules.count(db), await moveDelayRules.run(db)]).to.deep.equal([1, 1]);
    expect([await moveDelayRules.count(db), await moveDelayRules.run(db)]).to.deep.equal([0, 0]);
    const moved = await db
      .collection<{ _id: string; pending: { _id: string }[] }>('setting-tables')
      .findOne({ _id: 'delay-rules' });
    expect(moved!.pending.map(({ _id }) => _id)).to.deep.equal(['cut-off']);
    await db.collection('setting-tables').updateOne({}, { $set: { pending: [] } });
    await loadSettings();
    expect(delayRuleOn('2026-03-05').replyDays).to.equal(9);
    await preview({ replyDays: '4' });
    await administrator.visitor.submit('#confirm-rule', { confirmed: 'yes' });
    expect(delayRuleOn('2026-03-10').replyDays).to.equal(4);
  });
});
