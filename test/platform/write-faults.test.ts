import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import type { Collection } from 'mongoose';
import { insertMissing } from '../../server/platform/data/insert-missing.ts';
import { StoreRefused } from '../../server/platform/data/migrations/state.ts';
import { refuseUnfitStore, storeAdvice, whyUnreached } from '../../server/platform/data/store-advice.ts';

/** A store that takes no row for the fault, and says so. */
function failing(fault: object): Collection {
  return { insertMany: () => Promise.reject(Object.assign(new Error('refused'), fault)) } as never;
}

const repeat = (index: number) => ({ index, code: 11000, errmsg: 'E11000' });
const rows = [{ _id: 'a' }, { _id: 'b' }];

describe('rows inserted unless they are there', () => {
  it('are named when they were there', async () => {
    const there = await insertMissing(
      failing({ writeErrors: [repeat(1)], result: { getWriteConcernError: () => undefined } }),
      rows,
    );
    expect([...there]).to.deep.equal(['b']);
  });

  for (const [what, fault] of [
    [
      'that most of a replica set did not take the others',
      { writeErrors: [repeat(1)], result: { getWriteConcernError: () => ({ code: 64 }) } },
    ],
    ['another fault beside a repeat', { writeErrors: [repeat(0), { index: 1, code: 121, errmsg: '' }] }],
    ['a fault of the whole', { code: 11600 }],
  ] as const)
    it(`hide not ${what}`, async () => {
      const told = await insertMissing(failing(fault), rows).catch((error: Error) => error.message);
      expect(told).to.equal('refused');
    });
});

function client(hello: object, options: object = {}, build: object = { version: '7.0.5' }): MongoClient {
  const command = async (asked: object) => ('hello' in asked ? hello : build);
  return { options, db: () => ({ command }) } as never;
}

describe('what is said of a store at the start', () => {
  for (const [what, given, said] of [
    ['a replica set', client({ setName: 'rs0' }, { retryWrites: true }), []],
    ['a sharded one', client({ msg: 'isdbgrid' }), []],
    ['one without retries', client({ setName: 'rs0' }, { retryWrites: false }), [/retryWrites=false/]],
    ['the store that comes along', client({}, { retryWrites: false }, { gitVersion: 'embedded' }), []],
  ] as [string, MongoClient, RegExp[]][])
    it(what, async () => {
      const advice = await storeAdvice(given);
      expect(advice).to.have.length(said.length);
      for (const [i, text] of said.entries()) expect(advice[i]).to.match(text);
    });
});

describe('a store that is not reached', () => {
  const uri = 'mongodb://city:s%40cret@db1:27017,db2/city?replicaSet=rs0';
  const why = (error: object) => (whyUnreached(Object.assign(new Error('m'), error), uri) as Error).message;

  it('is told by its hosts, with what to look at, and never with the password', () => {
    expect(why({ name: 'MongooseServerSelectionError' })).to.match(
      /^No store answers at db1:27017,db2 \(m\)/,
    );
    expect(why({ code: 'ENOTFOUND' })).to.contain('No store answers at db1:27017,db2');
    expect(why({ code: 18 })).to.match(/db1:27017,db2 refuses the user or the password.*authSource=admin/);
    for (const error of [{ code: 18 }, { code: 'ENOTFOUND' }]) expect(why(error)).to.not.match(/cret/);
  });

  it('is told when its address cannot be understood: how it is written, and no part of the password', async () => {
    const fault = async (address: string) =>
      MongoClient.connect(address).catch((error: unknown) => whyUnreached(error, address));
    for (const [address, said] of [
      ['mongodb://city:geheim@db1:x/city', 'with signs of the password as %2F'],
      ['mongodb://city:ge%heim@db1/city', 'with signs of the password as %2F'],
      ['mongodb://city:g@heim@db1/city', 'with signs of the password as %2F'],
      ['mongodb://city:geheim@db1/city?foo=1', '(option foo is not supported)'],
      ['mongodb://db1,db2/city?directConnection=true', 'directConnection'],
    ] as const) {
      const error = (await fault(address)) as Error;
      expect(error, address).to.be.instanceOf(StoreRefused);
      expect(error.message, address).to.contain(said);
      expect(error.message, address).to.not.match(/heim/);
    }
  });

  it('gives other faults on as they are', () => expect(why({ code: 11000 })).to.equal('m'));
});

describe('a store that the start refuses', () => {
  const refused = (given: MongoClient) =>
    refuseUnfitStore(given).then(
      () => undefined,
      (error: Error) => error.message,
    );
  const set = { setName: 'rs0' };

  it('is a single server, with the version needed and a way on', async () =>
    expect(await refused(client({}))).to.match(/single MongoDB 7\.0\.5.*5\.0 or later.*rs\.initiate/));

  it('is one that is too old, by numbers and not by letters', async () => {
    const versions = ['3.6.23', '4.4.29', '5.0.0', '8.0.4', '10.0.1'];
    const answers = await Promise.all(versions.map((version) => refused(client(set, {}, { version }))));
    expect(versions.filter((_, at) => answers[at])).to.deep.equal(['3.6.23', '4.4.29']);
    expect(answers[1]).to.match(/MongoDB 4\.4\.29\. Version 5\.0 or later/);
  });

  it('is not the one that comes along, nor a sharded one', async () => {
    expect(await refused(client({}, {}, { gitVersion: 'embedded' }))).to.equal(undefined);
    expect(await refused(client({ msg: 'isdbgrid' }))).to.equal(undefined);
  });
});
