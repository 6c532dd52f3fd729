import * as actions from '../../../server/feedback/index.ts';
import type { FeedbackFields } from '../../../server/feedback/item/model.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { Refusal } from '../../../server/platform/errors.ts';
import { dice } from '../../calendar/random-cases.ts';
import { submission } from '../../support/factories.ts';
import { type Colleague, colleague, senderContext } from '../../support/people.ts';
import type { World } from '../../support/world.ts';

export const UNITS = ['dept-construction', 'dept-health'] as const;
export const REGULATIONS = ['tree-felling-permit', 'birth-registration'] as const;
const LANGUAGES = ['vi', 'en', 'ru'] as const;
const GRADES = ['yes', 'partly', 'no'] as const;
const ANSWER =
  'Sở sẽ cắt tỉa cây này trước ngày 15/12/2026. Người phụ trách: Phòng Hạ tầng, điện thoại 024 3333 4444.';

export interface Staffing {
  coordinator: Colleague;
  heads: Record<string, Colleague>;
  officials: Record<string, Colleague>;
}

export async function staffing(world: World): Promise<Staffing> {
  const coordinator = await colleague(world, 'coordinator');
  const heads: Record<string, Colleague> = {};
  const officials: Record<string, Colleague> = {};
  for (const unit of UNITS) {
    heads[unit] = await colleague(world, 'head', { units: [unit] });
    officials[unit] = await colleague(world, 'official', { units: [unit] });
  }
  return { coordinator, heads, officials };
}

/** Something of all that people do, to an item that is in a state for it. @returns whether anything was done */
export function happenings(world: World, { coordinator, heads, officials }: Staffing, seed: number) {
  const below = dice(seed);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const some = async (filter: object): Promise<FeedbackFields | undefined> => {
    const rows = await Feedback.find(filter).sort({ _id: 1 }).lean<FeedbackFields[]>();
    return rows.length > 0 ? one(rows) : undefined;
  };
  const other = (unit: string) => UNITS.find((each) => each !== unit)!;
  const sender = (code: string) => senderContext(world, code);
  const head = (item: FeedbackFields) => heads[item.unit!]!.context();
  const official = (item: FeedbackFields) => officials[item.unit!]!.context();
  const reason = 'Việc này cần thêm ý kiến của các bên.';

  const sending = { override: reason, cause: 'workload', apology: reason } as const;

  type Deed = [filter: object, act: (item: FeedbackFields) => Promise<unknown>];
  const deeds: Deed[] = [
    [{ status: 'submitted' }, ({ code }) => actions.acceptFeedback(coordinator.context(), code)],
    [{ status: 'submitted' }, ({ code }) => actions.acceptFeedback(coordinator.context(), code)],
    [
      { status: 'submitted' },
      ({ code }) => actions.requestInfo(coordinator.context(), code, 'Cây nằm ở đâu?'),
    ],
    [
      { status: 'submitted' },
      ({ code }) =>
        actions.refuseFeedback(coordinator.context(), code, { ground: 'complaint', guidance: reason }),
    ],
    [
      { status: 'accepted' },
      ({ code }) => actions.routeFeedback(coordinator.context(), code, { unit: one(UNITS), reason }),
    ],
    [
      { status: 'accepted' },
      ({ code }) => actions.routeFeedback(coordinator.context(), code, { unit: one(UNITS), reason }),
    ],
    [
      { status: 'routed' },
      (item) => {
        const { id, name } = officials[item.unit!]!.actor;
        return actions.assignFeedback(head(item), item.code, { id, name });
      },
    ],
    [
      { status: { $in: ['routed', 'assigned'] } },
      (item) => actions.disputeFeedback(head(item), item.code, { unit: other(item.unit!), reason }),
    ],
    [
      { status: 'disputed' },
      ({ code, unit }) =>
        actions.decideDispute(coordinator.context(), code, { unit: one([unit!, other(unit!)]), reason }),
    ],
    [
      { status: { $in: ['routed', 'assigned'] } },
      (item) => actions.transferFeedback(head(item), item.code, { unit: other(item.unit!), reason }),
    ],
    [
      { status: { $in: ['routed', 'assigned'] } },
      (item) => actions.requestInfo(official(item), item.code, 'Cây nằm ở số nhà bao nhiêu?'),
    ],
    [
      { status: { $in: ['waiting', 'paused'] } },
      ({ code }) => actions.giveInfo(sender(code), code, 'Ở số nhà 12.'),
    ],
    [
      { status: { $in: ['assigned', 'in-review'] } },
      (item) => {
        const by = one([official(item), head(item)]);
        return actions.extendFeedback(by, item.code, { amount: 2, reason } as never);
      },
    ],
    [{ extensionRequest: { $ne: null } }, (item) => actions.declineExtension(head(item), item.code, reason)],
    [
      { status: 'assigned' },
      (item) =>
        actions.submitAnswer(official(item), item.code, { outcome: 'accepted', text: ANSWER, reason }),
    ],
    [
      { status: 'assigned' },
      (item) =>
        actions.submitAnswer(official(item), item.code, { outcome: 'accepted', text: ANSWER, reason }),
    ],
    [{ status: 'in-review' }, (item) => actions.returnAnswer(head(item), item.code, reason)],
    [{ status: 'in-review' }, (item) => actions.approveAnswer(head(item), item.code, sending)],
    [
      { status: 'in-review' },
      async (item) => {
        const { code, reopening } = item;
        await actions.approveAnswer(head(item), code, sending);
        if (reopening || below(3) > 0) return;
        const bad = { answered: 'no' as const, clear: one(GRADES), solved: 'no' as const };
        await actions.rateFeedback(sender(code), code, { ...bad, reasons: [], note: '' });
        await actions.reopenFeedback(sender(code), code, { reason });
      },
    ],
    [
      { status: 'answered', rating: null },
      ({ code }) => {
        const [answered, clear, solved] = [one(['no' as const, ...GRADES]), one(GRADES), one(GRADES)];
        return actions.rateFeedback(sender(code), code, {
          answered,
          clear,
          solved,
          reasons: ['no-date'],
          note: '',
        });
      },
    ],
    [{ status: 'disputed' }, ({ code }) => actions.withdrawFeedback(sender(code), code)],
    [
      { closedAt: null, unit: { $ne: null } },
      (item) =>
        actions.classifyFeedback(head(item), item.code, { complexity: one(['complex', 'urgent']), reason }),
    ],
  ];

  const handIn = () =>
    actions.submitFeedback(
      senderContext(world),
      submission({
        regulation: one(REGULATIONS),
        language: one(LANGUAGES),
        kind: one(['feedback', 'question']),
      }),
      { channel: one(['web', 'api']) },
    );

  return async (): Promise<string> => {
    if (below(6) === 0) return (await handIn()).code;
    let [filter, act] = one(deeds);
    let item = await some(filter);
    for (let tries = 0; !item && tries < 10; tries++) {
      [filter, act] = one(deeds);
      item = await some(filter);
    }
    if (!item) return 'nobody';
    try {
      await act(item);
      return item.code;
    } catch (error) {
      // What the rules forbid in this state: nothing has happened.
      if (error instanceof Refusal) return 'refused';
      throw error;
    }
  };
}
