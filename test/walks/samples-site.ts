import { IncomingLetter } from '../../server/incoming-mail/model.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { EndedRow } from '../../server/regulations/ended/model.ts';
import { synonymRows } from '../../server/regulations/synonyms/settings.ts';
import { Webhook } from '../../server/webhooks/model.ts';
import { REGULATION, UNIT } from '../support/factories.ts';
import type { Sample } from './samples.ts';

const WORDS = { vi: 'sổ đỏ, sổ hồng', en: 'red book', ru: '' };

/** Words of a group that ships, for the table as it is now. */
async function synonyms(): Promise<Record<string, string>> {
  const { number, rows } = await synonymRows();
  return { number: String(number), id: rows.find(({ validTo }) => validTo === null)!.id, ...WORDS };
}

async function synonymsAway(): Promise<Record<string, string>> {
  const { number, id } = await synonyms();
  return { number: number!, id: id! };
}

/** A last day that lies far ahead, recorded by mistake. */
async function endRecorded(): Promise<Record<string, string>> {
  const row = { kind: 'document', name: '2/2019/NĐ-CP', endedOn: '2035-01-01', replacedBy: null };
  const recorded = { recordedAt: new Date('2026-03-01T00:00:00Z'), recordedBy: 'test', takenBackAt: null };
  const _id = 'document/2/2019/ND-CP';
  await EndedRow.updateOne({ _id }, { $set: { ...row, ...recorded } }, { upsert: true });
  return {};
}

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

/** A receiver that is called no more: its address leads inside. */
async function webhook(): Promise<Record<string, string>> {
  const id = `hook-${++letters}`;
  const at = new Date('2026-03-04T03:00:00Z');
  const fields = { url: 'https://127.0.0.1/', events: ['feedback.answered'], secret: 'sealed' };
  await Webhook.create({ _id: id, ...fields, createdAt: at, disabledAt: at });
  return { id };
}

/** A letter that waits for a coordinator. */
async function letterToRead(): Promise<Record<string, string>> {
  const id = `letter-${++letters}`;
  const at = new Date('2026-03-04T03:00:00Z');
  const words = { subject: 'Thư', text: 'Xin hỏi thêm một việc.' };
  const outcome = { outcome: 'to-read', reason: 'not-awaited' } as const;
  await IncomingLetter.create({ _id: id, at, from: 'x@kin.example', ...outcome, ...words });
  return { id };
}

/** The catalogue, the pages of text, the outbox. */
export const siteSamples: Record<string, Sample> = {
  'GET /': {},
  'GET /about': {},
  'GET /api': {},
  'GET /privacy': {},
  'GET /robots.txt': {},
  'GET /sitemap.xml': {},
  'GET /favicon.ico': {},
  'GET /accessibility': {},
  'GET /demo/components': {},
  'GET /language/:language': { params: () => ({ language: 'en' }), query: 'to=/units' },
  'GET /units': { query: 'query=xay+dung' },
  'GET /units/:slug': { params: () => ({ slug: UNIT }) },
  'GET /regulations': { query: 'query=cay' },
  'GET /regulations/:slug': { params: () => ({ slug: REGULATION }) },
  'GET /sealed-record': {},
  listHeads: {},
  listBlocks: { query: 'from=1' },
  getSealedText: { item: { status: 'submitted' } },
  'GET /ended-rules': {},
  'POST /ended-rules': {
    fields: () => ({ kind: 'document', name: '1/2019/NĐ-CP', endedOn: '2035-01-01', replacedBy: '' }),
  },
  'POST /ended-rules/removal': {
    params: endRecorded,
    fields: () => ({ key: 'document/2/2019/ND-CP' }),
    changes: true,
  },
  'GET /synonyms': {},
  'POST /synonyms': { fields: synonyms },
  'POST /synonyms/removal': { fields: synonymsAway },
  listUnits: { query: 'query=xay+dung' },
  listRegulations: { query: 'query=cay' },
  getRegulation: { params: () => ({ slug: REGULATION }) },
  'GET /administration': {},
  'GET /guide': {},
  'GET /incoming-mail': {},
  'POST /incoming-mail/:id/done': { params: letterToRead, changes: true },
  'GET /webhooks': {},
  'POST /webhooks': {
    fields: () => ({ url: 'https://receiver.example/', events: 'feedback.answered' }),
    changes: true,
  },
  'GET /webhooks/:id': { params: webhook },
  'POST /webhooks/:id/test': { params: webhook, changes: true },
  'POST /webhooks/:id/enabling': { params: webhook, changes: true },
  'POST /webhooks/:id/removal': { params: webhook, changes: true },
  'GET /retention': {},
  'GET /reading-audit': { query: 'person=nguoi' },
  'GET /reading-audit/list.csv': {},
  'GET /feedback/:code/break-glass': { item: { status: 'routed' } },
  'POST /feedback/:code/break-glass': {
    item: { status: 'routed' },
    fields: () => ({ why: 'Có người đang bị đe dọa.' }),
  },
  'GET /outbox': {},
  'GET /outbox/:id': { params: uncertainLetter },
  'POST /outbox/:id/resending': { params: uncertainLetter },
};
