import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { connectStore, disconnectStore } from '../../server/platform/data/connection.ts';

/** An empty database with the models connected to it, for what needs no application around it. */
export async function emptyStore({ ours = false } = {}): Promise<{ close(): Promise<void> }> {
  await connectStore(databaseOfItsOwn(), { ours });
  return { close: leaveStore };
}

export const storeAddress = () => process.env['MONGODB_URI']!;

/** The address of a database that nobody else uses. */
export function databaseOfItsOwn(): string {
  const address = new URL(storeAddress());
  address.pathname = `/test-${randomBytes(6).toString('hex')}`;
  return address.href;
}

/** Drops the database that is connected, and disconnects. */
export async function leaveStore(): Promise<void> {
  await mongoose.connection.dropDatabase();
  await disconnectStore();
}
