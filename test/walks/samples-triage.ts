import mongoose from 'mongoose';
import { BulkAct } from '../../server/feedback/bulk/model.ts';
import { SavedQueue } from '../../server/feedback/queues/model.ts';
import { TextBlock } from '../../server/feedback/text-blocks/model.ts';
import { UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';
import { clockSamples } from './samples-clocks.ts';
import { feedbackSamples } from './samples-feedback.ts';
import { type Fields, send } from './send.ts';

const wording = (stage: Stage) => feedbackSamples['POST /feedback/:code/acceptance']!.fields!(stage);

const decided = async (stage: Stage): Promise<Fields> => ({
  ...(await wording(stage)),
  ...{ step: 'send', unit: UNIT, reason: 'Đơn vị quản lý cây xanh.' },
});

const SAVED = { name: 'Quá hạn', place: 'items', query: 'status=overdue', shared: 'yes' };

/** One of the viewer's own, as far as the viewer can have any. */
async function savedQueue({ viewer }: Stage): Promise<Record<string, string>> {
  await send(viewer, 'post', '/items/saved', SAVED);
  const own = await SavedQueue.findOne({ owner: viewer.actor?.id ?? '' }).lean();
  return { id: own?._id ?? 'nobody' };
}

const actOf = ({ viewer }: Stage) => (viewer.name === 'coordinator' ? 'send' : 'assign');
const chosenFields = (stage: Stage) => ({ act: actOf(stage), chosen: 'PA-2026-000001' });
const plannedFields = (stage: Stage) => ({
  ...{ act: actOf(stage), chosen: 'PA-2026-000001@999', assignee: 'nobody' },
});

/** One of the viewer's own, as far as the viewer can have any. */
async function plannedAct(stage: Stage): Promise<Record<string, string>> {
  await send(stage.viewer, 'post', '/bulk', plannedFields(stage));
  const own = await BulkAct.findOne({ by: stage.viewer.actor?.id ?? '', state: 'planned' }).lean();
  return { id: own?._id ?? 'nobody' };
}

const BLOCK_WORDS = { name: 'Cảm ơn', text: 'Cảm ơn ông/bà đã gửi phản ánh {code}.' };
const BLOCK = { ...BLOCK_WORDS, language: 'vi' };

/** One of the unit whose items the walks know. */
async function textBlock(): Promise<Record<string, string>> {
  const block = new TextBlock({
    ...BLOCK,
    _id: new mongoose.Types.ObjectId().toHexString(),
    unit: UNIT,
  });
  await block.save();
  return { id: block._id };
}

/** The same decisions as on the page of an item, made beside the queue. */
export const triageSamples: Record<string, Sample> = {
  'GET /triage': {},
  'GET /triage/:code': { item: {} },
  'POST /triage/:code/decision': { item: {}, fields: decided, changes: true },
  'POST /triage/:code/routing': feedbackSamples['POST /feedback/:code/routing']!,
  'POST /triage/:code/dispute-decision': clockSamples['POST /feedback/:code/dispute-decision']!,
  'POST /triage/:code/info-request': feedbackSamples['POST /feedback/:code/info-request']!,
  'POST /triage/:code/refusal': feedbackSamples['POST /feedback/:code/refusal']!,
  'GET /learned-units': {},
  listSavedFilters: {},
  saveFilter: {
    body: () => ({ name: 'Quá hạn', place: 'items', query: { status: 'overdue' }, shared: true }),
  },
  'GET /items': { query: 'status=all' },
  'GET /items/list.csv': { query: 'status=all' },
  'GET /items/list.xlsx': {},
  'POST /items/saved': { fields: () => SAVED },
  'POST /items/saved/:id/removal': { each: true, params: savedQueue },
  'POST /bulk/selection': { fields: chosenFields },
  'POST /bulk': { fields: plannedFields },
  'GET /bulk/:id': { each: true, params: plannedAct },
  'POST /bulk/:id/undo': { each: true, params: plannedAct },
  previewBulkAct: { body: (stage) => ({ act: actOf(stage), chosen: ['PA-2026-000001'] }) },
  planBulkAct: {
    body: (stage) => ({ ...plannedFields(stage), chosen: [{ code: 'PA-2026-000001', version: 999 }] }),
  },
  'GET /text-blocks': {},
  'POST /text-blocks': { fields: ({ viewer }) => ({ ...BLOCK, unit: viewer.actor?.units[0] ?? UNIT }) },
  'GET /text-blocks/:id': { params: textBlock },
  'POST /text-blocks/:id': {
    params: textBlock,
    fields: () => ({ ...BLOCK_WORDS, version: '0' }),
    changes: true,
  },
  'POST /text-blocks/:id/removal': { params: textBlock, changes: true },
  'GET /approvals': {},
  'GET /approvals/:code': { item: { status: 'in-review' } },
  'POST /approvals/:code/answer-approval': feedbackSamples['POST /feedback/:code/answer-approval']!,
  'POST /approvals/:code/answer-return': feedbackSamples['POST /feedback/:code/answer-return']!,
  'POST /approvals/:code/extension': {
    ...clockSamples['POST /feedback/:code/extension-decline']!,
    fields: clockSamples['POST /feedback/:code/extension']!.fields!,
  },
  'POST /approvals/:code/extension-decline': clockSamples['POST /feedback/:code/extension-decline']!,
};
