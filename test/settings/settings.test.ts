import { expect } from 'chai';
import { timesOf } from '../../server/commitments/times.ts';
import { reopenUntil } from '../../server/feedback/rating/settings.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { loadSettings, settingsJob } from '../../server/settings/in-force.ts';
import { SettingTable } from '../../server/settings/model.ts';
import { rowWith, type Setting } from '../../server/settings/rules.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('a row of a rule', () => {
  const setting: Setting = {
    name: 'x',
    group: 'clocks',
    shipped: () => [],
    fields: [
      { name: 'large', at: 'classes.1.from', kind: 'number', min: 1, max: 9 },
      { name: 'strict', kind: 'yes' },
    ],
  };

  it('takes what the form asks for and keeps the rest', () => {
    const before = { validFrom: '2020-01-01', validTo: null, classes: [{ from: 0 }, { from: 5 }], kept: 'k' };
    const row = rowWith(setting, before, { validFrom: '2026-01-01', large: 7 });
    const classes = [{ from: 0 }, { from: 7 }];
    expect(row).to.deep.equal({ validFrom: '2026-01-01', classes, kept: 'k', strict: false });
    expect(before.classes[1]!.from).to.equal(5);
  });
});

describe('the rules of the city', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;
  const visitor = () => administrator.visitor;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  const times = { remindBeforeDays: '3', brokenAfterDays: '10', mostNewDates: '1', basis: 'QĐ 1/2026' };

  async function preview(rule: string, fields: Record<string, string | string[]>, query = '') {
    await visitor().get(`/settings/${rule}${query}`);
    return visitor().submit('#set-rule', fields);
  }

  it('are listed on one page, each with a page of its own that shows what ships and takes it as it is', async () => {
    const seen = await visitor().get('/settings');
    const links = seen.$('a[href^="/settings/"]').toArray();
    const paths = links.map((link) => seen.$(link).attr('href')!);
    expect(paths).to.have.length.of.at.least(7);
    for (const path of new Set(paths)) {
      let rule = await visitor().get(path);
      // Where each procedure has a rule of its own, the page lists them.
      const one = rule.$(`a[href^="${path}/"]`).first().attr('href');
      if (one) rule = await visitor().get(one);
      expect(rule.status, path).to.equal(200);
      expect(rule.text, path).to.contain('Đang áp dụng');
      const rows = rule
        .$('a[href*="?again="]')
        .toArray()
        .map((link) => rule.$(link).attr('href')!);
      for (const row of [rule.path, ...rows]) {
        await visitor().get(row);
        const seen = await visitor().submit('#set-rule', {});
        expect(seen.$('#confirm-rule').length, `${row}: ${seen.$('.error').text()}`).to.equal(1);
      }
    }
  });

  it('refuse today and numbers out of range, and keep what was typed', async () => {
    const ahead = { ...times, validFrom: '2026-03-05' };
    const wrongs: Record<string, string>[] = [
      { validFrom: '2026-03-04' },
      { validFrom: '2026-02-30' },
      { remindBeforeDays: '0' },
      { remindBeforeDays: '1.5' },
      { basis: '' },
    ];
    for (const wrong of wrongs) {
      const refused = await preview('commitment-times', { ...ahead, ...wrong });
      expect(refused.status, JSON.stringify(wrong)).to.equal(422);
      expect(refused.$('#brokenAfterDays').attr('value')).to.equal('10');
    }
    const late = {
      validFrom: '2026-03-05',
      remindAfterDays: '40',
      reopenWithinDays: '30',
      appealWithinDays: '30',
      basis: 'x',
    };
    const refused = await preview('after-answer', late);
    expect(refused.text).to.contain('Phải nhắc trước khi hết thời gian');
  });

  it('are changed after a preview, from their day on, in the journal', async () => {
    const seen = await preview('commitment-times', { ...times, validFrom: '2026-03-05' });
    expect(seen.$('tbody tr')).to.have.length(4);
    expect(await SettingTable.countDocuments()).to.equal(0);
    const back = await visitor().submit('#confirm-rule', { confirmed: 'no' });
    expect(back.$('#basis').attr('value')).to.equal('QĐ 1/2026');
    await visitor().submit('#set-rule', {});
    const done = await visitor().submit('#confirm-rule', { confirmed: 'yes' });
    expect(done.path).to.equal('/settings/commitment-times');
    expect(timesOf({ madeAt: new Date('2026-03-04T05:00:00Z') }).brokenAfterDays).to.equal(30);
    expect(timesOf({ madeAt: new Date('2026-03-05T05:00:00Z') }).brokenAfterDays).to.equal(10);
    await world.app.dispatcher.settled();
    const [entry] = await Journal.find({ name: 'settings.changed' }).lean();
    expect(entry!.details).to.deep.include({ setting: 'commitment-times', number: 2 });
  });

  it('are not taken back by a reading that began before a change and comes back after it', async () => {
    const { find } = SettingTable;
    let answer: (rows: object[]) => void = () => undefined;
    const asked = new Promise<object[]>((resolve) => {
      answer = resolve;
    });
    SettingTable.find = (() => ({ lean: () => asked })) as never;
    const slow = loadSettings();
    SettingTable.find = find;
    await loadSettings();
    answer([]);
    await slow;
    expect(timesOf({ madeAt: new Date('2026-03-05T05:00:00Z') }).brokenAfterDays).to.equal(10);
  });

  it('refuse whoever has seen an older version, and show what the other has changed', async () => {
    const fields = { ...times, validFrom: '2026-03-06', mostNewDates: '2' };
    await preview('commitment-times', { ...fields, number: '1' });
    const refused = await visitor().submit('#confirm-rule', { confirmed: 'yes' });
    expect(refused.status).to.equal(409);
    expect(refused.$('#mostNewDates').attr('value')).to.equal('2');
    expect(refused.$('#changes').parent().text()).to.contain('QĐ 1/2026');
  });

  it('take the last change back by a new version', async () => {
    const form = await visitor().get('/settings/commitment-times?again=last');
    expect(form.$('#brokenAfterDays').attr('value')).to.equal('30');
    expect(form.$('#validFrom').attr('value')).to.equal('2026-03-05');
    await visitor().submit('#set-rule', {});
    await visitor().submit('#confirm-rule', { confirmed: 'yes' });
    expect(timesOf({ madeAt: new Date('2026-03-05T05:00:00Z') }).brokenAfterDays).to.equal(30);
    const seen = await visitor().get('/settings/commitment-times');
    expect(seen.$('#changes').parent().find('ol > li')).to.have.length(2);
  });

  it('are read by a process that did not make the change', async () => {
    const row = {
      validFrom: '2026-03-01',
      validTo: null,
      remindAfterDays: 1,
      reopenWithinDays: 2,
      basis: 'x',
    };
    await SettingTable.collection.insertOne({ _id: 'after-answer', number: 2, rows: [row] } as never);
    await world.app.scheduler.run(settingsJob);
    const until = reopenUntil(new Date('2026-03-04T05:00:00Z'));
    expect(until.toISOString()).to.equal('2026-03-06T05:00:00.000Z');
  });

  it('are changed by nobody but administrators', async () => {
    const head = await person(world, 'head', { units: ['dept-health'] });
    expect((await head.visitor.get('/settings/commitment-times')).status).to.equal(403);
  });
});
