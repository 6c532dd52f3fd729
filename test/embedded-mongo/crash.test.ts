import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { type Collection, MongoClient } from 'mongodb';
import { startProcess } from './process.ts';
import { emptyDirectory } from './support.ts';

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 3);
const WRITERS = 16;

interface Row {
  _id: string;
  writer: number;
  turn: number;
  state: string;
  words: string[];
}

describe(`kill -9 under ${WRITERS} writers, ${ROUNDS} rounds`, () => {
  const directory = emptyDirectory();
  after(() => rmSync(directory, { recursive: true, force: true }));
  /** The state of each row whose write was answered. */
  const acknowledged = new Map<string, string>();
  /** Rows whose last write had no answer: either state is right. */
  const open = new Map<string, string>();

  for (let round = 1; round <= ROUNDS; round++) {
    it(`round ${round}: nothing acknowledged is lost and the indexes agree`, async function () {
      this.timeout(60_000);
      const { child, uri } = await startProcess(directory);
      const client = await new MongoClient(uri).connect();
      const rows = client.db().collection<Row>('rows');
      await rows.createIndex({ writer: 1, turn: 1 }, { unique: true });
      await rows.createIndex({ words: 1, state: 1 });
      await check(rows);
      const most = acknowledged.size + 150 + 97 * (round % 5);
      const writers = Array.from({ length: WRITERS }, (_, writer) => write(rows, { writer, round, most }));
      await Promise.race(writers);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await Promise.allSettled(writers);
      await client.close();
    });
  }

  it('after the last round as well', async () => {
    const { child, uri } = await startProcess(directory);
    const client = await new MongoClient(uri).connect();
    await check(client.db().collection<Row>('rows'));
    await client.close();
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(acknowledged.size).to.be.greaterThan(ROUNDS * 100);
  });

  /** Writes until enough is acknowledged; the kill then meets the other writers in the middle of theirs. */
  async function write(
    rows: Collection<Row>,
    by: { writer: number; round: number; most: number },
  ): Promise<void> {
    for (let turn = by.round * 100_000; acknowledged.size < by.most; turn++) {
      const id = `${by.writer}-${turn}`;
      const row = {
        _id: id,
        writer: by.writer,
        turn,
        state: 'new',
        words: [`w${turn % 7}`, `v${by.writer}`],
      };
      open.set(id, 'none');
      await rows.insertOne(row);
      acknowledged.set(id, 'new');
      open.set(id, 'done');
      if (turn % 3 === 0) {
        await rows.updateOne({ _id: id }, { $set: { state: 'done' }, $push: { words: 'done' } });
        acknowledged.set(id, 'done');
      }
      open.delete(id);
    }
  }

  async function check(rows: Collection<Row>): Promise<void> {
    const stored = new Map((await rows.find().toArray()).map((row) => [row._id, row]));
    for (const [id, state] of acknowledged) {
      const row = stored.get(id);
      expect(row, id).to.not.equal(undefined);
      if (row?.state !== state) expect(row?.state, id).to.equal(open.get(id));
    }
    for (const id of stored.keys()) expect(acknowledged.has(id) || open.has(id), id).to.equal(true);
    for (const [id, row] of stored) acknowledged.set(id, row.state);
    open.clear();
    await checkIndexes(rows, [...stored.values()]);
  }

  async function checkIndexes(rows: Collection<Row>, stored: Row[]): Promise<void> {
    expect(await rows.estimatedDocumentCount()).to.equal(stored.length);
    const byWriter = await rows
      .find({ writer: { $gte: 0 } })
      .sort({ writer: 1, turn: 1 })
      .toArray();
    expect(byWriter.map((row) => row._id)).to.have.members(stored.map((row) => row._id));
    for (const word of ['w1', 'done', 'v3']) {
      const wanted = stored.filter((row) => row.words.includes(word)).map((row) => row._id);
      const found = await rows.find({ words: word }).toArray();
      expect(found.map((row) => row._id)).to.have.members(wanted);
    }
  }
});
