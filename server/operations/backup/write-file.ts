import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Batch, Counter } from './batch.ts';
import {
  BackupFault,
  type Contents,
  FORMAT,
  FORMAT_VERSION,
  FRAME_BYTES,
  type Header,
  KINDS,
  packDocuments,
  packFile,
} from './format.ts';
import { newEncryption, type Seal, sealOf } from './seal.ts';

const compress = promisify(gzip);

/** As the name of a file not yet whole ends; whoever finds one without its process may remove it. */
const PARTIAL = '.partial';

export interface Written {
  contents: Contents;
  /** Of the file. */
  bytes: number;
}

/**
 * Writes a backup beside its place and puts it there when it is whole and on disk: what stands under the name is a
 * backup, whatever is cut off.
 */
export class BackupFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: FileHandle;
  readonly #seal: Seal;
  readonly #counter = new Counter();
  readonly #files: string[] = [];
  #number = 0;
  #bytes = 0;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #collection = '';

  private constructor(of: { path: string; file: FileHandle; partial: string; seal: Seal }) {
    this.#path = of.path;
    this.#file = of.file;
    this.#partial = of.partial;
    this.#seal = of.seal;
  }

  /** @throws BackupFault when the place cannot be written to or is taken */
  static async create(
    path: string,
    said: Pick<Header, 'madeAt' | 'product' | 'migration'>,
    passphrase?: string,
  ): Promise<BackupFile> {
    const place = resolve(path);
    if (await stat(place).catch(() => undefined))
      throw new BackupFault(`${path} is there already: give another name.`);
    const partial = `${place}.${process.pid}${PARTIAL}`;
    const made = passphrase === undefined ? undefined : await newEncryption(passphrase);
    const header: Header = {
      ...{ format: FORMAT, version: FORMAT_VERSION },
      ...said,
      encryption: made?.encryption ?? null,
    };
    const line = Buffer.from(`${JSON.stringify(header)}\n`);
    const file = await open(partial, 'wx', 0o600).catch((error) => {
      throw new BackupFault(placeFault(path, error));
    });
    const backup = new BackupFile({ path: place, file, partial, seal: sealOf(line, made?.key) });
    await backup.#write(line);
    return backup;
  }

  /** Batches of one collection after another. */
  async add({ collection, documents }: Batch): Promise<void> {
    if (collection !== this.#collection) await this.#flush();
    this.#collection = collection;
    this.#counter.add({ collection, documents });
    for (const each of documents) {
      this.#waiting.push(each);
      this.#waitingBytes += each.length;
      if (this.#waitingBytes >= FRAME_BYTES) await this.#flush();
    }
  }

  async addFile(name: string, bytes: Buffer): Promise<void> {
    await this.#flush();
    this.#files.push(name);
    await this.#frame(KINDS.file, packFile(name, bytes));
  }

  async finish(): Promise<Written> {
    await this.#flush();
    const contents: Contents = { collections: this.#counter.tallies, files: this.#files };
    await this.#frame(KINDS.end, Buffer.from(JSON.stringify(contents)));
    await this.#file.sync().catch((error) => this.#failed(error));
    await this.#file.close();
    await rename(this.#partial, this.#path);
    await syncDirectory(dirname(this.#path));
    return { contents, bytes: this.#bytes };
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#partial, { force: true });
  }

  async #flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const payload = packDocuments(this.#collection, this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    await this.#frame(KINDS.documents, payload);
  }

  async #frame(kind: number, content: Buffer): Promise<void> {
    const packed = await compress(content, { level: 1 });
    const { payload, check } = this.#seal.close({ number: this.#number++, kind, payload: packed });
    const start = Buffer.alloc(5);
    start.writeUInt8(kind);
    start.writeUInt32BE(payload.length, 1);
    await this.#write(Buffer.concat([start, payload, check]));
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      await this.#file.appendFile(bytes);
      this.#bytes += bytes.length;
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): never {
    throw new BackupFault(placeFault(this.#path, error, this.#bytes));
  }
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

function placeFault(path: string, error: unknown, written = 0): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const folder = dirname(resolve(path));
  if (code && FULL.includes(code))
    return `There is no room for ${basename(path)} in ${folder}: ${Math.round(written / 1e6)} MB were written and removed again. Make room, or give another folder.`;
  if (code === 'ENOENT') return `The folder ${folder} is not there: make it first.`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `No right to write into ${folder}.`;
  return `${path} cannot be written: ${message}`;
}

/** So that the new name outlives a loss of power. Windows has no such thing. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  await handle.sync().catch(() => undefined);
  await handle.close();
}
