import { expect } from 'chai';
import { BadFile, cleanName, readFile } from '../../server/platform/files/kind.ts';
import * as sample from '../support/sample-files.ts';

const SECRET = '21.0285N 105.8542E, Nguyen Thi Lan';
const PDF = sample.PDF;
const PICTURES = {
  jpg: sample.jpeg(SECRET),
  png: sample.png(SECRET),
  webp: sample.webp(SECRET),
  heic: sample.heic(SECRET),
};

async function fault(name: string, bytes: Buffer): Promise<string> {
  try {
    const { type } = await readFile(name, bytes);
    return `taken as ${type}`;
  } catch (error) {
    if (error instanceof BadFile) return error.text.replace('errors.field.file-', '');
    throw error;
  }
}

describe('what a file is', () => {
  const typeOf = async (name: string, bytes: Buffer | string) =>
    (await readFile(name, Buffer.from(bytes))).type;

  it('follows from its bytes, and of text also from its name', async () => {
    expect(await typeOf('a.pdf', PDF)).to.equal('application/pdf');
    expect(await typeOf('photo.JPEG', PICTURES.jpg)).to.equal('image/jpeg');
    expect(await typeOf('a.png', PICTURES.png)).to.equal('image/png');
    expect(await typeOf('a.webp', PICTURES.webp)).to.equal('image/webp');
    expect(await typeOf('IMG_0012.HEIC', PICTURES.heic)).to.equal('image/heic');
    expect(await typeOf('a.docx', sample.docx())).to.match(/wordprocessingml.document$/);
    expect(await typeOf('a.odt', sample.odt())).to.equal('application/vnd.oasis.opendocument.text');
    expect(await typeOf('a.txt', 'Đã tỉa cây.\n')).to.equal('text/plain; charset=utf-8');
    expect(await typeOf('a.csv', 'a,b\r\n1,2')).to.equal('text/csv; charset=utf-8');
    for (const [name, bytes] of [
      ['a.png', '<script>alert(1)</script>'],
      ['a.pdf', 'MZ\u0000'],
      ['a.html', '<p>'],
      ['a.svg', '<svg/>'],
      ['a.txt', Buffer.from([0x41, 0x00])],
      ['a.txt', Buffer.from([0xc3, 0x28])],
      ['a.constructor', 'text'],
      ['a', 'text'],
      ['a.docx', sample.zip({ 'a.txt': 'an archive of another kind' })],
      ['a.docx', sample.zip({ constructor: 'a name that every object knows' })],
      ['a.odt', sample.zip({ mimetype: 'constructor' })],
      ['a.jar', sample.zip({ 'META-INF/MANIFEST.MF': '' })],
    ] as const)
      expect(await fault(name, Buffer.from(bytes)), name).to.equal('type');
    expect(await fault('a.pdf', Buffer.alloc(0))).to.equal('empty');
  });

  it('gives it the ending of what it is, and refuses one that says something else', async () => {
    const nameOf = async (name: string, bytes: Buffer) => (await readFile(name, bytes)).name;
    expect(await nameOf('setup.exe', PICTURES.png)).to.equal('setup.exe.png');
    expect(await nameOf('scan', PDF)).to.equal('scan.pdf');
    // Telephones and browsers mix these up by themselves.
    expect(await nameOf('IMG_1.jpg', PICTURES.webp)).to.equal('IMG_1.jpg.webp');
    expect(await fault('photo.jpg', PDF)).to.equal('misnamed');
    expect(await fault('letter.pdf', PICTURES.jpg)).to.equal('misnamed');
    expect(await fault('list.csv', sample.docx())).to.equal('misnamed');
    expect(await nameOf('letter.docx', sample.odt())).to.equal('letter.docx.odt');
  });

  it('leaves nothing in the name that is no name', () => {
    expect(cleanName('../../etc/passwd.txt')).to.equal('passwd.txt');
    expect(cleanName('C:\\Ảnh\\cây.png')).to.equal('cây.png');
    expect(cleanName('a\u202egnp.exe\r\nX: 1"\u0000.pdf')).to.equal('a gnp.exe X 1.pdf');
    expect(cleanName('.htaccess')).to.equal('htaccess');
    expect(cleanName('\u0000/')).to.equal('file');
    expect([...cleanName(`${'ệ'.repeat(300)}.pdf`)]).to.have.lengthOf(104);
  });
});

