import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { ACCEPTED } from '../platform/files/index.ts';
import { translator } from '../platform/i18n/texts.ts';
import { file, page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { unitsInForce } from '../units/index.ts';
import { openCase, proposeMove, readerWrites, takeProposalBack } from './actions.ts';
import { ATTACHED } from './attached.ts';
import { closedAgain, readersHand } from './change.ts';
import { caseOfReader, casesOfReader, fileInCase } from './queries.ts';
import { MOST_REASON, MOST_TEXT } from './rules.ts';
import { casesQuery, proposalForm, writtenForm } from './schemas.ts';

type Shown = Partial<Typed> & { form?: string };

const titled = ({ language }: Context, name: string) => translator(language)(`confidential.${name}`);

/** To act takes what to read takes. The answer is the same for an id that is not there. @throws NotFound, Conflict */
async function mustBeProven({ context, session, params }: Visit<any, any, 'id'>): Promise<void> {
  await readersHand(context);
  if (!session.proven()) throw closedAgain(params.id);
}

/** Once more, after a fault. Where it has closed meanwhile, the refusal itself keeps what was typed. */
async function showAgain(visit: Visit<any, any, any>, typed: Shown): Promise<Reply> {
  const reply = await showCase(visit, typed);
  if (reply.kind === 'page' && reply.view === 'confidential/opening')
    throw closedAgain((visit.params as { id: string }).id);
  return reply;
}

async function showCase(visit: Visit<any, any, any>, typed: Shown = {}): Promise<Reply> {
  const { context, kept, fileFaults, session } = visit;
  const { id } = visit.params as { id: string };
  await readersHand(context);
  const one = session.proven() ? await caseOfReader(context, id) : undefined;
  // Nothing is looked up for whoever has to prove first who it is.
  if (!one)
    return page('confidential/opening', { title: titled(context, 'opening.title'), id, unlisted: true });
  return page('confidential/case', {
    title: titled(context, 'case.title'),
    unlisted: true,
    one,
    units: unitsInForce(cityDate(context.now)).map(({ slug, name }) => ({ slug, name })),
    ...{ mostText: MOST_TEXT, mostReason: MOST_REASON, acceptedFiles: ACCEPTED, kept, fileFaults },
    ...typed,
  });
}

/** For those whom two administrators have named. For everybody else there is nothing here, and nothing is looked up. */
export const caseRoutes: Route[] = [
  route({
    method: 'get',
    path: '/confidential/cases',
    who: 'staff',
    query: casesQuery,
    handler: async ({ context, query }) => {
      const { rows, more } = await casesOfReader(context, query.page);
      return page('confidential/cases', {
        ...{ title: titled(context, 'cases.title'), rows },
        next: more ? `?page=${query.page + 1}` : undefined,
        first: query.page > 1 ? '/confidential/cases' : undefined,
      });
    },
  }),
  route({
    method: 'get',
    path: '/confidential/cases/:id',
    who: 'staff',
    handler: (visit) => showCase(visit),
  }),
  route({
    method: 'post',
    path: '/confidential/cases/:id/opening',
    who: 'staff',
    proof: true,
    handler: async ({ context, params }) => {
      await openCase(context, params.id);
      return seeOther(`/confidential/cases/${params.id}`);
    },
  }),
  route({
    method: 'post',
    path: '/confidential/cases/:id/message',
    who: 'staff',
    body: writtenForm,
    files: { ...ATTACHED, check: async ({ context }) => void (await readersHand(context)) },
    handler: async (visit) => {
      await mustBeProven(visit);
      const { context, params, body, kept } = visit;
      const { text, answer } = body;
      await readerWrites(context, params.id, { text, files: kept, answer: answer === 'yes' });
      return seeOther(`/confidential/cases/${params.id}`);
    },
    again: (visit, typed) => showAgain(visit, { ...typed, form: 'message' }),
  }),
  route({
    method: 'post',
    path: '/confidential/cases/:id/proposal',
    who: 'staff',
    body: proposalForm,
    handler: async (visit) => {
      await mustBeProven(visit);
      const { context, params, body } = visit;
      await proposeMove(context, params.id, body);
      return seeOther(`/confidential/cases/${params.id}`);
    },
    again: (visit, typed) => showAgain(visit, { ...typed, form: 'proposal' }),
  }),
  route({
    method: 'post',
    path: '/confidential/cases/:id/proposal-removal',
    who: 'staff',
    handler: async (visit) => {
      await mustBeProven(visit);
      const { id } = visit.params;
      await takeProposalBack(visit.context, id);
      return seeOther(`/confidential/cases/${id}`);
    },
  }),
  route({
    method: 'get',
    path: '/confidential/cases/:id/files/:file',
    who: 'staff',
    handler: async ({ context, params, session }) => {
      await readersHand(context);
      const one = session.proven() ? await caseOfReader(context, params.id) : undefined;
      if (!one) throw new NotFound();
      const { type, bytes, name } = await fileInCase(one.messages, params.file);
      return file(type, bytes, name);
    },
  }),
];
