import { expect } from 'chai';
import { cityDate } from '../../../server/calendar/index.ts';
import { ageingFigures } from '../../../server/feedback/figures/read.ts';
import { approveAnswer, lookAgain, markAllAged, mergeFeedback } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { publicItemRecords } from '../../../server/feedback/read/public-record.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { EndedRow } from '../../../server/regulations/ended/model.ts';
import { castOf, type Item, item, OTHER_UNIT, REGULATION, UNIT } from '../../support/factories.ts';
import { api, type Person, person, signIn, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const LAW = '118/2025/NĐ-CP';
const CITING = {
  answer: `Căn cứ Điều 9 Nghị định ${LAW}, Sở sẽ cắt tỉa cây này trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.`,
};
const NOTE = 'Nghị định mới giữ nguyên thời hạn này, nội dung trả lời không đổi.';

describe('answers that age', function () {
  this.timeout(40_000);
  let world: World;
  let coordinator: Person;
  let citing: Item;
  let other: Item;
  let lead: Item;
  let twin: Item;
  before(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator', { email: 'ends@staff.example' });
    citing = await item(world, { status: 'answered', written: CITING });
    other = await item(world, { status: 'answered', input: { email: 'other@kin.example' } });
    // Two that are answered together: the words are looked at once.
    lead = await item(world, { status: 'in-review', unit: OTHER_UNIT, written: CITING });
    twin = await item(world, { status: 'assigned', unit: OTHER_UNIT, input: { email: 'twin@kin.example' } });
    const { coordinator: merging, inUnit } = await castOf(world);
    await mergeFeedback(merging.context(), twin.code, lead.code);
    await approveAnswer((await inUnit('head', OTHER_UNIT)).context(), lead.code, {
      override: 'Đã trao đổi.',
    });
    await world.settled();
  });
  after(() => world.stop());

  const aged = async ({ code }: Item) => (await Feedback.findOne({ code }).lean())!.aged;
  const record = async (fields: Record<string, string>, kind = 'document') => {
    await coordinator.visitor.get(`/ended-rules?kind=${kind}`);
    return coordinator.visitor.submit('form[action="/ended-rules"]', fields);
  };
  const lettersTo = (mail: string, code: string) =>
    world.letters.to(mail).filter(({ subject }) => subject.includes(code));

  it('are marked the day after a law that they cite has ended, and whoever asked is told', async () => {
    const wrong = await record({ name: 'Nghị định mới', endedOn: '2026-03-05' });
    expect([wrong.status, wrong.$('#name').attr('value')]).to.deep.equal([422, 'Nghị định mới']);
    await record({ name: LAW, endedOn: '2026-03-05', replacedBy: '9/2026/NĐ-CP' });
    await world.advance({ hours: 20 });
    expect(await aged(citing), 'still in force').to.equal(undefined);
    await world.advance({ days: 1 });
    expect((await aged(citing))?.rules).to.have.length(1);
    expect(await aged(other), 'cites it not').to.equal(undefined);
    await world.settled();
    const page = await world.visitor().get(`/feedback/${citing.code}`);
    expect(page.$('#aged').text()).to.include(LAW).and.include('9/2026/NĐ-CP').and.include('đang xem lại');
    const letter = lettersTo('lan@kin.example', citing.code).at(-1)!;
    expect(letter.text).to.include(LAW).and.include('hết hiệu lực');
    const unit = await world.visitor().get(`/units/${UNIT}`);
    expect(unit.$('#aged-part').parent().text()).to.include(citing.code);
    expect((await world.visitor().get(`/feedback?unit=${UNIT}`)).text).to.include('Căn cứ đã hết hiệu lực');
    expect((await world.visitor().get(`/ledger/${REGULATION}`)).text).to.include('Câu trả lời có căn cứ hết');
    const before = (await aged(citing))!.at;
    await world.advance({ hours: 1 });
    expect((await aged(citing))!.at, 'once').to.deep.equal(before);
    // Whoever answers now knows of it.
    const later = await item(world, { status: 'answered', written: CITING });
    await world.advance({ hours: 1 });
    expect(await aged(later)).to.equal(undefined);
  });

  it('are looked at by the head: still true or no longer, with a note for everybody', async () => {
    const { inUnit } = await castOf(world);
    const [head, stranger] = [await inUnit('head', UNIT), await inUnit('head', OTHER_UNIT)];
    const visitor = world.visitor();
    await signIn(visitor, head);
    expect((await visitor.get('/inbox')).$('#group-aged').closest('section').text()).to.include(citing.code);
    const form = `form[action="/feedback/${citing.code}/answer-look"]`;
    await visitor.get(`/feedback/${citing.code}`);
    const wrong = await visitor.submit(form, { as: 'still-true', note: 'ok' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#look-still-true').attr('checked')).to.not.equal(undefined);
    const call = async (by: typeof head) =>
      (
        await api(world, await tokenFor(world, by))('post', `/feedback/${citing.code}/answer-look`, {
          body: { as: 'no-longer', note: NOTE },
        })
      ).status;
    expect(await call(stranger)).to.equal(403);
    await visitor.submit(form, { as: 'still-true', note: NOTE });
    expect(await call(head), 'once').to.equal(409);
    await world.settled();
    const page = await world.visitor().get(`/feedback/${citing.code}`);
    expect(page.$('#aged').text()).to.include('vẫn đúng').and.include(NOTE);
    expect(lettersTo('lan@kin.example', citing.code).at(-1)!.text).to.include(NOTE);
    expect(JSON.stringify((await publicItemRecords([citing.code])).get(citing.code))).to.include(NOTE);
    expect(await ageingFigures('unit', UNIT)).to.include({ aged: 1, stillTrue: 1, open: 0 });
  });

  it('that others share are looked at once for all', async () => {
    expect((await aged(twin))?.openSince, 'not by itself').to.equal(null);
    const page = await world.visitor().get(`/feedback/${twin.code}`);
    expect(page.$(`#aged a[href="/feedback/${lead.code}#aged"]`)).to.have.length(1);
    const head = await (await castOf(world)).inUnit('head', OTHER_UNIT);
    await lookAgain(head.context(), lead.code, { as: 'no-longer', note: NOTE });
    await world.settled();
    expect((await aged(twin))?.look).to.include({ as: 'no-longer' });
    expect(lettersTo('twin@kin.example', twin.code).at(-1)!.text).to.include('không còn đúng');
  });

  it('of a procedure: marked when it ends, by its day; what was recorded by mistake is lifted and told', async () => {
    const wrong = await record({ name: 'no-such-procedure', endedOn: '2026-03-05' }, 'procedure').catch(
      () => ({
        status: 422,
      }),
    );
    expect(wrong.status).to.equal(422);
    await record({ name: REGULATION, endedOn: '2026-03-05' }, 'procedure');
    expect((await world.visitor().get(`/regulations/${REGULATION}`)).text).to.include(
      'hết hiệu lực sau ngày',
    );
    await world.advance({ hours: 1 });
    expect((await aged(other))?.openSince).to.be.an.instanceOf(Date);
    expect((await aged(citing))?.openSince, 'owed again').to.be.an.instanceOf(Date);
    await coordinator.visitor.get('/ended-rules');
    await coordinator.visitor.submit(
      `form[action="/ended-rules/removal"]:has(input[value="procedure/${REGULATION}"])`,
      {},
    );
    await world.advance({ hours: 1 });
    expect(await aged(other)).to.equal(null);
    await world.settled();
    expect(lettersTo('other@kin.example', other.code).at(-1)!.text).to.include('nhầm lẫn');
  });

  it('are marked in whatever spelling the city has recorded a law that is in the list', async () => {
    const answer = CITING.answer.replace(`Nghị định ${LAW}`, 'Luật số 31/2024/QH15');
    const land = await item(world, { status: 'answered', written: { answer } });
    const endedOn = new Date(world.clock.now().getTime() + 31 * 3_600_000).toISOString().slice(0, 10);
    await record({ name: 'Luật 31/2024/qh15', endedOn });
    await world.advance({ days: 2, hours: 1 });
    expect((await aged(land))?.rules).to.have.length(1);
  });

  it('are held against what another process has recorded, before this one has read it', async () => {
    const fresh = await item(world, { status: 'answered' });
    await world.settled();
    const endedOn = cityDate(world.clock.now());
    await world.advance({ days: 2 });
    const recorded = { endedOn, recordedAt: world.clock.now(), recordedBy: 'X', takenBackAt: null };
    const rule = { kind: 'procedure' as const, name: REGULATION, replacedBy: null };
    await EndedRow.updateOne({ _id: `procedure/${REGULATION}` }, { ...rule, ...recorded }, { upsert: true });
    await markAllAged(systemContext(world.app.site, 'test'));
    expect((await aged(fresh))?.rules).to.have.length(1);
  });
});
