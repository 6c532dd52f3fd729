import { log } from '../log.ts';
import { type NewLetter, Outbox } from './outbox.ts';

/** First letters that one address gets in a day: whoever types in the address of somebody else fills no mailbox. */
export const MOST_FIRST_LETTERS = 10;
const DAY_MS = 86_400_000;

/** The mailbox that an address leads to: 'Lan+city@Kin.example' is that of lan@kin.example. */
export function addressKey(address: string): string {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  return `${local.split('+')[0]}@${domain}`;
}

/** The letters without those first ones that are too many for their address. */
export async function withoutExcess(letters: NewLetter[]): Promise<NewLetter[]> {
  const room = new Map<string, number>();
  const kept: NewLetter[] = [];
  for (const letter of letters) {
    const { firstTo } = letter;
    if (firstTo) {
      const left = room.get(firstTo) ?? MOST_FIRST_LETTERS - (await sentBefore(firstTo, letter));
      room.set(firstTo, left - 1);
      if (left <= 0) {
        log.warn({ letter: letter._id }, 'first letter left out: its address has had enough of them today');
        continue;
      }
    }
    kept.push(letter);
  }
  return kept;
}

function sentBefore(firstTo: string, { _id, createdAt }: NewLetter): Promise<number> {
  const since = new Date(createdAt.getTime() - DAY_MS);
  // The reaction may run a second time: the letter itself is no other.
  return Outbox.countDocuments({ firstTo, createdAt: { $gt: since }, _id: { $ne: _id } });
}
