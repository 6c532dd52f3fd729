import {
  constants,
  createDeflateRaw,
  createInflateRaw,
  type DeflateRaw,
  deflateRawSync,
  type InflateRaw,
  inflateRawSync,
} from 'node:zlib';

/**
 * Packs and unpacks with one stream again and again. What node offers for that in one call makes a new stream for each
 * document, with windows and tables of up to 260 KB: that costs two thirds of the time of unpacking and a third of that of
 * packing, and keeps the collector busy. The inside of a stream is no promise of node's, so it is tried first, and
 * wherever it does not do what it should, the call is made.
 */
export type Codec = (bytes: Buffer) => Buffer;

interface Inside {
  readonly _handle?: {
    reset?(): void;
    writeSync?(
      flush: number,
      from: Buffer,
      at: number,
      many: number,
      to: Buffer,
      at2: number,
      room: number,
    ): void;
  };
  /** Room left in the output, bytes left of the input. */
  readonly _writeState?: Uint32Array;
}

/** More than any packed document gives, or gives when it is packed. */
const ROOM = 96 * 1024;
const output = Buffer.allocUnsafe(ROOM);
const SAMPLE = Buffer.from('A text of some length, of some length: long enough to be packed.');

export function unpacker(dictionary: Buffer | undefined): Codec {
  const options = dictionary ? { dictionary, chunkSize: CHUNK } : { chunkSize: CHUNK };
  const call: Codec = (bytes) => inflateRawSync(bytes, options);
  const again = reused(createInflateRaw(options));
  const packed = deflateRawSync(SAMPLE, options);
  return trusted(again, call, () => call(packed).equals(again(packed) ?? packed));
}

export function packer(dictionary: Buffer | undefined, level: number): Codec {
  const options = dictionary ? { level, dictionary } : { level };
  const call: Codec = (bytes) => deflateRawSync(bytes, options);
  const again = reused(createDeflateRaw(options));
  return trusted(again, call, () => call(SAMPLE).equals(again(SAMPLE) ?? SAMPLE));
}

/** Most documents come out at once. */
const CHUNK = 8 * 1024;

/** undefined: it has not worked. */
type Attempt = (bytes: Buffer) => Buffer | undefined;

/** Twice, for the second time needs what the first has left behind. */
function trusted(again: Attempt, call: Codec, isSame: () => boolean): Codec {
  return isSame() && isSame() ? (bytes) => again(bytes) ?? call(bytes) : call;
}

function reused(stream: DeflateRaw | InflateRaw): Attempt {
  const { _handle: handle, _writeState: left } = stream as unknown as Inside;
  let fails = !handle?.reset || !handle.writeSync || !left;
  // Told later; the call says at once what is wrong.
  stream.on('error', () => undefined);
  return (bytes) => {
    if (fails) return undefined;
    fails = true;
    handle!.reset!();
    handle!.writeSync!(constants.Z_FINISH, bytes, 0, bytes.length, output, 0, ROOM);
    // After a fault the stream has closed itself.
    if (stream.destroyed || left![0] === 0 || left![1] !== 0) return undefined;
    fails = false;
    return Buffer.from(output.subarray(0, ROOM - left![0]!));
  };
}
