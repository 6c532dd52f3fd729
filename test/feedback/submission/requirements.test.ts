import { expect } from 'chai';
import mongoose from 'mongoose';
import { withRow } from '../../../server/city/dated-rows.ts';
import { requirementAt, type SenderRequirement } from '../../../server/feedback/item/rules/fields.ts';
import { submissionFaults } from '../../../server/feedback/submission/actions.ts';
import { senderRequirementOn } from '../../../server/feedback/submission/requirements/settings.ts';
import { moveSenderRequirements } from '../../../server/platform/data/migrations/0004-sender-requirements.ts';
import { loadSettings } from '../../../server/settings/in-force.ts';
import { type Person, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const row = (validFrom: string, more: Partial<SenderRequirement> = {}) => ({
  ...{
    validFrom,
    basis: 'x',
    name: true,
    oneOf: ['email', 'phone', 'address'] as SenderRequirement['oneOf'],
  },
  ...more,
});
const FIRST: SenderRequirement[] = [{ ...row('2017-09-25'), validTo: null }];

describe('what senders must give', () => {
  it('holds from its date on; what held before ends the day before', () => {
    const rows = withRow(FIRST, row('2027-01-01', { name: false }));
    expect(rows[0]!.validTo).to.equal('2026-12-31');
    expect(requirementAt(rows, '2026-12-31').name).to.equal(true);
    expect(requirementAt(rows, '2027-01-01').name).to.equal(false);
  });

  it('gives way to what begins later, and takes the place of a row for the same date', () => {
    const later = withRow(FIRST, row('2027-06-01', { oneOf: ['phone'] }));
    const once = withRow(later, row('2027-01-01', { name: false }));
    const twice = withRow(once, row('2027-01-01', { oneOf: [] }));
    expect(twice).to.have.length(3);
    expect(requirementAt(twice, '2027-05-31')).to.deep.include({ name: true, oneOf: [] });
    expect(requirementAt(twice, '2027-06-01').oneOf).to.deep.equal(['phone']);
  });
});

describe('the page of what senders must give', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  async function preview(fields: Record<string, string | string[]>) {
    await administrator.visitor.get('/settings/sender-requirements');
    return administrator.visitor.submit('#set-rule', {
      ...{ validFrom: '2026-03-05', basis: 'Nghị định 1/2026', name: '', oneOf: ['phone'] },
      ...fields,
    });
  }

  it('shows what ships', async () => {
    const seen = await administrator.visitor.get('/settings/sender-requirements');
    expect(seen.text).to.contain('92/2017/NĐ-CP').and.contain('Đang áp dụng');
  });

  it('asks for what a new row says from its day on', async () => {
    const seen = await preview({});
    expect(seen.$('tbody tr')).to.have.length(3);
    await administrator.visitor.submit('#confirm-rule', { confirmed: 'yes' });
    const noPhone = { unit: 'ward-ba-dinh', senderKind: 'citizen', email: 'a@mail.example' } as const;
    expect(Object.keys(submissionFaults(noPhone, '2026-03-04'))).to.deep.equal(['name']);
    expect(Object.keys(submissionFaults(noPhone, '2026-03-05'))).to.deep.equal(['phone']);
  });

  it('may ask for no way at all', async () => {
    await preview({ validFrom: '2026-03-09', oneOf: [] });
    await administrator.visitor.submit('#confirm-rule', { confirmed: 'yes' });
    expect(senderRequirementOn('2026-03-09').oneOf).to.deep.equal([]);
  });

  it('is what a store from before says, too', async () => {
    const db = mongoose.connection.db!;
    const rows = [{ ...row('2026-03-01', { oneOf: ['address'] }), validTo: null }];
    await db.collection('setting-tables').deleteMany({});
    await db
      .collection<{ _id: string }>('requirement-tables')
      .insertOne({ _id: 'city', number: 3, rows, changedAt: new Date() } as never);
    expect(await moveSenderRequirements.count(db)).to.equal(1);
    expect(await moveSenderRequirements.run(db)).to.equal(1);
    expect([await moveSenderRequirements.count(db), await moveSenderRequirements.run(db)]).to.deep.equal([
      0, 0,
    ]);
    await loadSettings();
    expect(senderRequirementOn('2026-03-05').oneOf).to.deep.equal(['address']);
    await preview({ validFrom: '2026-04-01' });
    const done = await administrator.visitor.submit('#confirm-rule', { confirmed: 'yes' });
    expect(done.path).to.equal('/settings/sender-requirements');
    expect(senderRequirementOn('2026-04-01').oneOf).to.deep.equal(['phone']);
  });
});
