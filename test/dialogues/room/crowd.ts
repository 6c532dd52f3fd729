import { expect } from 'chai';
import type { QuestionView, State } from '../../../server/dialogues/streams/protocol.ts';
import { pause } from '../../../server/platform/clock/clock.ts';
import { BUSY } from '../../support/busy-dialogue.ts';
import { Follower } from '../../support/follower.ts';

export interface Truth {
  state: State;
  n: number;
  questions: string[];
  votes: string[];
}

/** Deterministic chance: the same crowd does the same again. */
export function chance(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return at / 4_294_967_296;
  };
}

/** People who ask, vote, take votes back, lose their line and come back, until they are told to stop. */
export class Crowd {
  readonly followers: Follower[];
  readonly asked = new Set<string>();
  /** What each was last told of the vote for a question: `${question} ${participant}`. */
  readonly votes = new Map<string, boolean>();
  acknowledged = 0;
  #going = true;
  readonly #chance = chance(7);
  readonly #tokens: string[];
  #people: Promise<void>[] = [];

  constructor(addresses: string[], tokens: string[]) {
    this.#tokens = tokens;
    this.followers = tokens.map((token, at) => new Follower(addresses[at % addresses.length]!, BUSY, token));
  }

  /** @param talkative how many of them do something; the others watch */
  begin(talkative: number): void {
    this.#people = this.followers.slice(0, talkative).map((each, at) => this.#person(each, at));
    this.#people.push(this.#weather());
  }

  async #person(follower: Follower, at: number): Promise<void> {
    for (let turn = 0; this.#going; turn++) {
      await until(() => !this.#going || follower.fold.n > 0);
      if (turn % 8 === 3) await this.#ask(follower, `person-${at}-${turn}`);
      else await this.#vote(follower, at);
      await pause(30 + this.#chance() * 200);
    }
  }

  async #ask(follower: Follower, clientId: string): Promise<void> {
    const input = { code: BUSY, clientId, text: `Câu hỏi ${clientId}: bao giờ có đèn đường?` };
    const answer = await follower.insist<{ id: string }>('dialogue:ask', input);
    if (!answer?.ok) return;
    this.asked.add(answer.id);
    this.acknowledged++;
  }

  async #vote(follower: Follower, at: number): Promise<void> {
    const open = Object.entries(follower.fold.state).filter(
      ([key, value]) => key.startsWith('question:') && (value as QuestionView).status === 'approved',
    );
    const chosen = open[Math.floor(this.#chance() * open.length)];
    if (!chosen) return;
    const question = (chosen[1] as QuestionView).id;
    const key = `${question} ${this.#tokens[at]!.split('.')[0]}`;
    const on = !this.votes.get(key);
    const answer = await follower.insist('dialogue:vote', { code: BUSY, question, on });
    // A refusal (the question has just been taken back) leaves things as they were.
    if (!answer?.ok) return;
    this.votes.set(key, on);
    this.acknowledged++;
  }

  /** Lines break, and some are slow. */
  async #weather(): Promise<void> {
    while (this.#going) {
      for (let count = 0; count < 6; count++) this.#one().cut();
      const slow = [this.#one(), this.#one(), this.#one()];
      for (const each of slow) each.hold();
      await pause(150);
      for (const each of slow) each.resume();
    }
  }

  #one(): Follower {
    return this.followers[Math.floor(this.#chance() * this.followers.length)]!;
  }

  /** Nobody begins anything more; what is under way is seen to its end. */
  async stop(): Promise<void> {
    this.#going = false;
    await Promise.all(this.#people);
    for (const each of this.followers) each.resume();
  }

  close(): void {
    for (const each of this.followers) each.close();
  }

  /** All have come to the number, whatever happened to them. */
  async caughtUp(n: number): Promise<void> {
    await until(() => this.followers.every(({ fold }) => fold.n >= n));
  }

  /** Every browser shows the stream; nothing acknowledged is missing, nothing counted twice. */
  check({ state, n, questions, votes }: Truth): void {
    for (const { fold } of this.followers) {
      expect(fold.n).to.equal(n);
      expect(fold.state).to.deep.equal(state);
    }
    expect(new Set(questions).size).to.equal(questions.length);
    expect(questions).to.include.members([...this.asked]);
    const stored = new Set(votes);
    expect(stored.size).to.equal(votes.length);
    for (const [key, on] of this.votes) expect(stored.has(key), `vote ${key}`).to.equal(on);
    for (const [key, value] of Object.entries(state)) {
      if (!key.startsWith('votes:')) continue;
      const counted = votes.filter((each) => each.startsWith(`${key.slice('votes:'.length)} `)).length;
      expect(value, key).to.equal(counted);
    }
  }
}

/** Waits for a condition; mocha's time limit ends what never comes. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(25);
}
