import { type Document, decode, decodeKeepingRaw, encode } from './values.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
/** What `hello` tells the client; longer messages end the connection. */
export const MESSAGE_BYTES = 48_000_000;

const CHECKSUM = 1;
const MORE_TO_COME = 2;

export interface Request {
  readonly id: number;
  /** The first key names the command. */
  readonly command: Document;
  /** The client waits for no answer (write concern 0). */
  readonly silent: boolean;
  /** The client's first message may be of the old kind and wants an answer of that kind. */
  readonly legacy: boolean;
}

class WireError extends Error {}

/** Cuts a stream into messages; gives whole messages only. */
export class Framer {
  private pending: Buffer[] = [];
  private length = 0;

  *push(chunk: Buffer): Generator<Buffer> {
    this.pending.push(chunk);
    this.length += chunk.length;
    while (this.length >= HEADER_BYTES) {
      if (this.pending[0]!.length < HEADER_BYTES) this.join();
      const size = this.pending[0]!.readInt32LE(0);
      if (size < HEADER_BYTES || size > MESSAGE_BYTES) throw new WireError(`a message of ${size} bytes`);
      if (this.length < size) return;
      this.join();
      const all = this.pending[0]!;
      this.pending = [all.subarray(size)];
      this.length -= size;
      yield all.subarray(0, size);
    }
  }

  private join(): void {
    if (this.pending.length > 1) this.pending = [Buffer.concat(this.pending)];
  }
}

export function parse(message: Buffer): Request {
  const id = message.readInt32LE(4);
  const kind = message.readInt32LE(12);
  if (kind === OP_MSG) return parseMessage(message, id);
  if (kind === OP_QUERY) return parseQuery(message, id);
  throw new WireError(`a message of kind ${kind}`);
}

function parseMessage(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(HEADER_BYTES);
  const unknown = flags & 0xffff & ~(CHECKSUM | MORE_TO_COME);
  if (unknown) throw new WireError(`unknown required flags ${unknown}`);
  const end = message.length - (flags & CHECKSUM ? 4 : 0);
  let command: Document | undefined;
  const sequences: Record<string, Buffer[]> = {};
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = message[at]!;
    const size = message.readInt32LE(at + 1);
    const section = message.subarray(at + 1, at + 1 + size);
    if (size < 5 || at + 1 + size > end) throw new WireError('a section longer than its message');
    if (kind === 0) command = body(section);
    else if (kind === 1) readSequence(section, sequences);
    else throw new WireError(`a section of kind ${kind}`);
    at += 1 + size;
  }
  if (!command) throw new WireError('a message without a body');
  for (const [name, raw] of Object.entries(sequences))
    command[name] = name === 'documents' ? raw : raw.map(decode);
  return { id, command, silent: (flags & MORE_TO_COME) !== 0, legacy: false };
}

/** Documents to insert stay raw: they are stored as they came. */
function body(section: Buffer): Document {
  const isInsert = section.length > 11 && section.toString('latin1', 5, 12) === 'insert\0';
  return isInsert ? decodeKeepingRaw(section, 'documents') : decode(section);
}

function readSequence(section: Buffer, into: Record<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4);
  const name = section.toString('utf8', 4, nameEnd);
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < section.length) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw new WireError('a document longer than its section');
    documents.push(section.subarray(at, at + size));
    at += size;
  }
  into[name] = documents;
}

function parseQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const start = nameEnd + 1 + 8;
  const command = decode(message.subarray(start, start + message.readInt32LE(start)));
  const query = command.$query as Document | undefined;
  return { id, command: query ?? command, silent: false, legacy: true };
}

let lastId = 0;

/** The answer to a request, as bytes for the socket. */
export function answer(request: Request, reply: Document | Buffer): Buffer {
  const bytes = Buffer.isBuffer(reply) ? reply : encode(reply);
  const extra = request.legacy ? 20 : 5;
  const message = Buffer.allocUnsafe(HEADER_BYTES + extra + bytes.length);
  lastId = (lastId + 1) & 0x7fffffff;
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(lastId, 4);
  message.writeInt32LE(request.id, 8);
  message.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  message.fill(0, HEADER_BYTES, HEADER_BYTES + extra);
  // An old answer's flag 8 says that the server may wait; after cursor and start comes the count of documents.
  if (request.legacy) {
    message.writeInt32LE(8, HEADER_BYTES);
    message.writeInt32LE(1, HEADER_BYTES + 16);
  }
  bytes.copy(message, HEADER_BYTES + extra);
  return message;
}
