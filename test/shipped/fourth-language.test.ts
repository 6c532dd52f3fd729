import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as cheerio from 'cheerio';
import { projectFile } from '../../server/platform/project-files.ts';
import { buildServer } from '../support/built.ts';
import { type Program, startProgram } from './program.ts';

const ESPERANTO = {
  site: { 'languages.eo': 'Esperanto' },
  menu: { submit: 'Skribu al la urbo' },
};
const PAGES = [
  '/',
  '/feedback',
  '/feedback/new',
  '/units',
  '/regulations',
  '/dialogues',
  '/calendar',
  '/sign-in',
];

describe('a fourth language', function () {
  this.timeout(120_000);
  let project: string;
  let program: Program;

  before(async () => {
    buildServer();
    project = await mkdtemp(join(tmpdir(), 'city-fourth-'));
    for (const each of ['dist', 'views', 'package.json'])
      await cp(projectFile(each), join(project, each), { recursive: true });
    for (const each of ['node_modules', 'data']) await symlink(projectFile(each), join(project, each));
    const folder = join(project, 'views/locales/eo');
    await mkdir(folder);
    for (const [name, texts] of Object.entries(ESPERANTO))
      await writeFile(join(folder, `${name}.json`), JSON.stringify(texts));
    execFileSync(process.execPath, [projectFile('server/build-views.mjs')], { cwd: project });
    program = await startProgram('start', { project });
    await program.line(/^Ready on/);
  });
  after(async () => {
    await program?.stop();
    await rm(project, { recursive: true, force: true });
  });

  const shown = async (path: string, headers: Record<string, string>) => {
    const reply = await fetch(`${program.address}${path}`, { headers });
    expect(reply.status, path).to.equal(200);
    return cheerio.load(await reply.text());
  };

  it('takes a folder of texts: it is offered on each page under its own name', async () => {
    for (const language of ['vi', 'en', 'ru', 'eo']) {
      const $ = await shown('/', { 'accept-language': language });
      expect($('nav.languages').text(), language).to.contain('Esperanto').and.to.contain('Tiếng Việt');
    }
  });

  it('shows its own texts, and Vietnamese ones where it has none', async () => {
    for (const path of PAGES) {
      const $ = await shown(path, { 'accept-language': 'eo' });
      expect($('html').attr('lang'), path).to.equal('eo');
      expect($('header').text(), path).to.contain('Skribu al la urbo');
      expect($('body').text(), path).not.to.match(/undefined|\[object/);
    }
  });
});
