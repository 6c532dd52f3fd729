import { type RoomGround, sessionOf, wallParts } from '../../../server/dialogues/room/live-model.ts';
import type { State } from '../../../server/dialogues/streams/protocol.ts';
import head from '../../../views/dialogues/room/_wall-head.hbs';
import join from '../../../views/dialogues/room/_wall-join.hbs';
import notices from '../../../views/dialogues/room/_wall-notices.hbs';
import moment from '../../../views/dialogues/room/_wall-now.hbs';
import next from '../../../views/dialogues/room/_wall-queue.hbs';
import { drawing } from '../../drawing.ts';
import { loadAnewLater, pageNow } from '../../load-anew.ts';
import { swap } from '../../swap.ts';
import { part } from '../parts.ts';
import { Line } from '../streams/line.ts';
import { LineState } from '../streams/line-state.ts';
import { Fold } from '../streams/state.ts';
import { startTicking } from '../ticking.ts';
import { fitWall } from './fit.ts';

const PARTS = {
  'wall-head': head,
  'wall-notices': notices,
  'wall-now': moment,
  next,
  'wall-join': join,
};

/** The projector: nobody presses anything here, so it always stands as it should. */
export async function screen(root: HTMLElement): Promise<void> {
  const script = document.querySelector('script[data-live]')!;
  const { n, now, state, ground, shortAddress } = JSON.parse(script.textContent!) as {
    n: number;
    now: string;
    state: State;
    ground: RoomGround;
    shortAddress: string;
  };
  const fold = new Fold(n, state);
  const refit = () => fitWall(root);
  refit();
  window.addEventListener('resize', refit);
  void document.fonts.ready.then(refit);
  const shown = await drawing(ground.timeZone, now);
  const { draw, say } = shown;
  const line = new LineState(root, (key) => say(key.replace('live.down', 'screen.down')));
  const onEvents = () => {
    const model = { ...wallParts(fold.state, ground), shortAddress };
    for (const [name, view] of Object.entries(PARTS)) swap(part(root, name)!, draw(view, model));
    refit();
  };
  const { timeZone, agenda } = ground;
  startTicking(root, { drawing: shown, timeZone, agenda, session: () => sessionOf(fold.state) });
  let broken = false;
  await Line.open({
    code: ground.dialogue.code,
    streams: [{ stream: 'public', fold, onEvents }],
    onState(state) {
      line.show(state);
      if (state === 'up' && broken) void renewIfOld();
      // Nobody stands beside it to load it anew.
      if (state === 'closed') loadAnewLater();
      broken = state === 'down';
    },
  });
}

/** The server is back, perhaps in another version: then the page is loaded anew. */
async function renewIfOld(): Promise<void> {
  const page = await pageNow();
  if (page === undefined) loadAnewLater();
  else if (!page.includes(ownScript())) location.reload();
}

const ownScript = () => new URL(document.querySelector<HTMLScriptElement>('head script[src]')!.src).pathname;
