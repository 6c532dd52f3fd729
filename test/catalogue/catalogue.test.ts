import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { applyChange, changeCatalogue } from '../../server/catalogue/actions.ts';
import { rowsOfFile } from '../../server/catalogue/files.ts';
import { CatalogueChange } from '../../server/catalogue/model.ts';
import { applyReaction } from '../../server/catalogue/reactions.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { recordEnd, regulationOf, takeBackEnd } from '../../server/regulations/index.ts';
import { lastImport } from '../../server/units/catalogue-import.ts';
import { unitOf } from '../../server/units/index.ts';
import { UnitModel } from '../../server/units/model.ts';
import { item, OTHER_UNIT, REGULATION, UNIT } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('the catalogue on pages', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;
  const visitor = () => administrator.visitor;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  async function preview(path: string, fields: Record<string, string>) {
    await visitor().get(path);
    return visitor().submit('#catalogue-row', fields);
  }
  const confirm = () => visitor().submit('#confirm-row', { confirmed: 'yes' });

  it('are changed after a preview, with history, and brought back', async () => {
    const path = `/catalogue/units/${OTHER_UNIT}`;
    const name = unitOf(OTHER_UNIT)!.name.en;
    const seen = await preview(path, { 'name-en': 'Department of Public Health', abbreviation: 'SYT' });
    expect(seen.$('tbody tr').length).to.be.within(1, 2);
    expect(seen.text).to.contain('Department of Public Health');
    expect(unitOf(OTHER_UNIT)!.name.en).to.equal(name);
    const back = await visitor().submit('#confirm-row', { confirmed: 'no' });
    expect(back.$('#name-en').attr('value')).to.equal('Department of Public Health');
    await visitor().submit('#catalogue-row', {});
    expect((await confirm()).path).to.equal(path);
    expect(unitOf(OTHER_UNIT)!.name.en).to.equal('Department of Public Health');
    expect((await UnitModel.findById(OTHER_UNIT).lean())!.name.en).to.equal('Department of Public Health');
    const history = await visitor().get('/catalogue');
    expect(history.$('#changes').parent().text()).to.contain(name).and.to.contain(administrator.actor.name);
    await visitor().submit('form[action="/catalogue/changes/1/undo"]');
    expect(unitOf(OTHER_UNIT)!.name.en).to.equal(name);
    await world.app.dispatcher.settled();
    expect(await Journal.countDocuments({ name: 'catalogue.changed' })).to.equal(2);
  });

  it('refuse what does not fit, and keep what was typed', async () => {
    const names = { 'name-vi': 'Sở Mới', 'name-en': 'New Department', 'name-ru': 'Новое ведомство' };
    const fresh = { slug: 'dept-new', kind: 'department', parent: 'hanoi-peoples-committee', ...names };
    const wrongs: [Record<string, string>, string][] = [
      [{ slug: '' }, '#slug-error'],
      [{ slug: 'Sở Mới' }, '#slug-error'],
      [{ slug: UNIT }, '#slug-error'],
      [{ 'name-ru': '' }, '#name-ru-error'],
      [{ parent: '' }, '#parent-error'],
      [{ parent: 'nowhere' }, '#parent-error'],
      [{ validFrom: '2026-02-30' }, '#validFrom-error'],
      [{ 'placeName-en': 'Ba Dinh' }, '#placeName-vi-error'],
    ];
    for (const [wrong, error] of wrongs) {
      const refused = await preview('/catalogue/new-unit', { ...fresh, ...wrong });
      expect(refused.status, JSON.stringify(wrong)).to.equal(422);
      expect(refused.$(error).length, JSON.stringify(wrong)).to.equal(1);
      expect(refused.$('#name-vi').attr('value')).to.equal('Sở Mới');
    }
    const circle = await preview('/catalogue/units/hanoi-peoples-committee', { parent: UNIT });
    expect(circle.$('#parent-error').length).to.equal(1);
  });

  it('refuse whoever has seen an older row', async () => {
    await preview(`/catalogue/units/${UNIT}`, { abbreviation: 'ABC' });
    const change = { ...unitOf(UNIT)!, abbreviation: 'XYZ' };
    const rows = [{ slug: UNIT, after: { ...change } }];
    await changeCatalogue(administrator.context(), { kind: 'units', way: 'page', rows });
    const refused = await confirm();
    expect(refused.status).to.equal(409);
    expect(refused.$('#abbreviation').attr('value')).to.equal('ABC');
    expect(unitOf(UNIT)!.abbreviation).to.equal('XYZ');
  });

  it('are written after a crash between the change and the catalogue', async () => {
    const after = { ...unitOf(UNIT)!, abbreviation: 'SXD' };
    const rows = [{ slug: UNIT, before: unitOf(UNIT)!, after }];
    const by = { id: 'x', name: 'Người khác' };
    const { number } = (await CatalogueChange.findOne().sort({ number: -1 }).lean())!;
    const _id = String(number + 1);
    const cut = { _id, number: number + 1, kind: 'units', way: 'page', rows, by, at: world.clock.now() };
    await CatalogueChange.collection.insertOne({ ...cut, applied: false, version: 0, pending: [] } as never);
    const entry = { subject: { model: 'CatalogueChange', id: _id } };
    await applyReaction.run(entry as never, administrator.context());
    await applyReaction.run(entry as never, administrator.context());
    expect(unitOf(UNIT)!.abbreviation).to.equal('SXD');
  });

  it('are written by one at a time: who comes second finds it done', async () => {
    const before = unitOf(UNIT)!;
    const rows = [{ slug: UNIT, before, after: { ...before, abbreviation: 'SXD-2' } }];
    const { number } = (await CatalogueChange.findOne().sort({ number: -1 }).lean())!;
    const _id = String(number + 1);
    const by = { id: 'x', name: 'Người khác' };
    const cut = { _id, number: number + 1, kind: 'units', way: 'page', rows, by, at: world.clock.now() };
    await CatalogueChange.collection.insertOne({ ...cut, applied: false, version: 0, pending: [] } as never);
    const imports = await lastImport();
    await Promise.all([1, 2, 3].map(() => applyChange(administrator.context(), _id)));
    expect(await lastImport()).to.equal(imports + 1);
    expect(unitOf(UNIT)!.abbreviation).to.equal('SXD-2');
  });

  it('make a unit, which is there at once', async () => {
    const names = { 'name-vi': 'Sở Mới', 'name-en': 'New Department', 'name-ru': 'Новое ведомство' };
    const fresh = { slug: 'dept-new', kind: 'department', parent: 'hanoi-peoples-committee', ...names };
    await preview('/catalogue/new-unit', { ...fresh, fields: 'Quy hoạch\nĐất đai', verified: 'yes' });
    expect((await confirm()).path).to.equal('/catalogue/units/dept-new');
    const seen = await world.visitor().get('/units/dept-new');
    expect(seen.status).to.equal(200);
    expect(seen.text).to.contain('Đất đai');
    const list = await visitor().get('/catalogue?q=so+moi');
    expect(list.$('a[href="/catalogue/units/dept-new"]').length).to.be.greaterThan(0);
  });

  it('take nothing new about a procedure that has ended', async () => {
    const ended = { kind: 'procedure' as const, name: REGULATION, endedOn: '2026-03-03', replacedBy: null };
    const coordinator = await person(world, 'coordinator');
    await recordEnd(coordinator.context(), ended);
    const seen = await world.visitor().get(`/regulations/${REGULATION}`);
    expect(seen.$(`a[href="/feedback/new?regulation=${REGULATION}"]`).length).to.equal(0);
    const refused = await item(world).catch((error: { fields: object }) => error);
    expect(refused).to.have.nested.property('fields.regulation.text', 'feedback.errors.ended-regulation');
    await takeBackEnd(coordinator.context(), `procedure/${REGULATION}`);
  });

  it('are imported from a table after a preview; rows with faults are left out', async () => {
    const table = await visitor().get('/catalogue/units.csv');
    const lines = table.html.split('\r\n');
    const row = lines.find((each) => each.startsWith(`${OTHER_UNIT},`))!;
    const text = [lines[0], row.replace('Sở Y tế', 'Sở Y tế Hà Nội'), ',department'].join('\r\n');
    await visitor().get('/catalogue/import');
    const file = { field: 'file', name: 'units.csv', bytes: Buffer.from(text) };
    const seen = await visitor().upload('/catalogue/import', {}, file as never);
    expect(seen.text).to.contain('sửa 1').and.to.contain('không nhập 1');
    await visitor().submit('#confirm-import', { confirmed: 'yes' });
    expect(unitOf(OTHER_UNIT)!.name.vi).to.equal('Sở Y tế Hà Nội');
  });

  it('say what people call a procedure: what ships, until the city has its own names', async () => {
    const path = `/catalogue/regulations/${REGULATION}`;
    const found = async (words: string) =>
      (await world.visitor().get(`/regulations?query=${encodeURIComponent(words)}`)).$(
        `main a[href="/regulations/${REGULATION}"]`,
      ).length > 0;
    const before = (await visitor().get(path)).$('#popularNames').text();
    await preview(path, {});
    expect((await confirm()).path).to.equal(path);
    expect(regulationOf(REGULATION)).not.to.have.property('popularNames');
    expect(await found('blorptak')).to.equal(false);
    const seen = await preview(path, { popularNames: `${before}\nBlorptak` });
    expect(seen.$('tbody tr').text()).to.contain('Tên thường gọi').and.to.contain('Blorptak');
    await confirm();
    expect(await found('blorptak')).to.equal(true);
    const table = (await visitor().get('/catalogue/procedures.csv')).html;
    expect(table).to.contain('Blorptak');
    const { number } = (await CatalogueChange.findOne().sort({ number: -1 }).lean())!;
    await visitor().get('/catalogue');
    await visitor().submit(`form[action="/catalogue/changes/${number}/undo"]`);
    expect(await found('blorptak')).to.equal(false);
  });

  it('are imported with their names as they went out; numbers with points or commas are refused', async () => {
    const send = async (text: string) => {
      await visitor().get('/catalogue/import');
      const file = { field: 'file', name: 'p.csv', bytes: Buffer.from(text) };
      return visitor().upload('/catalogue/import', {}, file as never);
    };
    const table = (await visitor().get('/catalogue/procedures.csv')).html;
    expect((await send(table)).$('#confirm-import').length).to.equal(0);
    const [head, ...rows] = table.split('\r\n');
    const at = rows.findIndex((each) => each.startsWith(`${REGULATION},`));
    const records = parse(`${head}\r\n${rows[at]}`, { columns: true }) as Record<string, string>[];
    for (const wrong of ['50.000', '50,000', '1e3', '5 000']) {
      const cells = { ...records[0]!, 'fee.amount_vnd': wrong };
      const quoted = Object.values(cells).map((each) => `"${each.replaceAll('"', '""')}"`);
      const refused = await send(`${head}\r\n${quoted.join(',')}`);
      expect(refused.text, wrong).to.contain('chỉ viết chữ số');
      expect(refused.$('#confirm-import').length, wrong).to.equal(0);
    }
  });

  it('are not imported over what somebody has changed since the preview', async () => {
    const table = await visitor().get('/catalogue/units.csv');
    const lines = table.html.split('\r\n');
    const row = lines.find((each) => each.startsWith(`${OTHER_UNIT},`))!;
    const bytes = Buffer.from([lines[0], row.replace('Sở Y tế Hà Nội', 'Sở Y tế')].join('\r\n'));
    await visitor().get('/catalogue/import');
    await visitor().upload('/catalogue/import', {}, { field: 'file', name: 'units.csv', bytes } as never);
    const after = { ...unitOf(OTHER_UNIT)!, source: 'QĐ 11/2026' };
    await changeCatalogue(administrator.context(), {
      ...{ kind: 'units', way: 'page', rows: [{ slug: OTHER_UNIT, after }] },
    });
    const late = await visitor().submit('#confirm-import', { confirmed: 'yes' });
    expect([late.status, late.$('#file-error').length]).to.deep.equal([422, 1]);
    expect(unitOf(OTHER_UNIT)!.source).to.equal('QĐ 11/2026');
  });

  it('are imported from files larger than a form takes', async () => {
    const table = (await visitor().get('/catalogue/procedures.csv')).html;
    const [head, ...lines] = table.split('\r\n').filter(Boolean);
    const records = parse(table, { columns: true }) as Record<string, string>[];
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
    // Names that no packing makes small.
    const rows = ['', '-2', '-3', '-4', '-5'].flatMap((copy) =>
      records.slice(0, lines.length).map((record) => {
        const names = Array.from({ length: 28 }, () => randomBytes(48).toString('hex')).join('|');
        const own = copy ? { slug: record['slug'] + copy, code: '' } : {};
        return Object.values({ ...record, ...own, popular_names: names })
          .map(cell)
          .join(',');
      }),
    );
    const text = [head, ...rows].join('\r\n');
    expect(text.length).to.be.greaterThan(1_200_000);
    await visitor().get('/catalogue/import');
    const file = { field: 'file', name: 'p.csv', bytes: Buffer.from(text) };
    const seen = await visitor().upload('/catalogue/import', {}, file as never);
    expect(seen.$('#confirm-import').length).to.equal(1);
    const upload = seen.$('#confirm-import [name=upload]').attr('value')!;
    const other = await person(world, 'administrator');
    await other.visitor.get('/catalogue/import');
    const stolen = await other.visitor.post('/catalogue/import', { upload, confirmed: 'yes' });
    expect(stolen.status).to.equal(422);
    const done = await visitor().submit('#confirm-import', { confirmed: 'yes' });
    expect(done.path).to.equal('/catalogue');
    expect(regulationOf(REGULATION)!.popularNames).to.have.length(28);
    const again = await visitor().post('/catalogue/import', { upload, confirmed: 'yes' });
    expect(again.status).to.equal(422);
  });

  it('refuse a file that ends a unit with open items, and files that are none', async () => {
    await item(world, { status: 'routed' });
    const row = { ...JSON.parse(JSON.stringify(unitOf(UNIT))), valid_to: '2026-12-31' };
    const {
      placeName: _,
      abbreviation: __,
      validFrom,
      validTo: ___,
      formerDistrict: ____,
      fields,
      ...same
    } = row;
    const units = [{ ...same, valid_from: validFrom, fields_vi: fields }];
    await visitor().get('/catalogue/import');
    const send = (text: string | Buffer) =>
      visitor().upload('/catalogue/import', {}, {
        ...{ field: 'file', name: 'u.json', bytes: Buffer.from(text as string) },
      } as never);
    const seen = await send(JSON.stringify({ units }));
    expect(seen.text).to.contain('kết thúc cơ quan còn 1 hồ sơ');
    expect(seen.$('#confirm-import').length).to.equal(0);
    for (const broken of ['{', '{"a":1}', 'a,b\n1,2', Buffer.from([0xff, 0xfe, 0x41])]) {
      await visitor().get('/catalogue/import');
      expect((await send(broken)).$('#file-error').length, String(broken)).to.equal(1);
    }
  });

  it('are kept by administrators alone', async () => {
    const head = await person(world, 'head', { units: [UNIT] });
    expect((await head.visitor.get('/catalogue')).status).to.equal(403);
    expect((await head.visitor.get(`/units/${UNIT}`)).$('a[href^="/catalogue"]').length).to.equal(0);
  });

  it('reads a table with semicolons as a spreadsheet writes it', () => {
    const read = rowsOfFile({
      name: 'x.csv',
      bytes: Buffer.from('\uFEFFslug;name.vi;parent;verified;fields_vi\r\na;"A;b";;TRUE;x|y\r\n'),
    });
    const unit = { slug: 'a', name: { vi: 'A;b' }, parent: null, verified: true, fields_vi: ['x', 'y'] };
    expect(read).to.deep.equal({ kind: 'units', rows: [unit] });
  });
});