describe('pictures', () => {
  for (const [ending, bytes] of Object.entries(PICTURES)) {
    it(`lose what tells of whoever took them: ${ending}`, async () => {
      expect(bytes.includes(SECRET)).to.equal(true);
      const read = await readFile(`a.${ending}`, bytes);
      expect(read.bytes.includes(SECRET)).to.equal(false);
      expect(read.bytes.includes('adobe')).to.equal(false);
      const again = await readFile(`a.${ending}`, read.bytes);
      expect(again.bytes.equals(read.bytes), 'cleaned twice').to.equal(true);
    });

    it(`are refused when they are cut off: ${ending}`, async () => {
      const { bytes: clean } = await readFile(`a.${ending}`, bytes);
      // What is blank behind the picture is no part of it.
      const whole = ending === 'heic' ? clean.subarray(0, clean.lastIndexOf('free') - 4) : clean;
      for (let length = 16; length < whole.length; length += 7)
        expect(await fault(`a.${ending}`, whole.subarray(0, length)), `${length}`).to.equal('broken');
    });
  }

  it('keep the side that is up', async () => {
    for (const ending of ['jpg', 'png', 'webp'] as const) {
      const { bytes } = await readFile(`a.${ending}`, PICTURES[ending]);
      const block = bytes.subarray(bytes.indexOf('MM\0*'));
      expect([block.readUInt16BE(10), block.readUInt16BE(18)], ending).to.deep.equal([0x0112, 6]);
    }
  });

  it('keep the picture where it stands, in a file of addresses', async () => {
    const { bytes } = await readFile('a.heic', PICTURES.heic);
    expect(bytes).to.have.lengthOf(PICTURES.heic.length);
    expect(bytes.indexOf(sample.HEIC_PICTURE))
      .to.equal(PICTURES.heic.indexOf(sample.HEIC_PICTURE))
      .and.to.be.above(0);
  });

  it('are refused with more pixels than a camera has', async () => {
    const wide = Buffer.from(sample.png('', { width: 8, height: 8 }));
    expect(await fault('a.png', wide)).to.equal('taken as image/png');
    const header = sample.png('', { width: 60_000, height: 1 });
    expect(await fault('a.png', header)).to.equal('taken as image/png');
    expect(await fault('a.jpg', pixels(PICTURES.jpg))).to.equal('bomb');
  });

  it('are refused with another file hidden behind them', async () => {
    for (const [ending, bytes] of Object.entries(PICTURES).filter(([name]) => name !== 'heic'))
      for (const other of [sample.docx(), PDF, Buffer.from('<script>alert(1)</script>')])
        expect(await fault(`a.${ending}`, Buffer.concat([bytes, other])), ending).to.equal('mixed');
  });
});

/** The same JPEG, said to be of 60,000 by 60,000. */
function pixels(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(60_000, frame + 5);
  copy.writeUInt16BE(60_000, frame + 7);
  return copy;
}

describe('documents', () => {
  it('are refused when they are cut off, or something else as well', async () => {
    expect(await fault('a.pdf', PDF.subarray(0, 20))).to.equal('broken');
    expect(await fault('a.pdf', Buffer.concat([PDF, sample.docx(), PDF]))).to.equal('mixed');
    const whole = sample.docx();
    expect(await fault('a.docx', whole.subarray(0, whole.length / 2))).to.equal('broken');
    expect(await fault('a.png', Buffer.concat([PICTURES.png, whole]))).to.equal('mixed');
  });

  it('are refused when they are bombs, also such as hide it', async () => {
    const zeros = Buffer.alloc(50 * 1024 * 1024);
    const bomb = { ...sample.DOCX_PARTS, 'a.xml': zeros, 'b.xml': zeros, 'c.xml': zeros };
    expect(await fault('a.docx', sample.zip(bomb))).to.equal('bomb');
    expect(
      await fault('a.docx', sample.zip({ ...sample.DOCX_PARTS, 'a.xml': zeros }, { says: 10 })),
    ).to.equal('broken');
  }).timeout(20_000);

  it('are refused with macros', async () => {
    const parts = { ...sample.DOCX_PARTS, 'word/vbaProject.bin': 'x' };
    expect(await fault('a.docx', sample.zip(parts))).to.equal('macro');
  });
});
