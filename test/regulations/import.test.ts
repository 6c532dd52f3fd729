import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { systemContext } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { importCatalogueFile, regulationOf } from '../../server/regulations/index.ts';
import { RegulationModel } from '../../server/regulations/model.ts';
import { reportLines } from '../../server/regulations/report-lines.ts';
import { unitOf } from '../../server/units/index.ts';
import { CatalogueImport, UnitModel } from '../../server/units/model.ts';
import { startWorld, type World } from '../support/world.ts';
import { seedUnitRows } from '../units/seed-units.ts';
import { seedRegulationRows } from './seed-regulations.ts';

const seed = (name: string) => readFile(new URL(`../../data/seed/${name}.json`, import.meta.url));

describe('import of the catalogue', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const context = () => systemContext(world.app.site, 'import-catalogue');
  const importRows = (content: object, options = {}) =>
    importCatalogueFile(
      context(),
      { name: 'test.json', bytes: Buffer.from(JSON.stringify(content)) },
      options,
    );
  const reasons = (report: Awaited<ReturnType<typeof importRows>>) =>
    Object.fromEntries(
      report.refused.map(({ slug, faults }) => [
        slug,
        faults.map(({ text }) => text.replace('units.import.', '')),
      ]),
    );
  const unitRow = (slug: string) => seedUnitRows().find((row) => row['slug'] === slug)!;
  const regulationRow = (slug: string) => seedRegulationRows().find((row) => row['slug'] === slug)!;

  it('fills an empty store at the start and leaves one row for each file', async () => {
    expect([await UnitModel.countDocuments(), await RegulationModel.countDocuments()]).to.deep.equal([
      198, 97,
    ]);
    const rows = await CatalogueImport.find().sort({ _id: 1 }).lean();
    expect(rows.map(({ _id, kind, actor }) => [_id, kind, actor.id])).to.deep.equal([
      [1, 'units', 'start.units'],
      [2, 'regulations', 'start.regulations'],
    ]);
    expect(rows[0]).to.deep.include({ counts: { added: 198, changed: 0, unchanged: 0, refused: 0 } });
    expect(rows[0]!.fileHash).to.match(/^[0-9a-f]{64}$/);
  });

  it('changes nothing when it is repeated', async () => {
    for (const [name, count] of [
      ['units', 198],
      ['regulations', 97],
    ] as const) {
      const report = await importCatalogueFile(context(), { name, bytes: await seed(name) });
      expect(report.counts).to.deep.equal({ added: 0, changed: 0, unchanged: count, refused: 0 });
    }
  });

  it('adds and changes, and what is read from memory follows', async () => {
    const name = { vi: 'Sở Thử nghiệm', en: 'Test Department', ru: 'Опытный департамент' };
    const rows = [
      { ...unitRow('dept-tourism'), name },
      { ...unitRow('dept-tourism'), slug: 'dept-test', verified: false },
    ];
    const report = await importRows({ units: rows });
    expect([report.changed, report.added, report.absent.length]).to.deep.equal([
      ['dept-tourism'],
      ['dept-test'],
      197,
    ]);
    expect([unitOf('dept-tourism')?.name, unitOf('dept-test')?.verified]).to.deep.equal([name, false]);
    expect((await world.visitor().get('/units/dept-test')).text).to.include('Chưa kiểm chứng');
    await importRows({ units: [unitRow('dept-tourism')] });
  });

  it('refuses bad rows with reasons and takes the others', async () => {
    const good = unitRow('dept-tourism');
    const report = await importRows({
      units: [
        { ...good, slug: 'good-one' },
        { ...good, slug: 'Bad Slug' },
        { ...good, slug: 'lost', parent: 'nowhere' },
        { ...good, slug: 'backwards', valid_from: '2025-03-01', valid_to: '2025-02-28' },
        { ...good, slug: 'speechless', name: { vi: 'Sở', en: 'Department' } },
        { ...good, slug: 'circle-a', successor: 'circle-b' },
        { ...good, slug: 'circle-b', successor: 'circle-a' },
        null,
      ],
    });
    expect(report.added).to.deep.equal(['good-one']);
    expect(reasons(report)).to.deep.equal({
      'Bad Slug': ['bad-slug'],
      lost: ['unknown-parent'],
      backwards: ['dates-reversed'],
      speechless: ['missing-language'],
      'circle-a': ['circle-of-successors'],
      'circle-b': ['circle-of-successors'],
      '–': ['wrong'],
    });
    expect(await UnitModel.countDocuments({ _id: { $in: ['lost', 'backwards', 'circle-a'] } })).to.equal(0);
  });

  it('refuses regulations of unknown units and with the code of another', async () => {
    const good = { ...regulationRow('birth-registration'), code: null };
    const report = await importRows({
      procedures: [
        { ...good, slug: 'no-such-unit', unit: 'dept-magic' },
        { ...good, slug: 'borrowed-code', code: '1.000894' },
        { ...good, slug: 'ward-only-then', unit: 'district-people-committee' },
        { ...good, slug: 'no-limit', time: { value: -1, unit: 'working_days' } },
      ],
    });
    expect(reasons(report)).to.deep.equal({
      'no-such-unit': ['unknown-unit'],
      'borrowed-code': ['code-taken'],
      'ward-only-then': ['unknown-unit'],
      'no-limit': ['wrong'],
    });
  });

  it('writes nothing on a dry run', async () => {
    const [before] = await CatalogueImport.find().sort({ _id: -1 }).limit(1).lean();
    const change = { ...regulationRow('birth-registration'), level: 'city' };
    const report = await importRows({ procedures: [change] }, { dryRun: true });
    expect(report.changed).to.deep.equal(['birth-registration']);
    const [after] = await CatalogueImport.find().sort({ _id: -1 }).limit(1).lean();
    expect([after!._id, regulationOf('birth-registration')?.level]).to.deep.equal([before!._id, 'commune']);
  });

  it('numbers imports that come at once without gap or loss', async () => {
    const before = await CatalogueImport.countDocuments();
    const rows = ['at-once-1', 'at-once-2', 'at-once-3'].map((slug) => ({
      ...unitRow('dept-tourism'),
      slug,
    }));
    await Promise.all(rows.map((row) => importRows({ units: [row] })));
    const numbers = (await CatalogueImport.find().sort({ _id: 1 }).lean()).map((row) => row._id);
    expect(numbers).to.deep.equal(Array.from({ length: before + 3 }, (_, at) => at + 1));
  });

  it('is noticed when another process did it', async () => {
    await world.settled();
    const name = { vi: 'Tên mới', en: 'New name', ru: 'Новое название' };
    await UnitModel.updateOne({ _id: 'evn-hanoi' }, { $set: { name } });
    const last = await CatalogueImport.findOne().sort({ _id: -1 }).lean();
    await CatalogueImport.create({ ...last, _id: last!._id + 1 });
    expect(unitOf('evn-hanoi')?.name.en).to.not.equal('New name');
    await world.advance({});
    expect(unitOf('evn-hanoi')?.name).to.deep.equal(name);
  });

  const foreign: [name: string, bytes: string, text: string][] = [
    ['no JSON', '{"units": [', 'units.report.no-json'],
    ['another file', '{"calendar": []}', 'units.report.no-catalogue'],
    ['a list', '[]', 'units.report.no-catalogue'],
    ['nothing', 'null', 'units.report.no-catalogue'],
  ];
  for (const [name, bytes, text] of foreign)
    it(`refuses ${name} as a whole`, async () => {
      const refusal = await importCatalogueFile(context(), { name: 'x', bytes: Buffer.from(bytes) }).catch(
        (e) => e,
      );
      expect(refusal).to.deep.include({ kind: 'invalid', text });
    });

  it('reports in words', async () => {
    const report = await importRows({
      units: [{ ...unitRow('dept-tourism'), slug: 'lost', parent: 'nowhere' }],
    });
    const lines = reportLines(report, translator('en'), true);
    expect(lines.slice(0, 3)).to.deep.equal([
      'Dry run: nothing is written.',
      'Offices: 0 added, 0 changed, 0 unchanged, 1 refused.',
      '  refused: row 1, lost: the office above, “nowhere”, is unknown',
    ]);
  });
});
