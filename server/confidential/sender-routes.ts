import { randomUUID } from 'node:crypto';
import { cityDate } from '../calendar/index.ts';
import { senderRequirementOn } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { ACCEPTED } from '../platform/files/index.ts';
import { translator } from '../platform/i18n/texts.ts';
import { file, page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { ATTACHED } from './attached.ts';
import { caseOfSender, fileInCase } from './queries.ts';
import { readersToday } from './readers.ts';
import { MOST_TEXT } from './rules.ts';
import { consentForm, keyForm, messageForm, newCaseForm } from './schemas.ts';
import {
  type Consent,
  caseOfKey,
  consentToMove,
  declineMove,
  sendConfidential,
  senderWrites,
} from './sender.ts';

/** Which case this browser has shown the key of: until it is closed. Only pages of this feature get it. */
const HELD = 'confidential';
const PATH = '/confidential';
const MINE = '/confidential/mine';
const RECEIPT = 'confidential-receipt';
const RECEIPT_SECONDS = 1800;

const titled = ({ language }: Context, name: string) => translator(language)(`confidential.${name}`);

async function showStart({ context }: Visit<any, any>, typed: object = {}): Promise<Reply> {
  const readers = await readersToday(context.now);
  return page('confidential/start', {
    title: titled(context, 'title'),
    offered: readers.length > 0,
    ...typed,
  });
}

async function showForm(
  { context, kept, fileFaults }: Visit<any, any>,
  typed: Partial<Typed> = {},
): Promise<Reply> {
  const readers = await readersToday(context.now);
  if (readers.length === 0) throw new NotFound();
  return page('confidential/new', {
    title: titled(context, 'new.title'),
    readers: readers.map(({ id, name }) => ({ id, name })),
    mostText: MOST_TEXT,
    acceptedFiles: ACCEPTED,
    ...{ kept, fileFaults },
    ...typed,
    values: {
      idempotencyKey: randomUUID(),
      ...typed.values,
      exclude: [typed.values?.['exclude'] ?? []].flat(),
    },
  });
}

function held({ cookies }: Visit<any, any>): string {
  const id = cookies.read(HELD);
  if (!id) throw new NotFound('confidential.errors.no-key');
  return id;
}

async function showMine(
  visit: Visit<any, any>,
  typed: Partial<Typed> & { form?: string } = {},
): Promise<Reply> {
  const { context, kept, fileFaults } = visit;
  const one = await caseOfSender(context, held(visit));
  return page('confidential/mine', {
    title: titled(context, 'mine.title'),
    unlisted: true,
    one,
    mostText: MOST_TEXT,
    requirement: senderRequirementOn(cityDate(context.now)),
    most: { name: 120, email: 254, phone: 30, address: 300 },
    acceptedFiles: ACCEPTED,
    ...{ kept, fileFaults },
    ...typed,
    values: typed.values ?? (one.proposal ? { moveText: one.written, publishText: 'no' } : {}),
  });
}

/** What the sender of a confidential message does: no account, no name, a key alone. */
export const senderRoutes: Route[] = [
  route({ method: 'get', path: '/confidential', who: 'anyone', handler: (visit) => showStart(visit) }),
  route({ method: 'get', path: '/confidential/new', who: 'anyone', handler: (visit) => showForm(visit) }),
  route({
    method: 'post',
    path: '/confidential/new',
    who: 'anyone',
    body: newCaseForm,
    files: ATTACHED,
    handler: async ({ context, body, kept, cookies }) => {
      const { id, key } = await sendConfidential(context, body, kept);
      cookies.write(HELD, id, { maxAgeSeconds: 'until-closed', path: PATH });
      cookies.write(RECEIPT, key, { maxAgeSeconds: RECEIPT_SECONDS, path: PATH });
      return seeOther('/confidential/receipt');
    },
    again: (visit, typed) => showForm(visit, typed),
  }),
  route({
    method: 'get',
    path: '/confidential/receipt',
    who: 'anyone',
    handler: async (visit) => {
      const { context, cookies } = visit;
      const key = cookies.read(RECEIPT);
      if (!key) throw new NotFound('confidential.errors.no-key');
      const { dueAt } = await caseOfSender(context, held(visit));
      return page('confidential/receipt', {
        title: titled(context, 'receipt.title'),
        unlisted: true,
        key,
        dueAt,
      });
    },
  }),
  route({
    method: 'post',
    path: '/confidential/key',
    who: 'anyone',
    limit: 'keys',
    body: keyForm,
    handler: async ({ body, cookies }) => {
      cookies.write(HELD, await caseOfKey(body.key), { maxAgeSeconds: 'until-closed', path: PATH });
      return seeOther(MINE);
    },
    again: (visit, typed) => showStart(visit, { ...typed, values: {} }),
  }),
  route({ method: 'get', path: MINE, who: 'anyone', handler: (visit) => showMine(visit) }),
  route({
    method: 'post',
    path: '/confidential/mine/message',
    who: 'anyone',
    body: messageForm,
    files: ATTACHED,
    handler: async (visit) => {
      await senderWrites(visit.context, held(visit), { text: visit.body.text, files: visit.kept });
      return seeOther(MINE);
    },
    again: (visit, typed) => showMine(visit, typed),
  }),
  route({
    method: 'get',
    path: '/confidential/mine/files/:file',
    who: 'anyone',
    handler: async (visit) => {
      const { messages } = await caseOfSender(visit.context, held(visit));
      const { type, bytes, name } = await fileInCase(messages, visit.params.file);
      return file(type, bytes, name);
    },
  }),
  route<string, Consent>({
    method: 'post',
    path: '/confidential/mine/consent',
    who: 'anyone',
    body: consentForm,
    handler: async (visit) => {
      const { code, key } = await consentToMove(visit.context, held(visit), visit.body);
      const title = titled(visit.context, 'moved.title');
      return page('confidential/moved', { title, unlisted: true, code, key });
    },
    again: (visit, typed) =>
      showMine(visit, {
        ...typed,
        values: { ...typed.values, moveText: typed.values['text'] },
        form: 'consent',
      }),
  }),
  route({
    method: 'post',
    path: '/confidential/mine/refusal',
    who: 'anyone',
    handler: async (visit) => {
      await declineMove(visit.context, held(visit));
      return seeOther(MINE);
    },
  }),
  route({
    method: 'post',
    path: '/confidential/leave',
    who: 'anyone',
    handler: async ({ cookies }) => {
      for (const name of [HELD, RECEIPT]) cookies.clear(name, PATH);
      return seeOther(PATH);
    },
  }),
];
