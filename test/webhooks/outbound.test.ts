import { expect } from 'chai';
import { calleeOf, mayCall, NotCallable } from '../../server/platform/outbound/allowed.ts';
import { callOut } from '../../server/platform/outbound/call-out.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const INSIDE = ['127.0.0.0/8'];
const reasonOf = (called: Promise<unknown>) =>
  called.then(
    () => 'called',
    (error) => (error instanceof NotCallable ? error.reason : String(error)),
  );

describe('calls out', () => {
  let receiver: Receiver;
  before(async () => {
    receiver = await startReceiver();
  });
  after(() => receiver.close());

  it('go to public addresses only, however an inside one is written', () => {
    for (const address of ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])
      expect(mayCall(address), address).to.equal(true);
    const inside = [
      ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0', '100.64.0.1'],
      ...['224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fc00::1', 'fd12::1', '::ffff:127.0.0.1'],
      ...['::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::1', 'ff02::1', '', 'x'],
    ];
    for (const address of inside) expect(mayCall(address), address).to.equal(false);
    expect(mayCall('10.1.2.3', ['10.1.0.0/16'])).to.equal(true);
    expect(mayCall('::ffff:10.1.2.3', ['10.1.0.0/16'])).to.equal(true);
    expect(mayCall('10.2.2.3', ['10.1.0.0/16', 'fd00::/8'])).to.equal(false);
  });

  it('judge what a host resolves to, and other spellings of a number', async () => {
    for (const url of [
      'http://localhost/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://[::1]/',
      'http://127.1/',
    ])
      expect(await reasonOf(calleeOf(url)), url).to.equal('inside');
    expect(await reasonOf(calleeOf('ftp://example.org/'))).to.equal('scheme');
    expect(await reasonOf(calleeOf('https://a:b@example.org/'))).to.equal('credentials');
    expect(await reasonOf(calleeOf('https://no-such-host.invalid/'))).to.equal('no-address');
    expect((await calleeOf('http://localhost:1/', [...INSIDE, '::1/128'])).address).to.match(/^127\.|^::1$/);
  });

  it('do not follow redirects, and end when a receiver hangs or drips', async () => {
    receiver.answer = 'redirect';
    const call = { url: receiver.url, body: '{}' };
    expect((await callOut(call, { inside: INSIDE })).status).to.equal(302);
    expect(receiver.received).to.have.length(1);
    for (const answer of ['hang', 'drip'] as const) {
      receiver.answer = answer;
      expect(await reasonOf(callOut(call, { inside: INSIDE, wholeMs: 150 })), answer).to.match(
        /timeout|Timeout/,
      );
    }
    expect(await reasonOf(callOut(call))).to.equal('inside');
  });
});
