import { expect } from 'chai';
import mongoose from 'mongoose';
import { openConnection } from '../../server/platform/data/connection.ts';
import { databaseOfItsOwn, leaveStore } from '../support/store.ts';

describe('the address of a store', () => {
  afterEach(leaveStore);

  const limits = () => {
    const { maxPoolSize, serverSelectionTimeoutMS, waitQueueTimeoutMS, socketTimeoutMS } =
      mongoose.connection.getClient().options;
    return [maxPoolSize, serverSelectionTimeoutMS, waitQueueTimeoutMS, socketTimeoutMS];
  };

  it('says how many connections there are and how long one waits, where the program would say otherwise', async () => {
    const address = new URL(databaseOfItsOwn());
    address.searchParams.set('maxPoolSize', '3');
    address.searchParams.set('waitqueuetimeoutms', '700');
    await openConnection(address.href);
    expect(limits()).to.deep.equal([3, 5_000, 700, 60_000]);
  });

  it('need not', async () => {
    await openConnection(databaseOfItsOwn());
    expect(limits()).to.deep.equal([20, 5_000, 10_000, 60_000]);
  });
});
