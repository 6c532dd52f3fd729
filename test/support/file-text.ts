import { inflateSync } from 'node:zlib';
import { fromBuffer } from 'yauzl';

/** What a person reads in a file: of a spreadsheet, a text document or a PDF the words in it, beside the bytes as text. */
export async function fileText(bytes: Buffer): Promise<string> {
  const raw = bytes.toString('utf8');
  if (raw.startsWith('PK')) return `${raw}\n${await zippedText(bytes)}`;
  return raw.startsWith('%PDF') ? `${raw}\n${pdfText(bytes)}` : raw;
}

function zippedText(bytes: Buffer): Promise<string> {
  return new Promise((done, failed) => {
    const parts: string[] = [];
    fromBuffer(bytes, { lazyEntries: true }, (fault, zip) => {
      if (fault) return failed(fault);
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, async (refused, stream) => {
          if (refused) return failed(refused);
          const pieces: Buffer[] = [];
          for await (const piece of stream) pieces.push(piece as Buffer);
          parts.push(Buffer.concat(pieces).toString('utf8'));
          zip.readEntry();
        }),
      );
      zip.on('end', () => done(parts.join('\n')));
      zip.on('error', failed);
      zip.readEntry();
    });
  });
}

/** Letters are numbers of glyphs there; each font tells which letters its glyphs are. */
function pdfText(bytes: Buffer): string {
  const streams = streamsOf(bytes);
  const fonts = streams.filter((each) => each.includes('beginbfrange')).map(lettersOf);
  const pages = streams.flatMap((each) => [...each.matchAll(/\[([^\]]*)\] TJ/g)].map(([, shown]) => shown!));
  const decoded = (letters: string[], shown: string) =>
    [...shown.matchAll(/<([0-9a-f]*)>/gi)].map(([, glyphs]) => glyphsIn(glyphs!, letters)).join('');
  return fonts.map((letters) => pages.map((shown) => decoded(letters, shown)).join('\n')).join('\n');
}

const glyphsIn = (hex: string, letters: string[]) =>
  (hex.match(/.{4}/g) ?? []).map((glyph) => letters[Number.parseInt(glyph, 16)] ?? '').join('');

function streamsOf(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    const end = bytes.indexOf('endstream', at);
    try {
      found.push(inflateSync(bytes.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // "endstream", or what is not packed.
    }
  }
  return found;
}

function lettersOf(map: string): string[] {
  const letters: string[] = [];
  for (const [, first, list] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
    for (const [at, [, hex]] of [...list!.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      letters[Number.parseInt(first!, 16) + at] = Buffer.from(hex!.replaceAll(' ', ''), 'hex')
        .swap16()
        .toString('utf16le');
  return letters;
}
