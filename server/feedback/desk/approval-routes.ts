import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { approveAnswer, returnAnswer } from '../answering/actions.ts';
import { markablePieces } from '../answering/rules/marks.ts';
import { type Approval, answerReturn, approval, type Return } from '../answering/schemas.ts';
import { declineExtension, extendFeedback } from '../clocks/extend.ts';
import { type ExtensionInput, extension, extensionDecline } from '../clocks/schemas.ts';
import { itemModel } from '../item-page/routes.ts';
import { approvals, nextToApprove, sinceLastVersion } from './approvals.ts';
import { decisionForm, type Stack } from './decision-form.ts';
import { listModel } from './list-model.ts';
import { type TriageQuery, triageQuery } from './schemas.ts';
import { decidedItem } from './triage.ts';

const HEAD = ['approve'] as const;

async function itemBeside(
  visit: Visit<any, any>,
  code: string,
  more: Partial<Typed> & Record<string, unknown>,
) {
  const { item, model } = await itemModel(visit, code, more);
  if (!item.inside || !(item.may.return || item.may.declineExtension)) throw new NotFound();
  const marks = [model['values']].flatMap((values) => (values as Typed['values'])?.['marks'] ?? []);
  return {
    ...model,
    formsAt: `/approvals/${code}`,
    since: await sinceLastVersion(code),
    pieces: item.may.return
      ? markablePieces(item.inside.draft?.text ?? '').map((text, at) => ({ text, mark: marks[at] ?? '' }))
      : [],
    following: await nextToApprove(visit.context, code),
  };
}

async function approvalsPage(
  visit: Visit<any, TriageQuery>,
  code: string | undefined,
  more: Partial<Typed> & Record<string, unknown> = {},
): Promise<Reply> {
  const { context, query } = visit;
  const group = await approvals(context);
  const shown = code ?? group?.rows[0]?.code;
  return page('feedback/desk/approvals', {
    ...(shown ? await itemBeside(visit, shown, more) : {}),
    ...listModel('/approvals', { groups: group ? [group] : [], query: {} }),
    title: translator(context.language)('feedback.approvals.title'),
    chosenItem: code,
    decided: query.done ? await decidedItem(context, query.done) : undefined,
  });
}

const STACK: Stack = {
  ...{ address: '/approvals', who: HEAD },
  next: ({ context }, code) => nextToApprove(context, code),
  page: approvalsPage,
};

/** Answers and requests for time, decided one after the other. */
export const approvalRoutes: Route[] = [
  route({
    method: 'get',
    path: '/approvals',
    who: HEAD,
    query: triageQuery,
    handler: (visit) => approvalsPage(visit, undefined),
  }),
  route({
    method: 'get',
    path: '/approvals/:code',
    who: HEAD,
    query: triageQuery,
    handler: (visit) => approvalsPage(visit, visit.params.code),
  }),
  decisionForm<Approval>(STACK, 'answer-approval', {
    body: approval,
    act: ({ context, body: { cause, apology, override, confirmed } }, code) =>
      approveAnswer(context, code, { cause, reason: apology, override, confirmed }),
  }),
  decisionForm<Return>(STACK, 'answer-return', {
    body: answerReturn,
    act: ({ context, body }, code) => returnAnswer(context, code, body),
  }),
  decisionForm<ExtensionInput>(STACK, 'extension', {
    body: extension,
    act: ({ context, body }, code) => extendFeedback(context, code, body),
  }),
  decisionForm<{ reason: string }>(STACK, 'extension-decline', {
    body: extensionDecline,
    act: ({ context, body }, code) => declineExtension(context, code, body.reason),
  }),
];
