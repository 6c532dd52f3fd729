import { expect } from 'chai';
import { addressKey, MOST_FIRST_LETTERS } from '../../../server/platform/mail/first-letters.ts';
import { greetingName } from '../../../server/platform/mail/greeting.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { api } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const SPAM = 'Bạn đã trúng thưởng, xem tại https://spam.example ngay hôm nay';

describe('first letters to an address that nobody has confirmed', () => {
  let world: World;

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  let sent = 0;
  const submit = (more: Record<string, string>) =>
    api(world)('post', '/feedback', {
      headers: { 'idempotency-key': `first-${++sent}-of-many` },
      body: {
        ...{ kind: 'feedback', regulation: 'birth-registration', ward: 'ward-ba-dinh' },
        ...{ subject: SPAM, text: `${SPAM}. `.repeat(3), name: 'Mua ngay tại spam.example!' },
        ...more,
      },
    });

  it('carry nothing that was typed in, only the code', async () => {
    const { body } = await submit({ email: 'victim@kin.example' });
    await world.settled();
    const [letter] = world.letters.to('victim@kin.example');
    const { html, text, subject } = letter!;
    expect(subject).to.include(body.code);
    for (const part of [html, text, subject]) expect(part).to.not.match(/spam|trúng thưởng|Mua ngay/);
  });

  it('are few a day for each mailbox, however its address is spelled', async () => {
    for (let at = 0; at < MOST_FIRST_LETTERS + 5; at++) {
      const { status } = await submit({ email: `Other+${at}@kin.example` });
      expect(status).to.equal(201);
    }
    await world.settled();
    const told = () => Outbox.countDocuments({ firstTo: addressKey('other@kin.example') });
    expect(await told()).to.equal(MOST_FIRST_LETTERS);
    await submit({ email: 'another@kin.example' });
    await world.settled();
    expect(world.letters.to('another@kin.example')).to.have.length(1);
    await world.advance({ days: 1, minutes: 1 });
    await submit({ email: 'other@kin.example' });
    await world.settled();
    expect(await told()).to.equal(MOST_FIRST_LETTERS + 1);
  });

  it('greet by what is a name, and by nothing else', () => {
    for (const name of [
      'Nguyễn Văn Bình',
      'lan',
      'J. O’Brien',
      'Анна-Мария Петрова',
      'Công Tằng Tôn Nữ Thị Hạnh',
    ])
      expect(greetingName(` ${name} `), name).to.equal(name);
    const others = [
      ...[
        '',
        undefined,
        'Mua ngay!',
        'xem spam.example',
        'https://spam.example',
        'a@b.example',
        'gọi 0912345678',
      ],
      ...[
        'Bạn đã trúng thưởng một chiếc xe máy',
        'Lan, mời bạn xem',
        'x'.repeat(61),
        'Win: money',
        'Lan\u202Eevil',
      ],
    ];
    for (const other of others) expect(greetingName(other), other).to.equal(undefined);
  });
});
