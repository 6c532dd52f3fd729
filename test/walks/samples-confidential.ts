import { AccountModel } from '../../server/accounts/model.ts';
import {
  confirmProposal,
  openCase,
  proposeMove,
  proposeReader,
  sendConfidential,
} from '../../server/confidential/index.ts';
import { ReaderList } from '../../server/confidential/model.ts';
import type { ReaderRow } from '../../server/confidential/rules.ts';
import type { Context } from '../../server/platform/context.ts';
import { UNIT } from '../support/factories.ts';
import { colleague, contextOf } from '../support/people.ts';
import type { World } from '../support/world.ts';
import type { Sample, Stage } from './samples.ts';

const WORDS = 'Cán bộ nhận hồ sơ đòi phong bì, tôi có tin nhắn làm chứng.';
const pairs = new WeakMap<World, Promise<[Context, Context]>>();

async function pair(world: World): Promise<[Context, Context]> {
  const both = await Promise.all([colleague(world, 'administrator'), colleague(world, 'administrator')]);
  return [both[0].context(), both[1].context()];
}

function administrators(world: World): Promise<[Context, Context]> {
  const known = pairs.get(world) ?? pair(world);
  pairs.set(world, known);
  return known;
}

async function waiting(world: World, email: string): Promise<Record<string, string>> {
  const [first] = await administrators(world);
  await proposeReader(first, { email, from: '2026-03-04' });
  const { rows } = (await ReaderList.findById('readers').lean())!;
  return { id: (rows as ReaderRow[]).at(-1)!.id };
}

/** The leaders of the walk read confidential messages. */
export async function nameReaders(world: World): Promise<void> {
  const rows = (await ReaderList.findById('readers').lean())?.rows ?? [];
  const named = new Set(rows.map(({ account }) => account));
  for (const { _id, email } of await AccountModel.find({ roles: 'leader', status: 'active' }).lean()) {
    if (named.has(_id)) continue;
    const { id } = await waiting(world, email);
    await confirmProposal((await administrators(world))[1], id!);
  }
}

let count = 0;

export async function newCase(world: World, text = WORDS): Promise<{ id: string; key: string }> {
  await nameReaders(world);
  const context = contextOf(world, { kind: 'visitor', holds: [] });
  return sendConfidential(context, { text, exclude: [], idempotencyKey: `walk-${++count}` }, []);
}

/** Proposed for somebody who is not on the list. */
async function proposal({ world }: Stage): Promise<Record<string, string>> {
  return waiting(world, (await colleague(world, 'reviewer')).actor.email);
}

async function reader(stage: Stage): Promise<Record<string, string>> {
  const { id } = await proposal(stage);
  await confirmProposal((await administrators(stage.world))[1], id!);
  return { id: id! };
}

/** One that the caller has the key of. */
async function held({ world, viewer }: Stage): Promise<Record<string, string>> {
  const { key, id } = await newCase(world);
  await viewer.visitor.post('/confidential/key', { key, _csrf: viewer.csrf });
  return { id, file: 'f'.repeat(24) };
}

async function leaders(world: World): Promise<Context[]> {
  const rows = await AccountModel.find({ roles: 'leader', status: 'active' }).lean();
  return rows.map(({ _id: id, name, email, roles, units }) =>
    contextOf(world, { kind: 'staff', id, name, email, roles, units }),
  );
}

async function proposed({ world }: Stage, id: string): Promise<void> {
  await openedByLeaders(world, id);
  await proposeMove((await leaders(world))[0]!, id, { unit: UNIT, reason: 'Sở phải trả lời.' });
}

async function heldAndAsked(stage: Stage): Promise<Record<string, string>> {
  const params = await held(stage);
  await proposed(stage, params['id']!);
  return params;
}

/** One that each leader has opened. */
async function opened({ world }: Stage): Promise<Record<string, string>> {
  const { id } = await newCase(world);
  await openedByLeaders(world, id);
  return { id, file: 'f'.repeat(24) };
}

export async function openedByLeaders(world: World, id: string): Promise<void> {
  for (const leader of await leaders(world)) await openCase(leader, id);
}

const consent = {
  ...{ subject: 'Nhận hồ sơ chậm', text: 'Thủ tục nhận hồ sơ kéo dài quá lâu.', name: 'Lê Văn A' },
  ...{ email: 'a@kin.example', publishText: 'no' },
};

const offered = async ({ world }: Stage) => {
  await nameReaders(world);
  return {};
};

/** Messages for named people alone. */
export const confidentialSamples: Record<string, Sample> = {
  'GET /confidential': {},
  'GET /confidential/new': { params: offered },
  'POST /confidential/new': {
    params: offered,
    fields: () => ({ text: WORDS, idempotencyKey: `walk-form-${++count}` }),
  },
  'GET /confidential/receipt': {
    params: async ({ world, viewer }) => {
      await nameReaders(world);
      const fields = { text: WORDS, idempotencyKey: `walk-form-${++count}`, _csrf: viewer.csrf };
      await viewer.visitor.post('/confidential/new', fields);
      return {};
    },
    each: true,
  },
  'POST /confidential/key': { fields: async ({ world }) => ({ key: (await newCase(world)).key }) },
  'GET /confidential/mine': { params: held, each: true },
  'POST /confidential/mine/message': { params: held, each: true, fields: () => ({ text: 'Thêm một việc.' }) },
  'GET /confidential/mine/files/:file': { params: held, each: true },
  'POST /confidential/mine/consent': { params: heldAndAsked, each: true, fields: () => consent },
  'POST /confidential/mine/refusal': { params: heldAndAsked, each: true },
  'POST /confidential/leave': {},
  'GET /confidential/readers': {},
  'POST /confidential/readers': {
    fields: async ({ world }) => ({
      email: (await colleague(world, 'reviewer')).actor.email,
      from: '2026-12-01',
    }),
    changes: true,
  },
  'POST /confidential/readers/:id/confirmation': { params: proposal, changes: true },
  'POST /confidential/readers/:id/refusal': { params: proposal, changes: true },
  'POST /confidential/readers/:id/end': { params: reader, changes: true },
  'GET /confidential/cases': { params: offered },
  'GET /confidential/cases/:id': { params: opened },
  'POST /confidential/cases/:id/opening': { params: opened },
  'POST /confidential/cases/:id/message': {
    params: opened,
    fields: () => ({ text: 'Việc xảy ra hôm nào?' }),
  },
  'POST /confidential/cases/:id/proposal': {
    params: opened,
    fields: () => ({ unit: UNIT, reason: 'Sở phải trả lời.' }),
    changes: true,
  },
  'POST /confidential/cases/:id/proposal-removal': {
    params: async (stage) => {
      const params = await opened(stage);
      await proposed(stage, params['id']!);
      return params;
    },
    changes: true,
  },
  'GET /confidential/cases/:id/files/:file': { params: opened },
};
