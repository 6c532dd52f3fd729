import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Batch, Counter, differences } from './batch.ts';
import {
  BackupFault,
  type Contents,
  FORMAT,
  FORMAT_VERSION,
  type Header,
  KINDS,
  LONGEST_HEADER,
  LONGEST_PAYLOAD,
  unpackDocuments,
  unpackFile,
} from './format.ts';
import { CHECK_BYTES, openedKey, type Seal, sealOf } from './seal.ts';

const expand = promisify(gunzip);

export interface StoredFile {
  name: string;
  bytes: Buffer;
}

interface OpenBackup {
  path: string;
  file: FileHandle;
  header: Header;
  seal: Seal;
  /** Where the first frame begins. */
  start: number;
}

/** Asked for the passphrase of an encrypted backup; undefined when none was given. */
export type Passphrase = string | undefined;

/** Reads a backup from begin to end. @throws BackupFault that names the place of the damage */
export class BackupReader {
  readonly #backup: OpenBackup;

  private constructor(backup: OpenBackup) {
    this.#backup = backup;
  }

  static async open(path: string, passphrase: Passphrase): Promise<BackupReader> {
    const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
      throw new BackupFault(
        error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${error.message}`,
      );
    });
    try {
      const line = await headerLine(path, file);
      const header = parseHeader(path, line);
      const seal = sealOf(line, await keyFor(path, header, passphrase));
      return new BackupReader({ path, file, header, seal, start: line.length });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get header(): Header {
    return this.#backup.header;
  }

  async close(): Promise<void> {
    await this.#backup.file.close();
  }

  /** Reads all of it and holds it against what the end says there must be. */
  async verify(): Promise<Contents> {
    const counter = new Counter();
    let contents: Contents | undefined;
    for await (const part of this.parts()) {
      if ('documents' in part) counter.add(part);
      if ('collections' in part) contents = part;
    }
    const odd = differences(contents!.collections, counter.tallies);
    if (odd.length > 0) throw new BackupFault(`${this.#backup.path} is damaged: ${odd.join('; ')}.`);
    return contents!;
  }

  /** Batches and files in the order of the file; the contents come last. */
  async *parts(): AsyncGenerator<Batch | StoredFile | Contents> {
    const { path, file, seal, start } = this.#backup;
    let [at, place] = [start, 'at its beginning'];
    for (let number = 0; ; number++) {
      const damaged = (why: string) =>
        new BackupFault(`${path} ${why} at byte ${at} (frame ${number}, ${place}).`);
      const begin = await read(file, at, 5);
      if (begin.length < 5) throw damaged('is cut off');
      const [kind, length] = [begin.readUInt8(0), begin.readUInt32BE(1)];
      if (length > LONGEST_PAYLOAD) throw damaged('is damaged');
      const rest = await read(file, at + 5, length + CHECK_BYTES);
      if (rest.length < length + CHECK_BYTES) throw damaged('is cut off');
      const packed = seal.open({ number, kind, payload: rest.subarray(0, length) }, rest.subarray(length));
      if (!packed) throw damaged('is damaged');
      const part = await unpacked(kind, packed).catch(() => {
        throw damaged('is damaged');
      });
      at += 5 + length + CHECK_BYTES;
      if ('collections' in part && (await read(file, at, 1)).length > 0)
        throw damaged('goes on after its end');
      place = 'collection' in part ? `after documents of ${part.collection}` : place;
      yield part;
      if ('collections' in part) return;
    }
  }
}

async function unpacked(kind: number, packed: Buffer): Promise<Batch | StoredFile | Contents> {
  const payload = await expand(packed);
  if (kind === KINDS.documents) return unpackDocuments(payload);
  if (kind === KINDS.file) return unpackFile(payload);
  return JSON.parse(payload.toString()) as Contents;
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await file.read(buffer, got, length - got, at + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return buffer.subarray(0, got);
}

async function headerLine(path: string, file: FileHandle): Promise<Buffer> {
  const start = await read(file, 0, LONGEST_HEADER);
  if (start.length === 0) throw new BackupFault(`${path} is empty.`);
  const end = start.indexOf('\n');
  if (end < 0) throw new BackupFault(`${path} is no backup of this program: it has no header.`);
  return start.subarray(0, end + 1);
}

function parseHeader(path: string, line: Buffer): Header {
  let header: Header;
  try {
    header = JSON.parse(line.toString()) as Header;
  } catch {
    throw new BackupFault(`${path} is no backup of this program, or its first line is damaged.`);
  }
  if (header?.format !== FORMAT || !Number.isInteger(header.version))
    throw new BackupFault(`${path} is no backup of this program.`);
  if (header.version > FORMAT_VERSION)
    throw new BackupFault(
      `${path} was made by version ${header.product}, which writes backups of format ${header.version}; this version reads up to format ${FORMAT_VERSION}. Restore it with version ${header.product} or a later one.`,
    );
  return header;
}

async function keyFor(
  path: string,
  { encryption }: Header,
  passphrase: Passphrase,
): Promise<Buffer | undefined> {
  if (!encryption) return undefined;
  if (passphrase === undefined)
    throw new BackupFault(
      `${path} is encrypted: give its passphrase by BACKUP_PASSPHRASE or --passphrase-file.`,
    );
  const key = await openedKey(passphrase, encryption).catch(() => undefined);
  if (!key) throw new BackupFault(`The passphrase does not open ${path}.`);
  return key;
}
