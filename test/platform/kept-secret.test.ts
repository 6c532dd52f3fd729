import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigFault } from '../../server/config.ts';
import { keptSecret } from '../../server/kept-secret.ts';
import { log } from '../../server/platform/log.ts';

describe('the kept secret', () => {
  let directory: string;
  beforeEach(async () => {
    log.level = 'silent';
    directory = await mkdtemp(join(tmpdir(), 'secret-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is made once, readable by nobody else, and nothing is left beside it', async () => {
    const starts = await Promise.all(Array.from({ length: 8 }, () => keptSecret(directory)));
    expect(new Set(starts)).to.have.property('size', 1);
    expect(starts[0]).to.have.length(43);
    expect(await keptSecret(directory)).to.equal(starts[0]);
    expect((await stat(join(directory, 'secret'))).mode & 0o777).to.equal(0o600);
    expect(await readdir(directory)).to.deep.equal(['secret']);
  });

  for (const left of ['', '\n', '   '])
    it(`is made anew where a full disk left ${JSON.stringify(left)}`, async () => {
      await writeFile(join(directory, 'secret'), left);
      const made = await keptSecret(directory);
      expect(made).to.have.length(43);
      expect(await readFile(join(directory, 'secret'), 'utf8')).to.equal(made);
      expect(await keptSecret(directory)).to.equal(made);
      expect(await readdir(directory)).to.deep.equal(['secret']);
    });

  it('is refused when it is too short to be one of ours', async () => {
    await writeFile(join(directory, 'secret'), 'abc');
    const refused = await keptSecret(directory).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(ConfigFault);
    expect((refused as Error).message).to.contain('secret holds less than 32 characters');
  });

  it('that somebody has written there is kept as it is', async () => {
    const own = `${'own words '.repeat(4)}\n`;
    await writeFile(join(directory, 'secret'), own);
    expect(await keptSecret(directory)).to.equal(own);
  });
});
