import { expect } from 'chai';
import { comparedPapers } from '../../server/feedback/item/papers.ts';
import { REQUIRED_DOCUMENTS, regulationsOn, requiredDocuments } from '../../server/regulations/index.ts';
import { SettingTable } from '../../server/settings/model.ts';
import { type Person, person } from '../support/people.ts';
import { StoreCommands } from '../support/store-commands.ts';
import type { World } from '../support/world.ts';

const PAGE = '/settings/required-documents';
const LISTED = 'birth-registration';
const UNLISTED = 'birth-reregistration';

describe('the documents that a procedure asks for', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;
  const commands = new StoreCommands();
  const visitor = () => administrator.visitor;

  before(async () => {
    world = await commands.startWorld();
    commands.noting = false;
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  async function preview(slug: string, fields: Record<string, string>) {
    await visitor().get(`${PAGE}/${slug}`);
    return visitor().submit('#set-rule', { validFrom: '2026-03-05', ...fields });
  }
  const confirm = () => visitor().submit('#confirm-rule', { confirmed: 'yes' });
  const names = (slug: string, day: string) => requiredDocuments(slug, day)?.map(({ name }) => name.vi);

  async function send(name: string, text: string) {
    await visitor().get('/catalogue/import');
    const bytes = new Uint8Array(Buffer.from(text));
    return visitor().upload('/catalogue/import', {}, { field: 'file', name, bytes });
  }

  it('are listed for each procedure, from the page of rules, of the catalogue and of the procedure', async () => {
    for (const from of ['/settings', '/catalogue', `/catalogue/regulations/${LISTED}`]) {
      const seen = await visitor().get(from);
      expect(seen.$(`a[href^="${PAGE}"]`).length, from).to.equal(1);
    }
    const seen = await visitor().get(PAGE);
    expect(seen.$(`a[href="${PAGE}/${LISTED}"]`).parent().text()).to.contain('3 giấy tờ');
    expect(seen.$(`a[href="${PAGE}/${UNLISTED}"]`).parent().text()).to.contain('chưa có danh mục');
    expect((await visitor().get(`${PAGE}/nothing`)).status).to.equal(404);
    const one = await visitor().get(`${PAGE}/${LISTED}`);
    expect(one.$('#documents-1-name-vi').attr('value')).to.equal('Giấy chứng sinh');
  });

  it('are changed from a day on, with a preview that tells what goes and what comes', async () => {
    const seen = await preview(LISTED, {
      ...{ source: 'Quyết định 5/QĐ-UBND', 'documents-1-away': 'yes' },
      ...{ 'documents-3-name-vi': 'Giấy chứng nhận kết hôn', 'documents-3-name-en': 'Marriage certificate' },
    });
    const row = seen.$('tbody tr').last();
    expect(row.find('td').first().text()).to.contain('Giấy chứng sinh').and.not.contain('Tờ khai');
    expect(row.find('td').last().text()).to.contain('Giấy chứng nhận kết hôn / Marriage certificate');
    await confirm();
    expect(names(LISTED, '2026-03-04')).to.include('Giấy chứng sinh');
    expect(names(LISTED, '2026-03-05'))
      .to.include('Giấy chứng nhận kết hôn')
      .and.not.include('Giấy chứng sinh');
    // Whom nobody has translated is shown as it was published.
    expect(requiredDocuments(LISTED, '2026-03-05')!.at(-1)!.name.ru).to.equal('Giấy chứng nhận kết hôn');
    const kept = await visitor().get(`${PAGE}/${LISTED}`);
    expect(kept.$('#changes').parent().text()).to.contain('Quyết định 5/QĐ-UBND');
    await world.advance({ days: 1 });
    expect((await world.visitor().get(`/regulations/${LISTED}`)).text).to.contain(
      'Theo danh mục đã công bố: Quyết định 5/QĐ-UBND.',
    );
  });

  it('are what demands are compared with, by the list of the day of each', () => {
    const paper = (at: string) => ({ id: at, text: 'Giấy chứng sinh', at: new Date(at) }) as never;
    const papers = [paper('2026-03-04T05:00:00Z'), paper('2026-03-05T05:00:00Z')];
    const outside = comparedPapers({ regulation: LISTED, papers }).map((each) => each.outside);
    expect(outside).to.deep.equal([false, true]);
    expect(comparedPapers({ regulation: UNLISTED, papers }).some((each) => each.outside)).to.equal(false);
  });

  it('go back to what they were before the last change', async () => {
    await visitor().get(`${PAGE}/${LISTED}?again=last`);
    await visitor().submit('#set-rule', {});
    await confirm();
    expect(names(LISTED, '2026-03-06'))
      .to.include('Giấy chứng sinh')
      .and.not.include('Giấy chứng nhận kết hôn');
  });

  it('want the Vietnamese name; what was typed stays', async () => {
    const refused = await preview(UNLISTED, {
      validFrom: '2026-03-20',
      'documents-0-name-en': 'Application',
    });
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary a[href="#documents-0-name-vi"]').length).to.equal(1);
    expect(refused.$('#documents-0-name-en').attr('value')).to.equal('Application');
  });

  it('come from a table, list by list, and what is wrong is refused by its line', async () => {
    const table = [
      'procedure,valid_from,source,name.vi,name.en,name.ru',
      `${UNLISTED},,QĐ 9/QĐ-UBND,Đơn đề nghị,Application,`,
      `${UNLISTED},,,Ảnh chụp cây,,`,
      `${LISTED},2026-03-01,,Tờ khai,,`,
      'no-such-thing,,,X,,',
    ].join('\n');
    const seen = await send('giay-to.csv', table);
    expect(seen.text).to.contain('Danh mục sẽ đổi: 1; giữ nguyên: 0; không nhập: 2.');
    expect(seen.text)
      .to.contain('Dòng 3, birth-registration')
      .and.contain('Chọn ngày mai hoặc một ngày sau.');
    expect(seen.text).to.contain('Dòng 4, no-such-thing');
    expect(await SettingTable.countDocuments({ _id: `required-documents.${UNLISTED}` })).to.equal(0);
    await visitor().submit('#confirm-import', { confirmed: 'yes' });
    expect(names(UNLISTED, '2026-03-05')).to.equal(undefined);
    expect(names(UNLISTED, '2026-03-06')).to.deep.equal(['Đơn đề nghị', 'Ảnh chụp cây']);
  });

  it('are refused when somebody has changed one of them since the preview', async () => {
    const list = (name: string) => `procedure,name.vi\n${UNLISTED},${name}\n`;
    const first = await send('a.csv', list('Đơn'));
    const upload = first.$('#confirm-import [name=upload]').val() as string;
    await send('b.csv', list('Đơn khác'));
    await visitor().submit('#confirm-import', { confirmed: 'yes' });
    await send('c.csv', list('Đơn'));
    const refused = await visitor().submit('#confirm-import', { confirmed: 'yes', upload });
    expect(refused.text).to.contain('Danh mục đã đổi từ lúc xem trước');
    expect(names(UNLISTED, '2026-03-06')).to.deep.equal(['Đơn khác']);
  });

  it('are read as often for many lists as for one', async () => {
    const readsOf = async (file: string, lists: readonly string[]) => {
      const rows = lists.map((slug) => `${slug},Đơn của ${file}`);
      await send(file, ['procedure,name.vi', ...rows].join('\n'));
      commands.sent.length = 0;
      commands.noting = true;
      await visitor().submit('#confirm-import', { confirmed: 'yes' });
      commands.noting = false;
      for (const slug of lists) expect(names(slug, '2026-03-06')).to.deep.equal([`Đơn của ${file}`]);
      const reads = commands.sent.filter(({ command }) => command['find'] === 'setting-tables');
      return reads.length;
    };
    const some = regulationsOn('2026-03-06')
      .filter(({ slug }) => REQUIRED_DOCUMENTS.for(slug)?.of)
      .map(({ slug }) => slug);
    const one = await readsOf('mot.csv', some.slice(0, 1));
    expect(one).to.be.greaterThan(0);
    expect(await readsOf('nhieu.csv', some.slice(1, 21))).to.equal(one);
  });

  it('come from JSON as the program ships it, and go out as a table that changes nothing', async () => {
    const documents = [{ name: { vi: 'Đơn khác' } }];
    const same = await send('a.json', JSON.stringify({ lists: [{ regulation: UNLISTED, documents }] }));
    expect(same.text).to.contain('giữ nguyên: 1');
    const none = await send('a.json', JSON.stringify({ lists: [{ regulation: UNLISTED }] }));
    expect(none.$('#file-error').text()).to.contain('Danh mục thứ 1 không có “documents”.');
    await world.advance({ days: 1 });
    const out = await visitor().get('/catalogue/required-documents.csv');
    expect(out.html).to.contain('birth-registration,,').and.contain('Giấy chứng sinh');
    expect((await send('out.csv', out.html)).text)
      .to.contain('Danh mục sẽ đổi: 0')
      .and.contain('không nhập: 0');
  });

  it('of two days, or of two decisions, are no one list; documents without a name are no documents', async () => {
    const table = [
      'procedure,valid_from,source,name.vi',
      `${UNLISTED},2027-01-01,,Đơn`,
      `${UNLISTED},,,Ảnh`,
      `${UNLISTED},2027-07-01,,Đơn mới`,
      `${LISTED},,QĐ 1,Tờ khai`,
      `${LISTED},,QĐ 2,Giấy chứng sinh`,
    ].join('\n');
    const seen = await send('giay-to.csv', table);
    expect(seen.text).to.contain('Danh mục sẽ đổi: 2; giữ nguyên: 0; không nhập: 2.');
    expect(seen.text).to.contain(`Dòng 3, ${UNLISTED}`).and.contain(`Dòng 5, ${LISTED}`);
    expect(seen.text).to.contain('Thủ tục này đã có danh mục ở phía trên');
    for (const nameless of ['Đơn', { name: 'Đơn' }, { name: {} }, null]) {
      const lists = [{ regulation: UNLISTED, documents: [{ name: { vi: 'Đơn' } }, nameless] }];
      const refused = await send('a.json', JSON.stringify({ lists }));
      expect(refused.$('#file-error').text()).to.contain('Giấy tờ thứ 2 của danh mục thứ 1 chưa có tên');
    }
  });

  it('of more than a form holds are refused as a whole', async () => {
    const rows = Array.from({ length: 31 }, (_, at) => `${UNLISTED},Giấy ${at}`);
    const seen = await send('a.csv', ['procedure,name.vi', ...rows].join('\n'));
    expect(seen.text).to.contain('không nhập: 1');
    expect(seen.$('#confirm-import').length).to.equal(0);
  });

  it('are set by whoever keeps the catalogue', async () => {
    const head = await person(world, 'head', { units: ['dept-health'] });
    for (const path of [PAGE, `${PAGE}/${LISTED}`, '/catalogue/required-documents.csv'])
      expect((await head.visitor.get(path)).status, path).to.equal(403);
  });
});
