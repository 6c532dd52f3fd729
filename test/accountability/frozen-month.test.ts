import { expect } from 'chai';
import { rateFeedback } from '../../server/feedback/index.ts';
import { item, UNIT } from '../support/factories.ts';
import { senderContext } from '../support/people.ts';
import { startWorld } from '../support/world.ts';

describe('scores of a month that is over', function () {
  this.timeout(60_000);

  it('stand as they were told, beside what a later rating has made of them', async () => {
    const world = await startWorld();
    const one = await item(world, { status: 'answered' });
    await world.advance({ days: 29 });
    const page = async (path: string) =>
      (await world.visitor().get(`${path}?period=2026-03`)).$('#frozen-title');
    expect((await page(`/scores/${UNIT}`)).parent().text()).to.include('không có gì thay đổi');
    const grades = { answered: 'no', clear: 'yes', solved: 'no' } as const;
    await rateFeedback(senderContext(world, one.code), one.code, { ...grades, reasons: [], note: '' });
    await world.settled();
    for (const path of ['/scores', `/scores/${UNIT}`]) {
      expect((await page(path)).parent().text()).to.match(/Người gửi không hài lòng\s*0\s*1/);
    }
    await world.stop();
  });
});
