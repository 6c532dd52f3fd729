import { expect } from 'chai';
import { withRow } from '../../../server/city/dated-rows.ts';
import { requirementAt, type SenderRequirement } from '../../../server/feedback/item/rules/fields.ts';
import { submissionFaults } from '../../../server/feedback/submission/actions.ts';
import { RequirementTable } from '../../../server/feedback/submission/requirements/model.ts';
import {
  requirementRows,
  requirementsJob,
  senderRequirementOn,
} from '../../../server/feedback/submission/requirements/settings.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
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

  async function add(fields: Record<string, string | string[]>) {
    await administrator.visitor.get('/sender-requirements');
    return administrator.visitor.submit('#add-requirement', {
      ...{ validFrom: '2026-03-05', basis: 'Nghị định 1/2026', name: '', oneOf: ['phone'] },
      ...fields,
    });
  }

  it('shows what ships', async () => {
    const seen = await administrator.visitor.get('/sender-requirements');
    expect(seen.text).to.contain('92/2017/NĐ-CP').and.contain('Đang áp dụng');
  });

  it('refuses today, what is no date, and no basis, and keeps what was typed', async () => {
    const wrongs: Record<string, string>[] = [
      { validFrom: '2026-03-04' },
      { validFrom: '2026-02-30' },
      { basis: '' },
    ];
    for (const wrong of wrongs) expect((await add(wrong)).status, JSON.stringify(wrong)).to.equal(422);
    const past = await add({ validFrom: '2026-03-04' });
    expect(past.text).to.contain('Chọn ngày mai hoặc một ngày sau');
    expect(past.$('#basis').attr('value')).to.equal('Nghị định 1/2026');
    expect((await requirementRows()).number).to.equal(1);
  });

  it('asks for what a new row says from its day on, and journals it', async () => {
    const seen = await add({});
    expect(seen.path).to.equal('/sender-requirements');
    expect(seen.text).to.contain('Nghị định 1/2026').and.contain('không bắt buộc');
    const noPhone = { unit: 'ward-ba-dinh', senderKind: 'citizen', email: 'a@mail.example' } as const;
    expect(Object.keys(submissionFaults(noPhone, '2026-03-04'))).to.deep.equal(['name']);
    expect(Object.keys(submissionFaults(noPhone, '2026-03-05'))).to.deep.equal(['phone']);
    await world.app.dispatcher.settled();
    const [entry] = await Journal.find({ name: 'requirements.added' }).lean();
    expect(entry!.details).to.deep.include({ validFrom: '2026-03-05', oneOf: ['phone'], number: 2 });
  });

  it('refuses a form made for another table', async () =>
    expect((await add({ number: '1', validFrom: '2026-04-01' })).status).to.equal(409));

  it('is read by a process that did not make the change', async () => {
    const rows = [{ ...row('2026-03-01', { oneOf: ['address'] }), validTo: null }];
    await RequirementTable.collection.updateOne({}, { $set: { rows, number: 3 } });
    await world.app.scheduler.run(requirementsJob);
    expect(senderRequirementOn('2026-03-05').oneOf).to.deep.equal(['address']);
  });
});
