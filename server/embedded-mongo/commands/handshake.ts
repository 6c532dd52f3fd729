import { DOCUMENT_BYTES } from '../storage/documents.ts';
import type { Document } from '../values.ts';
import { MESSAGE_BYTES } from '../wire.ts';
import type { Call } from './call.ts';

/** A writable standalone server of the 7.0 line; without topologyVersion the driver polls instead of waiting. */
export function hello({ name, store }: Call): Document {
  return {
    helloOk: true,
    [name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    maxBsonObjectSize: DOCUMENT_BYTES,
    maxMessageSizeBytes: MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(store.now()),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  };
}

export function buildInfo(): Document {
  return {
    version: '7.0.0',
    versionArray: [7, 0, 0, 0],
    gitVersion: 'embedded',
    maxBsonObjectSize: DOCUMENT_BYTES,
    ok: 1,
  };
}

export function nothing(): Document {
  return { ok: 1 };
}
