import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PICTURES, stepsOf } from '../../server/guide/rules.ts';
import { CONTENT_LANGUAGES, ROLES } from '../../server/platform/context.ts';
import { readTexts } from '../../server/platform/i18n/texts.ts';
import { projectFile } from '../../server/platform/project-files.ts';
import { UNIT } from '../support/factories.ts';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const FOLDER = projectFile('client/guide');
const MOST_OF_ONE = 40_000;
const MOST_OF_ALL = 1_700_000;

describe('the pictures of the guide', () => {
  it('each belongs to a step, and its file is there; no file belongs to none', () => {
    const named = ROLES.flatMap((role) => stepsOf(role).flatMap(({ picture }) => picture ?? []));
    expect(named.sort()).to.deep.equal([...PICTURES].sort());
    for (const language of CONTENT_LANGUAGES)
      expect(readdirSync(join(FOLDER, language)).sort(), language).to.deep.equal(
        named.map((name) => `${name}.webp`).sort(),
      );
  });

  it('are small', () => {
    const sizes = CONTENT_LANGUAGES.flatMap((language) =>
      readdirSync(join(FOLDER, language)).map((file) => ({
        file: join(language, file),
        bytes: statSync(join(FOLDER, language, file)).size,
      })),
    );
    expect(sizes.filter(({ bytes }) => bytes > MOST_OF_ONE)).to.deep.equal([]);
    expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).to.be.below(MOST_OF_ALL);
  });

  it('are said in words in each language', () => {
    for (const language of CONTENT_LANGUAGES) {
      const texts = readTexts(language);
      for (const name of PICTURES)
        expect(texts[`guide.pictures.${name}`], `${language} ${name}`).to.be.a('string');
    }
  });

  describe('on the page', () => {
    let world: World;
    before(async () => {
      world = await startWorld();
    });
    after(() => world?.stop());

    for (const role of ROLES)
      it(`${role}: they are fetched when they come into sight, and can be fetched`, async () => {
        const units = role === 'official' || role === 'head' ? [UNIT] : [];
        const { visitor } = await person(world, role, { units });
        const { $ } = await visitor.get('/guide');
        const pictures = $('.guide-steps img').toArray();
        expect(pictures).to.have.length(stepsOf(role).filter(({ picture }) => picture).length);
        for (const picture of pictures) {
          expect($(picture).attr('loading')).to.equal('lazy');
          expect($(picture).attr('alt')).to.match(/\.$/);
          expect($(picture).attr('src')).to.include('/guide-vi-');
          expect(Number($(picture).attr('width'))).to.be.within(600, 900);
          expect(Number($(picture).attr('height'))).to.be.within(40, 900);
          const file = await fetch(visitor.address + $(picture).attr('src'));
          expect(file.headers.get('content-type')).to.equal('image/webp');
          expect((await file.arrayBuffer()).byteLength).to.be.greaterThan(1_000);
        }
      });
  });
});
