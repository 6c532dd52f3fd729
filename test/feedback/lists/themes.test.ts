import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { themesIn } from '../../../server/feedback/lists/themes.ts';
import { item } from '../../support/factories.ts';
import { startWorld, type World } from '../../support/world.ts';

const REGULATION = 'temporary-residence';
const FEE = [
  ['Lệ phí sao y học bạ', 'Quầy thu tiền sao y học bạ mỗi ngày một giá, không niêm yết bảng giá ở đâu cả.'],
  ['Giá sao y không niêm yết', 'Tôi sao y học bạ cho cháu, quầy không niêm yết bảng giá, thu tiền tùy hôm.'],
  ['Không thấy bảng giá', 'Phường không niêm yết bảng giá sao y; học bạ của con tôi bị thu tiền hai lần.'],
] as const;
const OTHER = [
  'Thang máy hỏng',
  'Người cao tuổi không lên được tầng ba vì thang máy hỏng đã hai tháng.',
] as const;

describe('what people raise about a procedure', () => {
  const row = (code: string, [subject, text]: readonly [string, string], more: object = {}) => ({
    ...{ code, language: 'vi' as const, status: 'routed' as const, publicText: { subject, text } },
    ...more,
  });

  it('is gathered from the words that tell it, in one language, under the name of the first', () => {
    const rows = [
      row('a', FEE[0]),
      row('b', OTHER),
      row('c', FEE[1], { status: 'answered' }),
      row('d', FEE[2]),
      row('e', FEE[1], { language: 'en' }),
    ];
    const { themes, compared, alone } = themesIn(rows, new Set());
    expect({ compared, alone }).to.deep.equal({ compared: 5, alone: 2 });
    expect(themes).to.have.lengthOf(1);
    expect(themes[0]).to.deep.include({ count: 3, answered: 1, more: 0 });
    expect(themes[0]!.first).to.include({ code: 'a', subject: FEE[0][0] });
    expect(themes[0]!.others.map(({ code }) => code)).to.deep.equal(['d', 'c']);
  });

  it('is not made of words that nearly all say', () => {
    const same = 'Hồ sơ nộp tại quầy bộ phận hành chính phường';
    const things = ['chuồng ngựa', 'cột đèn', 'bể bơi', 'vé xe buýt', 'cây phượng', 'trạm biến áp'];
    const rows = [...things, 'máy lọc', 'tủ sách', 'sân khấu', 'lò gạch'].map((thing, at) =>
      row(`x${at}`, [thing, `${same}: ${thing}`]),
    );
    expect(themesIn(rows, new Set()).themes).to.deep.equal([]);
  });

  describe('on its ledger', function () {
    this.timeout(60_000);
    let world: World;
    before(async () => {
      world = await startWorld();
    });
    after(() => world.stop());

    const send = async (
      [subject, text]: readonly [string, string],
      status: 'submitted' | 'routed',
      wishes = {},
    ) =>
      (await item(world, { status, input: { subject, text, regulation: REGULATION, ...wishes } as never }))
        .code;
    const shown = async () =>
      (await world.visitor().get(`/ledger/${REGULATION}`)).$('section[aria-labelledby=themes-title]');

    it('counts and names only what everybody can read, and forgets what was closed to the public', async () => {
      const first = await send(FEE[0], 'routed');
      await send(OTHER, 'routed');
      expect(await shown(), 'one alone is no theme').to.have.lengthOf(0);
      const waiting = await send(FEE[1], 'submitted');
      const unpublished = await send(FEE[1], 'routed', { publishText: false });
      const shielded = await send(FEE[2], 'routed');
      await Feedback.updateOne({ code: shielded }, { $set: { shield: { unit: 'ward-ba-dinh' } } });
      expect(await shown(), 'the others are not public').to.have.lengthOf(0);
      await Feedback.updateOne({ code: shielded }, { $set: { shield: null }, $inc: { version: 1 } });
      const theme = await shown();
      expect(theme.find('li.row')).to.have.lengthOf(1);
      expect(theme.text()).to.contain('2 phản ánh').and.contain(first).and.contain(shielded);
      expect(theme.text()).to.not.contain(waiting).and.not.contain(unpublished);
      expect(theme.find('strong').text()).to.equal(FEE[0][0]);
      await Feedback.updateOne({ code: first }, { $set: { publishText: false } });
      expect(await shown(), 'without a new version too').to.have.lengthOf(0);
    });
  });
});
