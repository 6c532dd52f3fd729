import { expect } from 'chai';
import { answerLimit, limitForStep } from '../../server/calendar/index.ts';
import { seedLimits, withOwnGrounds } from '../../server/calendar/seed-limits.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('limits at the doors', () => {
  let world: World;
  let administrator: Person;
  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
  });
  after(() => world.stop());

  const row = {
    step: 'answer',
    amount: '8',
    unit: 'working_days',
    validFrom: '2026-05-01',
    basisVi: 'Quyết định 99/QĐ-UBND',
  };
  const add = async (fields: Record<string, string>) => {
    await administrator.visitor.get('/limits/edit');
    return administrator.visitor.submit('#add-limit', fields);
  };

  it('shows each limit with its basis and dates', async () => {
    const { $, text } = await world.visitor().get('/limits');
    expect($('table')).to.have.lengthOf(2);
    expect(text)
      .to.include('10 ngày làm việc')
      .and.include('Quyết định 1207/QĐ-UBND')
      .and.include('Hết hiệu lực'.toLowerCase());
    expect(text).to.match(/28\/02\/2025/);
  });

  it('gives no rule of another place as the ground of a date; whoever keeps the table reads what it was modelled on', async () => {
    for (const language of ['vi', 'en', 'ru']) {
      const visitor = world.visitor();
      await visitor.get(`/language/${language}`);
      const { text } = await visitor.get('/limits');
      expect(text).to.not.match(/Ninh Bình|Ниньбин|LAPOR|Indonesia|nơi khác|elsewhere|в других местах/i);
    }
    const edit = await administrator.visitor.get('/limits/edit');
    expect(edit.text).to.include('Ninh Bình 163/2025').and.include('LAPOR! (Indonesia)');
  });

  it('reads a table that was stored with such grounds with those that ship now', () => {
    const [stored] = seedLimits().filter(({ step }) => step === 'clarification');
    const [own] = seedLimits().filter(({ step }) => step === 'screening');
    const before = [{ ...stored!, basis: { vi: 'Chờ. LAPOR! (Indonesia) dùng 10 ngày.' } }, own!];
    expect(withOwnGrounds(before)).to.deep.equal([stored, own]);
  });

  it('adds a dated row and ends the one before it', async () => {
    expect((await add(row)).status).to.equal(200);
    expect(answerLimit({ date: '2026-04-30' })).to.include({ amount: 10 });
    const later = answerLimit({ date: '2026-05-01' });
    expect(later).to.include({ id: 'answer.2026-05-01', amount: 8 });
    expect(later.basis).to.deep.equal({
      vi: 'Quyết định 99/QĐ-UBND',
      en: 'Quyết định 99/QĐ-UBND',
      ru: 'Quyết định 99/QĐ-UBND',
    });
    expect((await world.visitor().get('/limits')).text).to.include('Quyết định 99/QĐ-UBND');
  });

  it('lets a rule for one regulation go before the general one', async () => {
    await add({ ...row, amount: '3', regulation: 'tree-felling-permit', validFrom: '2026-03-04' });
    expect(answerLimit({ date: '2026-03-04', regulation: 'tree-felling-permit' }).amount).to.equal(3);
    expect(answerLimit({ date: '2026-03-04', regulation: 'other' }).amount).to.equal(10);
    expect(limitForStep('answer', { date: '2026-03-04', complexity: 'urgent' })).to.include({
      amount: 4,
      unit: 'working_hours',
    });
  });

  for (const [what, fields, field] of [
    ['a fraction of days', { amount: '2.5' }, 'amount'],
    ['nothing', { amount: '0' }, 'amount'],
    ['no number', { amount: 'ten' }, 'amount'],
    ['a date that does not exist', { validFrom: '2026-02-30' }, 'validFrom'],
    ['a beginning in the past', { validFrom: '2026-03-03' }, 'validFrom'],
    ['an end before the beginning', { validTo: '2026-01-01' }, 'validTo'],
    ['no basis', { basisVi: ' ' }, 'basisVi'],
    ['an unknown regulation', { regulation: 'perpetual-motion' }, 'regulation'],
    ['a clash with a row that stays', { replace: '', validFrom: '2026-06-01' }, 'validFrom'],
    ['a gap after its end', { validFrom: '2026-07-01', validTo: '2026-08-01' }, 'validFrom'],
  ] as const)
    it(`refuses ${what} at its field and keeps what was typed`, async () => {
      await administrator.visitor.get('/limits/edit');
      const form = administrator.visitor.last!.$('#add-limit');
      const number = form.find('[name=number]').attr('value')!;
      const typed = { ...row, act: 'add', number, replace: 'yes', basisEn: 'Kept', ...fields };
      const { status, $ } = await administrator.visitor.post('/limits/edit', typed);
      expect(status).to.equal(422);
      expect($(`#${field}-error`).text())
        .to.match(/\S/)
        .and.not.match(/calendar\.|undefined/);
      expect($('#basisEn').text()).to.equal('Kept');
      expect($('#amount').attr('value')).to.equal(typed.amount);
      expect($('#step option[selected]').attr('value')).to.equal('answer');
    });

  it('refuses an end that leaves a step without a limit, at the row', async () => {
    const { $ } = await administrator.visitor.get('/limits/edit');
    const form = $('form[data-row^="screening"]');
    const id = form.attr('data-row')!;
    const sent = { act: 'end', id, validTo: '2026-12-31', number: form.find('[name=number]').attr('value')! };
    const seen = await administrator.visitor.post('/limits/edit', sent);
    expect(seen.status).to.equal(422);
    const shown = seen.$(`form[data-row="${id}"]`);
    expect(shown.find('.error').text()).to.include('01/01/2027').and.include('Tiếp nhận, phân loại');
    expect(shown.find('[name=validTo]').attr('value')).to.equal('2026-12-31');
  });

  it('refuses an end in the past, at the row', async () => {
    const { $ } = await administrator.visitor.get('/limits/edit');
    const id = $('form[data-row="answer.urgent.2025-02-28"]').attr('data-row')!;
    const seen = await administrator.visitor.submit(`form[data-row="${id}"]`, { validTo: '2026-03-03' });
    expect([seen.status, seen.$(`form[data-row="${id}"] .error`).text()]).to.deep.equal([
      422,
      'Chọn hôm nay hoặc một ngày sau: hồ sơ đã nhận giữ thời hạn của ngày nhận.',
    ]);
  });

  it('ends a row that is not the last of its step', async () => {
    const { $ } = await administrator.visitor.get('/limits/edit');
    const id = $('form[data-row="answer.urgent.2025-02-28"]').attr('data-row')!;
    const seen = await administrator.visitor.submit(`form[data-row="${id}"]`, { validTo: '2026-03-31' });
    expect(seen.status).to.equal(200);
    expect(limitForStep('answer', { date: '2026-04-01', complexity: 'urgent' })!.amount).to.equal(10);
  });

  it('tells who was slower than a colleague, and keeps the form', async () => {
    await administrator.visitor.get('/limits/edit');
    const { status, $, text } = await administrator.visitor.submit('#add-limit', { ...row, number: '1' });
    expect(status).to.equal(409);
    expect(text).to.include('Người khác vừa sửa');
    expect($('#basisVi').text()).to.equal(row.basisVi);
  });

  it('is closed to others', async () => {
    expect((await world.visitor().get('/limits/edit')).path).to.match(/^\/sign-in/);
    const coordinator = await person(world, 'coordinator');
    expect((await coordinator.visitor.get('/limits/edit')).status).to.equal(403);
  });

  it('tells on the page about the site what holds on the day, not what shipped', async () => {
    const about = async () => (await world.visitor().get('/about')).text;
    expect(await about()).to.not.include('Quyết định 99/QĐ-UBND');
    world.clock.moveTo(new Date('2026-04-30T17:00:00Z'));
    expect(await about(), 'from midnight in the city on').to.include('Quyết định 99/QĐ-UBND');
  });
});
