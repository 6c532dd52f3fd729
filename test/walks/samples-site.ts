import { Outbox } from '../../server/platform/mail/outbox.ts';
import { REGULATION, UNIT } from '../support/factories.ts';
import type { Sample } from './samples.ts';

let letters = 0;

/** A letter of which nobody knows whether it went out. */
async function uncertainLetter(): Promise<Record<string, string>> {
  const id = `uncertain-${++letters}`;
  const at = new Date('2026-03-04T03:00:00Z');
  const words = { subject: 'Thư', html: '<p>Thư</p>', text: 'Thư', letter: 'test' };
  const dates = { createdAt: at, nextAt: at };
  await Outbox.create({
    _id: id,
    to: 'x@kin.example',
    language: 'vi',
    status: 'uncertain',
    ...words,
    ...dates,
  });
  return { id };
}

/** The catalogue, the pages of text, the outbox. */
export const siteSamples: Record<string, Sample> = {
  'GET /': {},
  'GET /about': {},
  'GET /privacy': {},
  'GET /accessibility': {},
  'GET /demo/components': {},
  'GET /language/:language': { params: () => ({ language: 'en' }), query: 'to=/units' },
  'GET /units': { query: 'query=xay+dung' },
  'GET /units/:slug': { params: () => ({ slug: UNIT }) },
  'GET /regulations': { query: 'query=cay' },
  'GET /regulations/:slug': { params: () => ({ slug: REGULATION }) },
  listUnits: { query: 'query=xay+dung' },
  listRegulations: { query: 'query=cay' },
  getRegulation: { params: () => ({ slug: REGULATION }) },
  'GET /outbox': {},
  'GET /outbox/:id': { params: uncertainLetter },
  'POST /outbox/:id/resending': { params: uncertainLetter },
};
