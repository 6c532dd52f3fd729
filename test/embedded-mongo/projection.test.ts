import { Binary, BSONRegExp, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import { expect } from 'chai';
import { Match } from '../../server/embedded-mongo/query/find.ts';
import { compileProjection, compileStoredProjection } from '../../server/embedded-mongo/query/projection.ts';
import { type Document, decode, encode } from '../../server/embedded-mongo/values.ts';

const DOCUMENT: Document = {
  _id: new ObjectId('65f0a1b2c3d4e5f601234567'),
  words: { subject: 'Đèn đường', text: 'tối', points: [{ n: new Int32(1) }, { n: new Int32(2), x: 'y' }] },
  empty: {},
  none: null,
  list: [new Int32(1), 'hai', { ba: new Double(3) }],
  long: Long.fromString('9007199254740993'),
  at: new Date(0),
  yes: true,
  bytes: new Binary(Buffer.from([1, 2, 3])),
  pattern: new BSONRegExp('a$', 'i'),
  stamp: new Timestamp({ t: 1, i: 2 }),
  w: 'one letter',
  wo: 'two',
};

const stored = encode(DOCUMENT);
const match = () => new Match({ id: Buffer.alloc(0), bytes: stored, view: {}, found: {} });

const PROJECTIONS: Document[] = [
  {},
  { _id: 1 },
  { _id: 0 },
  { w: 1 },
  { wo: true, at: 1, missing: 1 },
  { pattern: 1, _id: 0 },
  { words: 0 },
  { _id: 0, bytes: 0, stamp: 0, missing: 0 },
  Object.fromEntries(Object.keys(DOCUMENT).map((name) => [name, 0])),
  { 'words.subject': 1, list: 1 },
  { 'words.points.n': 1 },
  { 'words.points.x': 0, none: 0 },
  { 'list.ba': 1 },
  { list: { $slice: 1 } },
  { list: { $slice: 1 }, w: 1 },
];

describe('a projection of stored documents', () => {
  for (const projection of PROJECTIONS)
    it(`gives the same as one of the document: ${JSON.stringify(projection)}`, () => {
      const whole = compileProjection(projection)?.(decode(stored), {}) ?? DOCUMENT;
      const bytes = compileStoredProjection(projection)(match());
      expect(bytes.readInt32LE(0)).to.equal(bytes.length);
      expect(bytes.equals(encode(whole)), JSON.stringify(decode(bytes))).to.equal(true);
    });
});
