import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { Invalid } from '../platform/errors.ts';
import { type FormFile, holdUnsigned } from '../platform/files/index.ts';
import { unitsInForce } from '../units/index.ts';
import { changeCase, forReader, mustBeAble, mustBeOpened, readersHand } from './change.ts';
import { FILE_OWNER, filesOf, idsOf, mustBeLoose } from './sender.ts';

/** Notes that a reader opens a case, before anything of it is shown. */
export async function openCase(context: Context, id: string): Promise<void> {
  const hand = await readersHand(context);
  await changeCase(id, await forReader(hand.by, hand.at), () => ({ what: 'opened', ...hand }));
}

interface Written {
  text: string;
  files: readonly FormFile[];
  /** It closes the case. */
  answer: boolean;
}

/** A reader writes to the sender, who finds it by the key: no letter goes out. */
export async function readerWrites(
  context: Context,
  id: string,
  { text, files, answer }: Written,
): Promise<void> {
  const hand = await readersHand(context);
  mustBeLoose(files);
  await changeCase(id, await forReader(hand.by, hand.at), (one) => {
    mustBeOpened(one, hand);
    mustBeAble(answer ? 'answer' : 'write', one);
    const { name, at } = hand;
    one.messages.push({
      ...{ from: 'reader', name, at, text, files: filesOf(files) },
      ...(answer ? { answer } : {}),
    });
    if (answer) {
      one.status = 'answered';
      one.answeredAt = at;
    }
    return { what: answer ? 'answered' : 'wrote', ...hand };
  });
  await holdUnsigned(idsOf(files), FILE_OWNER);
}

/** Asks the sender whether an ordinary item may be made of it, for an office to answer in public. */
export async function proposeMove(
  context: Context,
  id: string,
  { unit, reason }: { unit: string; reason: string },
): Promise<void> {
  const hand = await readersHand(context);
  if (!unitsInForce(cityDate(context.now)).some(({ slug }) => slug === unit))
    throw new Invalid({ unit: { text: 'feedback.errors.unknown-unit' } });
  await changeCase(id, await forReader(hand.by, hand.at), (one) => {
    mustBeOpened(one, hand);
    mustBeAble('propose', one);
    one.proposal = { hand, unit, reason };
    return { what: 'proposed', ...hand };
  });
}

export async function takeProposalBack(context: Context, id: string): Promise<void> {
  const hand = await readersHand(context);
  await changeCase(id, await forReader(hand.by, hand.at), (one) => {
    mustBeOpened(one, hand);
    mustBeAble('take-back', one);
    one.proposal = null;
    return { what: 'taken-back', ...hand };
  });
}
