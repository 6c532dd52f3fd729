import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { BadContent } from './fault.ts';

/** An office document is an archive; which kind, a part of it tells. */
const PARTS = new Map(
  Object.entries({
    'word/document.xml': {
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ending: 'docx',
    },
    'xl/workbook.xml': {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ending: 'xlsx',
    },
    'ppt/presentation.xml': {
      type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ending: 'pptx',
    },
  }),
);
const OPEN_DOCUMENTS = new Map(
  Object.entries({
    'application/vnd.oasis.opendocument.text': 'odt',
    'application/vnd.oasis.opendocument.spreadsheet': 'ods',
    'application/vnd.oasis.opendocument.presentation': 'odp',
  }),
);
const OPEN_DOCUMENT_TYPE = 'mimetype';

const MOST_PARTS = 5_000;
/** Unpacked. A document of 10 MB with pictures hardly grows; a bomb is a thousand times its size. */
const MOST_UNPACKED = 120 * 1024 * 1024;
/** What runs when the document is opened: macros of either family. */
const MACRO = /(^|\/)vbaProject\.bin$|^Basic\/|^Scripts\//i;

/**
 * Which office document an archive is; undefined for an archive that is none. Every part is unpacked, for what a part
 * says of its own size need not be true.
 * @throws BadContent
 */
export async function officeKind(bytes: Buffer): Promise<{ type: string; ending: string } | undefined> {
  const archive = await readArchive(bytes);
  let unpacked = 0;
  let found: { type: string; ending: string } | undefined;
  try {
    for await (const entry of archive.eachEntry()) {
      if (archive.entryCount > MOST_PARTS || unpacked + entry.uncompressedSize > MOST_UNPACKED)
        throw new BadContent('bomb');
      if (MACRO.test(entry.fileName)) throw new BadContent('macro');
      const { length, begins } = await unpack(archive, entry);
      unpacked += length;
      const ending = entry.fileName === OPEN_DOCUMENT_TYPE ? OPEN_DOCUMENTS.get(begins) : undefined;
      found ??= ending ? { type: begins, ending } : PARTS.get(entry.fileName);
    }
  } catch (error) {
    throw error instanceof BadContent ? error : new BadContent('broken');
  }
  return found;
}

async function readArchive(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes);
  } catch {
    throw new BadContent('broken');
  }
}

const BEGINNING = 100;

/** Its length, and how it begins. Fails where it is longer or shorter than it says. */
async function unpack(archive: ZipFile, entry: Entry): Promise<{ length: number; begins: string }> {
  let [length, begins] = [0, ''];
  if (entry.fileName.endsWith('/')) return { length, begins };
  for await (const piece of await archive.openReadStreamPromise(entry)) {
    length += (piece as Buffer).length;
    if (begins.length < BEGINNING) begins += (piece as Buffer).toString('latin1', 0, BEGINNING);
  }
  return { length, begins };
}
