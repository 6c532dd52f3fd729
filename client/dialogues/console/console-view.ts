import { type ConsoleGround, consoleParts } from '../../../server/dialogues/console/live-model.ts';
import type { InnerQuestionView, State } from '../../../server/dialogues/streams/protocol.ts';
import type { Drawing } from '../../drawing.ts';
import { Fold } from '../streams/state.ts';
import type { Refused } from './forms.ts';

/** What was decided last, and can be taken back. */
export interface Decision {
  id: string;
  decided: string;
  text: string;
}

/** All that the console is drawn with, as it is known now. Both streams are fetched whole. */
export class ConsoleView {
  readonly open = new Fold(-1);
  readonly inner = new Fold(-1);
  readonly ground: ConsoleGround;
  readonly drawing: Drawing;
  /** Id of the question that is looked at. */
  selected: string | undefined;
  refused: Refused | undefined;
  undo: Decision | undefined;

  constructor(ground: ConsoleGround, drawing: Drawing) {
    this.ground = ground;
    this.drawing = drawing;
  }

  /** Both streams have come: until then the page stands as the server drew it. */
  get known(): boolean {
    return this.open.n >= 0 && this.inner.n >= 0;
  }

  get state(): State {
    return { ...this.open.state, ...this.inner.state };
  }

  get model() {
    const { state, ground, selected, undo, refused } = this;
    return { ...consoleParts(state, ground, { selected, now: this.drawing.now }), undo, ...refused };
  }

  question(id: string | null | undefined): InnerQuestionView | undefined {
    return this.inner.state[`inner:${id}`] as InnerQuestionView | undefined;
  }
}
