import { type RoomGround, wallParts } from '../../../server/dialogues/room/live-model.ts';
import type { State } from '../../../server/dialogues/streams/protocol.ts';
import address from '../../../views/dialogues/room/_wall-address.hbs';
import head from '../../../views/dialogues/room/_wall-head.hbs';
import notices from '../../../views/dialogues/room/_wall-notices.hbs';
import moment from '../../../views/dialogues/room/_wall-now.hbs';
import next from '../../../views/dialogues/room/_wall-queue.hbs';
import { drawing } from '../../drawing.ts';
import { swap } from '../../swap.ts';
import { part } from '../parts.ts';
import { Line } from '../streams/line.ts';
import { LineState } from '../streams/line-state.ts';
import { Fold } from '../streams/state.ts';
import { fitWall } from './fit.ts';

const PARTS = {
  'wall-head': head,
  'wall-notices': notices,
  'wall-now': moment,
  next,
  'wall-address': address,
};

/** The projector: nobody presses anything here, so it always stands as it should. */
export async function screen(root: HTMLElement): Promise<void> {
  const script = document.querySelector('script[data-live]')!;
  const { n, now, state, ground } = JSON.parse(script.textContent!) as {
    n: number;
    now: string;
    state: State;
    ground: RoomGround;
  };
  const fold = new Fold(n, state);
  const refit = () => fitWall(root);
  refit();
  window.addEventListener('resize', refit);
  void document.fonts.ready.then(refit);
  const { draw, say } = await drawing(ground.timeZone, now);
  const line = new LineState(root, (key) => say(key.replace('live.down', 'screen.down')));
  const onEvents = () => {
    const model = wallParts(fold.state, ground);
    for (const [name, view] of Object.entries(PARTS)) swap(part(root, name)!, draw(view, model));
    refit();
  };
  await Line.open({
    code: ground.dialogue.code,
    streams: [{ stream: 'public', fold, onEvents }],
    onState: (state) => line.show(state),
  });
}
