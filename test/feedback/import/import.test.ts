import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { features } from '../../../server/features.ts';
import { afterFigures, countReceived } from '../../../server/feedback/figures/read.ts';
import { importItems, type RowReport, rowsOfFile } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { Refusal } from '../../../server/platform/errors.ts';
import { rebuildFigures } from '../../../server/platform/figures/index.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { startWorld, type World } from '../../support/world.ts';

const HEAD =
  'code,receivedAt,status,regulation,unit,subject,text,name,email,closedAt,outcome,answer,ground,language,publishText';
const TEXT = 'Cây xà cừ trước nhà đã nghiêng sau trận mưa, cành khô rơi xuống vỉa hè.';
const answered = (code: string, subject = 'Cây nghiêng trước nhà') =>
  `${code},2025-03-03 09:15,answered,tree-felling-permit,dept-construction,${subject},"${TEXT}",Lan,,2025-03-10 16:00,accepted,"Sở đã cắt tỉa, ngày 8/3.",,vi,yes`;

describe('items from another system', function () {
  this.timeout(120_000);
  let world: World;
  let folder: string;
  before(async () => {
    world = await startWorld();
    folder = await mkdtemp(join(tmpdir(), 'import-'));
  });
  after(async () => {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => Feedback.deleteMany({}));

  async function file(content: string | Buffer, name = 'archive.csv'): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  async function imported(path: string, { encoding, dryRun }: { encoding?: string; dryRun?: boolean } = {}) {
    const context = systemContext(world.app.site, 'import');
    const rows: RowReport[] = [];
    const counts = await importItems(context, rowsOfFile(path, encoding), {
      ...(dryRun ? { dryRun } : {}),
      told: (some) => void rows.push(...some),
    });
    return { counts, rows };
  }

  it('keep their codes and dates, with a journal entry each, and send nobody a letter', async () => {
    const path = await file(
      [
        HEAD,
        answered('ihanoi/77'),
        `PA-2024-000321,2024-05-06 08:00,refused,tree-felling-permit,,Tiếng ồn ban đêm,"${TEXT}",,,2024-05-07 10:00,,,complaint,vi,`,
        `old-3,2026-03-03 08:00,routed,tree-felling-permit,dept-construction,Đèn đường hỏng,"${TEXT}",,b@mail.example,,,,,vi,no`,
      ].join('\n'),
    );
    const { counts, rows: told } = await imported(path);
    expect(told.filter(({ faults }) => faults)).to.deep.equal([]);
    expect(counts).to.deep.equal({ added: 3, known: 0, refused: 0 });
    const item = (await Feedback.findOne({ formerCode: 'ihanoi/77' }).lean())!;
    expect(item).to.include({ status: 'answered', unit: 'dept-construction', version: 0 });
    expect(item.code).to.match(/^PA-2025-\d{6}$/);
    expect(item.receivedAt.toISOString()).to.equal('2025-03-03T02:15:00.000Z');
    expect(item.closedAt!.toISOString()).to.equal('2025-03-10T09:00:00.000Z');
    expect(item.pending).to.deep.equal([]);
    expect((await Feedback.findOne({ formerCode: 'PA-2024-000321' }).lean())!.code).to.equal(
      'PA-2024-000321',
    );
    const entries = await Journal.find({ name: 'feedback.imported' }).lean();
    expect(entries.map(({ details }) => details['formerCode']).sort()).to.deep.equal([
      'PA-2024-000321',
      'ihanoi/77',
      'old-3',
    ]);
    expect(await countReceived('2025-03')).to.equal(1);
    expect((await afterFigures('unit', 'dept-construction'))!.answered).to.equal(1);
    await world.settled();
    expect(await Outbox.countDocuments({})).to.equal(0);
    const page = await world.visitor().get(`/feedback/${item.code}`);
    expect(page.text).to.include('Chuyển từ hệ thống khác').and.include('ihanoi/77');
    const found = await world.visitor().get('/feedback?q=ihanoi%2F77');
    expect(found.text).to.include('Cây nghiêng trước nhà');
    const again = await imported(path);
    expect(again.counts).to.deep.equal({ added: 0, known: 3, refused: 0 });
    expect(again.rows.map(({ newCode }) => newCode)).to.include(item.code);
    const sources = features.flatMap(({ counted }) => counted ?? []);
    expect(await rebuildFigures(sources, world.clock.now())).to.include({ recounted: 0 });
  });

  it('are refused row by row with a reason, and a dry run writes nothing', async () => {
    const rows = [
      HEAD,
      answered('a'),
      answered('a'),
      'b,yesterday,submitted,tree-felling-permit,,Cây nghiêng,x,,,,,,,vi,',
      `c,2025-03-03 09:15,answered,no-such-procedure,nobody,Cây nghiêng,"${TEXT}",,,2025-03-01 09:00,accepted,Đã xong việc này rồi.,,vi,`,
      `d,2031-01-01 09:00,submitted,tree-felling-permit,,Cây nghiêng,"${TEXT}",,not-an-address,,,,,vi,`,
      'e,too,few',
      answered('f'),
    ];
    const path = await file(rows.join('\r\n'));
    const { counts, rows: told } = await imported(path, { dryRun: true });
    expect(counts).to.deep.equal({ added: 2, known: 0, refused: 5 });
    expect(told.map(({ line, result }) => [line, result])).to.deep.equal([
      [2, 'added'],
      [3, 'refused'],
      [4, 'refused'],
      [5, 'refused'],
      [6, 'refused'],
      [7, 'refused'],
      [8, 'added'],
    ]);
    const fields = told.map(({ faults = {} }) => Object.keys(faults).sort());
    expect(fields.slice(1, 6)).to.deep.equal([
      ['code'],
      ['receivedAt', 'text'],
      ['closedAt', 'regulation', 'unit'],
      ['email'],
      ['row'],
    ]);
    expect(await Feedback.countDocuments({})).to.equal(0);
  });

  it('are read as spreadsheets and other systems write them', async () => {
    const semicolons = `${HEAD}\n${answered('s1', "'=SUM(A1) là gì")}`.replace(
      /,(?=(?:[^"]*"[^"]*")*[^"]*$)/g,
      ';',
    );
    await imported(await file(`\uFEFF${semicolons}`));
    expect((await Feedback.findOne({ formerCode: 's1' }).lean())!.originalText.subject).to.equal(
      '=SUM(A1) là gì',
    );
    await imported(await file(Buffer.from(`\uFEFF${HEAD}\n${answered('s2')}`, 'utf16le')));
    expect((await Feedback.findOne({ formerCode: 's2' }).lean())!.originalText.text).to.equal(TEXT);
    const cyrillic = Buffer.from([0xca, 0xee, 0xf0, 0xfb, 0xf2, 0xee]); // «Корыто» in windows-1251
    const [before, after] = `${HEAD}\n${answered('s3', '§')}`.replaceAll(/[^ -~\n§]/g, 'a').split('§');
    const old = await file(Buffer.concat([Buffer.from(before!), cyrillic, Buffer.from(after!)]));
    await imported(old, { encoding: 'windows-1251' });
    expect((await Feedback.findOne({ formerCode: 's3' }).lean())!.originalText.subject).to.equal('Корыто');
    for (const [encoding, text] of [
      [undefined, 'feedback.import.wrong-encoding'],
      ['klingon', 'feedback.import.unknown-encoding'],
    ] as const) {
      const fault = await imported(old, encoding ? { encoding } : {}).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(Refusal).and.include({ text });
    }
    const json = { code: 's4', receivedAt: '2025-03-03 09:15', concerns: 'dept-construction' };
    const lines = [JSON.stringify({ ...json, subject: 'Cây nghiêng', text: TEXT }), '{"code": "s5"', '[]'];
    const { counts } = await imported(await file(lines.join('\n'), 'archive.jsonl'));
    expect(counts).to.deep.equal({ added: 1, known: 0, refused: 2 });
  });

  const JSON_ROW = { receivedAt: '2019-03-03 09:15', concerns: 'dept-construction', subject: 'Cây nghiêng' };
  const jsonFile = (rows: object[], text = TEXT) =>
    file(rows.map((row) => JSON.stringify({ ...JSON_ROW, text, ...row })).join('\n'), 'archive.jsonl');
  const former = async (code: string) => (await Feedback.findOne({ formerCode: code }).lean())!;

  it('may hold any line end that JSON allows within a text', async () => {
    const text = `${TEXT}\u2028${TEXT}\u2029${TEXT}`;
    const { counts } = await imported(await jsonFile([{ code: 'lines' }], text));
    expect(counts).to.deep.equal({ added: 1, known: 0, refused: 0 });
  });

  it('stay private as long as nobody says that the sender wants them public', async () => {
    await imported(await jsonFile([{ code: 'silent' }, { code: 'public', publishText: 'yes' }]));
    expect((await former('silent')).publishText).to.equal(false);
    expect((await former('public')).publishText).to.equal(true);
  });

  it('do not push the numbers of a year up by a mistyped code', async () => {
    const mistyped = 'PA-2018-99999999999999999';
    await imported(await jsonFile([{ code: mistyped, receivedAt: '2018-03-03 09:15' }]));
    expect((await former(mistyped)).code).to.match(/^PA-2018-\d{6}$/);
    const counters = Feedback.db.collection<{ _id: string; last: number }>('counters');
    expect((await counters.findOne({ _id: 'feedback-2018' }))!.last).to.be.below(1_000);
  });

  it('are open when they were under way, whatever is said of their end', async () => {
    const closedAt = '2019-03-05 10:00';
    const row = { status: 'routed', regulation: 'tree-felling-permit', unit: 'dept-construction', closedAt };
    await imported(await jsonFile([{ code: 'under-way', concerns: undefined, ...row }]));
    const { holdings } = await former('under-way');
    expect(holdings.at(-1)).to.include({ unit: 'dept-construction', to: null, doneAt: null });
  });

  it('are not called known when another item has their new code', async () => {
    await imported(await jsonFile([{ code: 'one', receivedAt: '2017-03-03 09:15' }]));
    await Feedback.db.collection<{ _id: string }>('counters').deleteOne({ _id: 'feedback-2017' });
    const two = await jsonFile([{ code: 'two', receivedAt: '2017-03-03 09:15' }]);
    const { counts, rows } = await imported(two);
    expect(counts).to.deep.equal({ added: 0, known: 0, refused: 1 });
    expect(rows[0]!.faults).to.deep.equal({ code: { text: 'feedback.import.again' } });
    expect((await imported(two)).counts).to.include({ added: 1 });
  });

  it('are carried by the import alone as long as it lives, however slow', async () => {
    const path = await file(
      [HEAD, ...Array.from({ length: 501 }, (_, at) => answered(`slow-${at}`))].join('\n'),
    );
    async function* slowly() {
      let read = 0;
      for await (const row of rowsOfFile(path)) {
        if (++read === 501) {
          await world.app.dispatcher.recover();
          waiting = await Feedback.countDocuments({ 'pending.name': 'feedback.imported' });
        }
        yield row;
      }
    }
    let waiting = 0;
    await importItems(systemContext(world.app.site, 'import'), slowly());
    expect(waiting).to.equal(500);
    expect(await Feedback.countDocuments({ 'pending.name': 'feedback.imported' })).to.equal(0);
  });
});
