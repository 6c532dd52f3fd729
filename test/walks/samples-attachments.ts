import { publishAttachment } from '../../server/feedback/index.ts';
import { attached } from '../support/attached.ts';
import { castOf } from '../support/factories.ts';
import { PDF } from '../support/sample-files.ts';
import type { Sample, Stage } from './samples.ts';

const inWork = { status: 'assigned' } as const;

async function withFile({ world, item }: Stage): Promise<Record<string, string>> {
  return { file: await attached(world, item!.code, { name: 'don.pdf', bytes: PDF }) };
}

async function published(stage: Stage): Promise<Record<string, string>> {
  const params = await withFile(stage);
  const { coordinator } = await castOf(stage.world);
  await publishAttachment(coordinator.context(), stage.item!.code, { file: params['file']! });
  return params;
}

/** Files of senders. */
export const attachmentSamples: Record<string, Sample> = {
  'GET /feedback/:code/attachments/:file': { item: inWork, params: published },
  'GET /feedback/:code/attachments/:file/publication': { item: inWork, params: withFile },
  'POST /feedback/:code/attachments/:file/publication': {
    item: inWork,
    params: withFile,
    fields: () => ({ seen: 'yes' }),
    changes: true,
  },
  'POST /feedback/:code/attachments/:file/hiding': { item: inWork, params: published, changes: true },
};
