import { item } from '../support/factories.ts';
import type { World } from '../support/world.ts';
import { filled, SAMPLES, type Stage } from './samples.ts';
import type { Fields } from './send.ts';
import { showKey, type Viewer } from './viewers.ts';

export interface PreparedForm {
  stage: Stage;
  address: string;
  fields: Fields;
}

/** A form or call on something in the right state, as whoever may. @param path its pattern */
export async function prepare(world: World, name: string, path: string, one: Viewer): Promise<PreparedForm> {
  const { item: wishes, params, fields } = SAMPLES[name]!;
  const stage: Stage = { world, viewer: one, ...(wishes ? { item: await item(world, wishes) } : {}) };
  if (one.name === 'sender' && stage.item) await showKey(one, stage.item);
  const values = { ...(stage.item ? { code: stage.item.code } : {}), ...(await params?.(stage)) };
  return { stage, address: filled(path, values), fields: (await fields?.(stage)) ?? {} };
}
