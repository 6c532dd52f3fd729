import { expect } from 'chai';
import { Snapshots, StreamRows } from '../../../server/dialogues/streams/model.ts';
import { applyChanges, type State, type StreamEvent } from '../../../server/dialogues/streams/protocol.ts';
import { MOST_CAUGHT_UP, type Reading, Stream } from '../../../server/dialogues/streams/stream.ts';
import { emptyStore } from '../../support/store.ts';

const AT = new Date('2026-03-04T03:00:00Z');
let count = 0;

interface Process {
  stream: Stream;
  told: StreamEvent[];
}

async function process(code: string): Promise<Process> {
  const told: StreamEvent[] = [];
  return { stream: await Stream.open(code, 'public', (event) => told.push(event)), told };
}

function telling(key: string, value: unknown, entryId = `entry-${count++}`) {
  return { entryId, name: 'question.approved', at: AT, make: async () => [{ key, value }] };
}

function folded(events: StreamEvent[]): State {
  const state: State = {};
  for (const { changes } of events) applyChanges(state, changes);
  return state;
}

const numbers = (events: StreamEvent[]) => events.map(({ n }) => n);
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

describe('a stream of a dialogue', () => {
  let store: { close(): Promise<void> };
  before(async () => {
    store = await emptyStore();
  });
  after(() => store.close());

  it('numbers events without gaps, durable before they are told', async () => {
    const one = await process('DT-2026-0001');
    await Promise.all(upTo(150).map((at) => one.stream.append(telling(`question:${at}`, { at }))));
    expect(numbers(one.told)).to.deep.equal(upTo(150));
    const rows = await StreamRows.find({ dialogue: 'DT-2026-0001' }).sort({ n: 1 }).lean();
    expect(rows.map(({ n }) => n)).to.deep.equal(upTo(150));
    const again = await process('DT-2026-0001');
    expect(again.stream.state).to.deep.equal(one.stream.state);
    expect(again.told).to.deep.equal([]);
  });

  it('written by two processes at once has no gap and no repeat, and both end in the same state', async () => {
    const [one, two] = await Promise.all([process('DT-2026-0002'), process('DT-2026-0002')]);
    await Promise.all(
      upTo(120).flatMap((at) => [
        one.stream.append(telling(`question:${at % 7}`, { by: 'one', at })),
        two.stream.append(telling(`question:${at % 7}`, { by: 'two', at })),
      ]),
    );
    await Promise.all([one.stream.readOn(), two.stream.readOn()]);
    const { n } = one.stream;
    expect(n).to.equal(await StreamRows.countDocuments({ dialogue: 'DT-2026-0002' }));
    expect(two.stream.state).to.deep.equal(one.stream.state);
    for (const { told } of [one, two]) {
      expect(numbers(told)).to.deep.equal(upTo(n));
      expect(folded(told)).to.deep.equal(one.stream.state);
    }
  });

  it('tells of an entry once, and of nothing when nothing has changed', async () => {
    const [one, two] = await Promise.all([process('DT-2026-0003'), process('DT-2026-0003')]);
    await one.stream.append(telling('session', { status: 'live' }, 'the-entry'));
    await one.stream.append(telling('session', { status: 'live' }, 'the-entry'));
    await two.stream.append(telling('session', { status: 'live' }, 'the-entry'));
    await one.stream.append(telling('session', { status: 'live' }));
    expect(one.stream.n).to.equal(1);
    expect(await StreamRows.countDocuments({ dialogue: 'DT-2026-0003' })).to.equal(1);
  });

  it('a later number never holds an older reading, whoever writes it', async () => {
    const [one, two] = await Promise.all([process('DT-2026-0004'), process('DT-2026-0004')]);
    let truth = 0;
    const reading = () => ({
      entryId: `entry-${count++}`,
      name: 'dialogue.tallied',
      at: AT,
      make: async () => [{ key: 'votes:a', value: truth }],
    });
    await Promise.all(
      upTo(60).map(async (at) => {
        truth = at;
        await (at % 2 ? one : two).stream.append(reading());
      }),
    );
    const rows = await StreamRows.find({ dialogue: 'DT-2026-0004' }).sort({ n: 1 }).lean();
    const values = rows.map(({ changes }) => changes[0]!.value as number);
    expect(values).to.deep.equal([...values].sort((a, b) => a - b));
    expect(values.at(-1)).to.equal(60);
  });

  it('an event written together with others reads what they say before it', async () => {
    const { stream } = await process('DT-2026-0007');
    await stream.append(telling('question:a', { text: 'shown' }));
    const sum = (value: number) => ({
      ...telling('votes:a', value),
      make: async (reading: Reading) => (reading('question:a') ? [{ key: 'votes:a', value }] : []),
    });
    await Promise.all([
      stream.append(sum(1)),
      stream.append(telling('question:a', null)),
      stream.append(telling('votes:a', null)),
      // Counted in the same moment: nobody is told the sum of what nobody sees.
      stream.append(sum(2)),
    ]);
    expect(stream.state).to.deep.equal({});
    expect((await process('DT-2026-0007')).stream.state).to.deep.equal({});
  });

  it('gives what was missed event by event, and a snapshot when it is too much', async () => {
    const one = await process('DT-2026-0005');
    await Promise.all(
      upTo(MOST_CAUGHT_UP + 50).map((at) => one.stream.append(telling('question:a', { at }))),
    );
    expect(await one.stream.after(one.stream.n)).to.deep.equal([]);
    expect(numbers((await one.stream.after(one.stream.n - 3))!)).to.deep.equal(upTo(one.stream.n).slice(-3));
    expect(await one.stream.after(49)).to.equal(undefined);
    expect(await one.stream.after(one.stream.n + 1)).to.equal(undefined);
    const fresh = await process('DT-2026-0005');
    expect((await Snapshots.findById('DT-2026-0005 public').lean())!.n).to.be.within(500, 550);
    expect(fresh.stream.state).to.deep.equal(one.stream.state);
    // The last ones are not in its memory: they come from the store.
    const missed = await fresh.stream.after(100);
    expect(numbers(missed!)).to.deep.equal(upTo(one.stream.n).slice(100));
  });

  it('what had to go comes back to nobody: not by catching up, not from the store', async () => {
    const one = await process('DT-2026-0006');
    await one.stream.append(telling('question:a', { text: 'with the telephone number of a neighbour' }));
    await one.stream.append(telling('question:b', { text: 'another' }));
    await one.stream.append(telling('question:a', { text: 'without it' }));
    await one.stream.append(telling('question:b', { text: 'another one' }));
    expect(await one.stream.redact('question:a')).to.equal(3);
    const told = (await one.stream.after(0))!;
    expect(numbers(told)).to.deep.equal([1, 2, 3, 4]);
    expect(JSON.stringify(told)).not.to.contain('neighbour');
    expect(folded(told)).to.deep.equal(one.stream.state);
    const rows = await StreamRows.find({ dialogue: 'DT-2026-0006' }).lean();
    expect(JSON.stringify(rows)).not.to.contain('neighbour');
  });
});
