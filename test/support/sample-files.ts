import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** Small files of every kind that people send, each with something in it that nobody else is meant to read. */

const JPEG_PICTURE = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhl' +
    'bXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8' +
    'fHx8fHx8fHx8fHx8fHz/wAARCAAQABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAA' +
    'AAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAwQF/8QAHREAAgIBBQAAAAAAAAAAAAAAABEDBBIUISIxQf/aAAwDAQACEQMR' +
    'AD8AgUgOOPB7kF27qseKT9fYAKZ5/9k=',
  'base64',
);
const VP8_PICTURE = Buffer.from(
  'VlA4IDYAAADQAgCdASoYABAAPu1iqU2ppaOiMAgBMB2JQBUehlKAAP7Yme09zl8pH/+CC/la/lauLbp0AAA=',
  'base64',
);

const latin = (text: string) => Buffer.from(text, 'latin1');
const big = (value: number, bytes: 2 | 4) => {
  const number = Buffer.alloc(bytes);
  number.writeUIntBE(value, 0, bytes);
  return number;
};
const little = (value: number, bytes: 2 | 4) => big(value, bytes).reverse() as Buffer;

export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

/** A TIFF block as cameras write it: turned to the right, and where the secret was taken. */
export function exif(secret: string): Buffer {
  const make = Buffer.from(`${secret}\0`);
  const entries = [
    Buffer.concat([big(0x010f, 2), big(2, 2), big(make.length, 4), big(38, 4)]),
    Buffer.concat([big(0x0112, 2), big(3, 2), big(1, 4), big(6, 2), big(0, 2)]),
  ];
  return Buffer.concat([latin('MM\0*'), big(8, 4), big(entries.length, 2), ...entries, big(0, 4), make]);
}

const segment = (marker: number, body: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker]), big(body.length + 2, 2), body]);

/** With the secret in EXIF, XMP and a comment, and behind the end. */
export function jpeg(secret: string): Buffer {
  return Buffer.concat([
    JPEG_PICTURE.subarray(0, 2),
    segment(0xe1, Buffer.concat([latin('Exif\0\0'), exif(secret)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${secret}</x>`)),
    segment(0xfe, Buffer.from(secret)),
    JPEG_PICTURE.subarray(2),
    Buffer.from(secret),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([latin(type), data]);
  return Buffer.concat([big(data.length, 4), named, big(crc32(named), 4)]);
}

/** A picture of one colour; with the secret in a text, in XMP and in EXIF. */
export function png(secret: string, { width = 24, height = 16, colour = [0, 120, 90] } = {}): Buffer {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from(colour))]);
  const header = Buffer.concat([big(width, 4), big(height, 4), Buffer.from([8, 2, 0, 0, 0])]);
  return Buffer.concat([
    latin('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Author\0${secret}`)),
    chunk('eXIf', exif(secret)),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${secret}`)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const riffChunk = (type: string, data: Buffer) =>
  Buffer.concat([latin(type), little(data.length, 4), data, Buffer.alloc(data.length % 2)]);

/** With the secret in EXIF and XMP. */
export function webp(secret: string): Buffer {
  const canvas = Buffer.from([0x0c, 0, 0, 0, 23, 0, 0, 15, 0, 0]);
  const chunks = [
    riffChunk('VP8X', canvas),
    VP8_PICTURE,
    riffChunk('EXIF', exif(secret)),
    riffChunk('XMP ', Buffer.from(`<x>${secret}</x>`)),
  ];
  const body = Buffer.concat([latin('WEBP'), ...chunks]);
  return Buffer.concat([latin('RIFF'), little(body.length, 4), body]);
}

const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([big(body.length + 8, 4), latin(type), body]);
};
const fullBox = (type: string, version: number, ...parts: Buffer[]) =>
  box(type, Buffer.from([version, 0, 0, 0]), ...parts);

export const HEIC_PICTURE = Buffer.from('coded picture of a tree');

/** The boxes of a still picture; with the secret in an EXIF item, a description, a box of a program and between the items. */
export function heic(secret: string): Buffer {
  const hidden = Buffer.from(secret);
  const notes = Buffer.concat([big(0, 4), exif(secret)]);
  const ftyp = box('ftyp', latin('heic'), big(0, 4), latin('mif1heic'));
  const item = (id: number, type: string) =>
    fullBox('infe', 2, big(id, 2), big(0, 2), latin(type), Buffer.from([0]));
  const described = fullBox('udes', 0, Buffer.from(`vi\0${secret}\0\0\0`));
  const size = fullBox('ispe', 0, big(24, 4), big(16, 4));
  const meta = (from: number) =>
    fullBox(
      'meta',
      0,
      fullBox('iinf', 0, big(2, 2), item(1, 'hvc1'), item(2, 'Exif')),
      fullBox(
        'iloc',
        0,
        Buffer.from([0x44, 0x00]),
        big(2, 2),
        ...[big(1, 2), big(0, 2), big(1, 2), big(from, 4), big(HEIC_PICTURE.length, 4)],
        ...[big(2, 2), big(0, 2), big(1, 2), big(from + HEIC_PICTURE.length + hidden.length, 4)],
        big(notes.length, 4),
      ),
      box('iprp', box('ipco', size, described)),
    );
  const from = ftyp.length + meta(0).length + 8;
  const own = box('uuid', Buffer.alloc(16), hidden);
  return Buffer.concat([ftyp, meta(from), box('mdat', HEIC_PICTURE, hidden, notes), own]);
}

/** @param says how long a part says it is, where that is not the truth */
export function zip(parts: Record<string, Buffer | string>, { says }: { says?: number } = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.concat([
      ...[big(0x1400, 2), big(0, 2), little(8, 2), big(0, 4), little(crc32(bytes), 4)],
      ...[little(packed.length, 4), little(says ?? bytes.length, 4), little(Buffer.byteLength(name), 2)],
      big(0, 2),
    ]);
    const local = Buffer.concat([latin('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const rest = Buffer.concat([Buffer.alloc(10), little(at, 4), Buffer.from(name)]);
    directory.push(Buffer.concat([latin('PK\x01\x02'), big(0x1400, 2), fields, rest]));
    locals.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const count = little(directory.length, 2);
  const end = [big(0, 4), count, count, little(list.length, 4), little(at, 4), big(0, 2)];
  return Buffer.concat([...locals, list, latin('PK\x05\x06'), ...end]);
}

export const DOCX_PARTS = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<document/>' };
export const docx = () => zip(DOCX_PARTS);
export const odt = () =>
  zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<office/>' });
