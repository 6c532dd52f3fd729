import { UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';
import { clockSamples } from './samples-clocks.ts';
import { feedbackSamples } from './samples-feedback.ts';
import type { Fields } from './send.ts';

const wording = (stage: Stage) => feedbackSamples['POST /feedback/:code/acceptance']!.fields!(stage);

const decided = async (stage: Stage): Promise<Fields> => ({
  ...(await wording(stage)),
  ...{ step: 'send', unit: UNIT, reason: 'Đơn vị quản lý cây xanh.' },
});

/** The same decisions as on the page of an item, made beside the queue. */
export const triageSamples: Record<string, Sample> = {
  'GET /triage': {},
  'GET /triage/:code': { item: {} },
  'POST /triage/:code/decision': { item: {}, fields: decided, changes: true },
  'POST /triage/:code/routing': feedbackSamples['POST /feedback/:code/routing']!,
  'POST /triage/:code/dispute-decision': clockSamples['POST /feedback/:code/dispute-decision']!,
  'POST /triage/:code/info-request': feedbackSamples['POST /feedback/:code/info-request']!,
  'POST /triage/:code/refusal': feedbackSamples['POST /feedback/:code/refusal']!,
  'POST /triage/selection': { fields: () => ({ chosen: 'PA-2026-000001' }) },
  'POST /triage/sending': { fields: () => ({ chosen: 'PA-2026-000001@999' }) },
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
