import { giveInfo, requestInfo } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { filesOfMarks, keepUploads } from '../../server/platform/files/index.ts';
import { castOf, UNIT } from './factories.ts';
import { senderContext } from './people.ts';
import type { World } from './world.ts';

/** The unit asks, and the sender of an item in work answers with a file. @returns its id */
export async function attached(
  world: World,
  code: string,
  { name, bytes }: { name: string; bytes: Buffer },
): Promise<string> {
  const official = await (await castOf(world)).inUnit('official', UNIT);
  await requestInfo(official.context(), code, 'Xin gửi ảnh chụp cây.');
  const sender = senderContext(world, code);
  const { marks } = await keepUploads(sender, [{ name, bytes }], 5);
  await giveInfo(sender, code, 'Tệp gửi kèm.', { files: await filesOfMarks(sender, marks) });
  const row = await Feedback.findOne({ code }, { attachments: 1 }).lean();
  return row!.attachments.at(-1)!.id;
}
