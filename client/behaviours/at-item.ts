import {
  AT_ITEM,
  AT_ITEM_NOW,
  type AtItem,
  type AtItemNow,
  DESK,
} from '../../server/feedback/item-page/protocol.ts';
import { comeBack } from '../live.ts';

const AGAIN_MS = 15_000;
/** So long after the last key somebody still counts as writing. */
const TYPING_MS = 30_000;

/** Says who else has this item open, and who writes; the server forgets whoever falls silent. */
export function atItem(note: HTMLElement): void {
  const { code } = note.dataset;
  if (code) void follow(note, code);
}

async function follow(note: HTMLElement, code: string): Promise<void> {
  const { io } = await import('socket.io-client');
  const line = io(DESK, { reconnectionDelayMax: 30_000 });
  comeBack(line);
  let you = '';
  let typedAt = 0;
  const isTyping = () => Date.now() - typedAt < TYPING_MS;
  const show = ({ people }: Pick<AtItemNow, 'people'>) => {
    const others = people.filter(({ by }) => by !== you);
    const names = (typing: boolean) =>
      others.filter((each) => each.typing === typing).map(({ name }) => name);
    const say = (text: string | undefined, who: string[]) =>
      who.length > 0 ? [(text ?? '').replace('{names}', who.join(', '))] : [];
    const said = [...say(note.dataset['writing'], names(true)), ...say(note.dataset['here'], names(false))];
    const text = said.join(' ');
    // A live region speaks each time that it is set.
    if (note.textContent !== text) note.textContent = text;
    note.hidden = said.length === 0;
  };
  const tell = (away = false) => {
    const at: AtItem = { code, typing: !away && isTyping(), away };
    line.emit(AT_ITEM, at, (answer: { ok: boolean; you?: string; people?: AtItemNow['people'] }) => {
      if (!answer.ok || !answer.people) return;
      you = answer.you ?? '';
      show({ people: answer.people });
    });
  };
  line.on('connect', () => tell());
  line.on(AT_ITEM_NOW, (now: AtItemNow) => {
    if (now.code === code && you) show(now);
  });
  window.setInterval(() => tell(), AGAIN_MS);
  document.addEventListener('input', () => {
    const began = !isTyping();
    typedAt = Date.now();
    if (began) tell();
  });
  window.addEventListener('pagehide', () => tell(true));
}
