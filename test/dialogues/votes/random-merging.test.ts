import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import {
  approveQuestion,
  castVote,
  mergeQuestion,
  separateQuestion,
} from '../../../server/dialogues/index.ts';
import { myQuestions } from '../../../server/dialogues/room/mine.ts';
import { MINE_CHANGED, SPACE } from '../../../server/dialogues/streams/protocol.ts';
import { roomOf } from '../../../server/dialogues/streams/rooms.ts';
import { votesCounted } from '../../../server/dialogues/votes/actions.ts';
import { Vote } from '../../../server/dialogues/votes/model.ts';
import { pause } from '../../../server/platform/clock/clock.ts';
import { Refusal } from '../../../server/platform/errors.ts';
import { startWorld, type World } from '../../support/world.ts';
import { chance } from '../room/crowd.ts';
import { type Participant, questionNow, type Scene, scene } from '../scene.ts';

const PEOPLE = 5;
const QUESTIONS = 6;
const SEEDS = [1, 2];
const ROUNDS = 10;
const STEPS = 8;

/** What people have said last, and where the questions belong: worked out without the product's code. */
class Expected {
  /** Acknowledged votes: `${question} ${person}`. */
  readonly votes = new Set<string>();
  readonly into = new Map<string, string>();
  /** Of a merged question: who is counted through it where it belongs now. */
  readonly through = new Map<string, Set<string>>();

  vote(question: string, person: string, on: boolean): void {
    if (on) this.votes.add(`${question} ${person}`);
    else {
      this.votes.delete(`${question} ${person}`);
      for (const each of this.mergedInto(question)) this.through.get(each)!.delete(person);
    }
  }

  mergedInto(question: string): string[] {
    return [...this.into].filter(([, target]) => target === question).map(([id]) => id);
  }

  merge(question: string, target: string): void {
    const voters = [...this.votes].filter((each) => each.startsWith(`${question} `));
    this.through.set(question, new Set(voters.map((each) => each.split(' ')[1]!)));
    for (const each of [question, ...this.mergedInto(question)]) this.into.set(each, target);
  }

  separate(question: string): void {
    this.into.delete(question);
    this.through.delete(question);
  }

  supports(person: string, question: string): boolean {
    return (
      this.votes.has(`${question} ${person}`) ||
      this.mergedInto(question).some((each) => this.through.get(each)!.has(person))
    );
  }
}

/** A participant's page: it asks for what is its own when it is told to, never otherwise. */
class Page {
  supported: readonly string[] = [];
  #asking = false;
  #again = false;
  readonly #code: string;
  readonly #one: Participant;
  readonly #socket: Socket;

  constructor(address: string, code: string, one: Participant) {
    this.#code = code;
    this.#one = one;
    this.#socket = io(`${address}${SPACE}`, { transports: ['websocket'], forceNew: true });
    this.#socket.on(MINE_CHANGED, () => void this.#ask());
  }

  async join(): Promise<void> {
    await this.#socket.emitWithAck('dialogue:join', { code: this.#code, token: this.#one.token });
  }

  async #ask(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    do {
      this.#again = false;
      this.supported = (await myQuestions(this.#one.context(), this.#code, this.#one.id)).votes;
    } while (this.#again);
    this.#asking = false;
  }

  /** As a page marks its button after the acknowledgement. */
  voted(question: string, on: boolean): void {
    // An answer under way may be older.
    this.#again = true;
    this.supported = [...this.supported.filter((each) => each !== question), ...(on ? [question] : [])];
  }

  close(): void {
    this.#socket.close();
  }
}

/** What is told comes a moment later. */
async function shows(page: Page, question: string, pressed: boolean): Promise<void> {
  const holds = () => page.supported.includes(question) === pressed;
  for (let tries = 0; tries < 40 && !holds(); tries++) await pause(25);
  expect(holds(), 'what the page shows').to.equal(true);
}

describe('votes while questions are merged and separated at random', function () {
  this.timeout(180_000);
  let world: World;
  let on: Scene;
  const pages: Page[] = [];

  before(async () => {
    world = await startWorld();
    on = await scene(world);
  });
  afterEach(() => {
    for (const each of pages.splice(0)) each.close();
  });
  after(() => world.stop());

  async function playground() {
    const code = await on.session('live');
    const by = on.moderator.context();
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => on.participant(code)));
    const questions: string[] = [];
    for (let at = 0; at < QUESTIONS; at++) {
      const id = await people[0]!.ask(`Câu hỏi số ${at}: bao giờ mở rộng đường?`);
      await approveQuestion(by, code, id);
      questions.push(id);
    }
    await world.settled();
    for (const one of people) pages.push(new Page(world.address, code, one));
    await Promise.all(pages.map((each) => each.join()));
    const vote = (at: number, question: string, given: boolean) =>
      castVote(people[at]!.context(), { code, question, on: given }, people[at]!.id);
    return { code, by, people, questions, vote };
  }

  /** All that was acknowledged has come to everybody. */
  async function quiet(): Promise<void> {
    await world.settled();
    await votesCounted();
  }

  for (const seed of SEEDS)
    it(`count each last word, wherever its question belongs (${seed})`, async () => {
      const { code, by, people, questions, vote } = await playground();
      const random = chance(seed);
      const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
      const expected = new Expected();
      const standing = () => questions.filter((id) => !expected.into.has(id));

      async function step(): Promise<void> {
        const kind = random();
        const question = one(standing());
        if (kind < 0.7) {
          const at = Math.floor(random() * PEOPLE);
          const given = random() < 0.65;
          await vote(at, question, given);
          expected.vote(question, people[at]!.id, given);
          pages[at]!.voted(question, given);
        } else if (kind < 0.87 && standing().length > 1) {
          const target = one(standing().filter((id) => id !== question));
          await mergeQuestion(by, code, question, { into: target });
          expected.merge(question, target);
          await world.settled();
        } else if (expected.into.size > 0) {
          const merged = one([...expected.into.keys()]);
          await separateQuestion(by, code, merged);
          expected.separate(merged);
          await approveQuestion(by, code, merged);
          await world.settled();
        }
      }

      for (let round = 0; round < ROUNDS; round++) {
        for (let count = 0; count < STEPS; count++) await step();
        await quiet();
        const stored = await Vote.find({ dialogue: code }).lean();
        expect(stored.map(({ _id }) => _id)).to.have.members([...expected.votes]);
        const { state } = (await roomOf(code)).public;
        for (const id of questions) {
          const supporters = people.filter((person) => expected.supports(person.id, id));
          const shown = expected.into.has(id) ? undefined : supporters.length;
          expect(state[`votes:${id}`] ?? (shown === 0 ? 0 : undefined), `sum of ${id}`).to.equal(shown);
          if (shown === undefined) continue;
          for (const [at, person] of people.entries()) {
            const { votes } = await myQuestions(person.context(), code, person.id);
            expect(votes.includes(id), 'what the store says').to.equal(supporters.includes(person));
            await shows(pages[at]!, id, supporters.includes(person));
          }
        }
      }
    });

  it('lose nothing when all happens at once', async () => {
    const { code, by, people, questions, vote } = await playground();
    const random = chance(11);
    const said = new Map<string, boolean>();
    let going = true;

    async function voter(at: number): Promise<void> {
      while (going) {
        const question = questions[Math.floor(random() * QUESTIONS)]!;
        const given = random() < 0.7;
        try {
          await vote(at, question, given);
          said.set(`${question} ${people[at]!.id}`, given);
        } catch (refusal) {
          // It is merged at this moment.
          if (!(refusal instanceof Refusal)) throw refusal;
        }
        await new Promise(setImmediate);
      }
    }

    async function moderator(): Promise<void> {
      for (let turn = 0; turn < 60; turn++) {
        const question = questions[Math.floor(random() * QUESTIONS)]!;
        const target = questions[Math.floor(random() * QUESTIONS)]!;
        const acts = {
          approved: () => mergeQuestion(by, code, question, { into: target }),
          merged: () => separateQuestion(by, code, question),
          pending: () => approveQuestion(by, code, question),
        } as Record<string, () => Promise<void>>;
        try {
          await acts[(await questionNow(question)).status]!();
        } catch (refusal) {
          if (!(refusal instanceof Refusal)) throw refusal;
        }
      }
      going = false;
    }

    await Promise.all([moderator(), ...people.map((_, at) => voter(at))]);
    await quiet();
    const stored = new Set((await Vote.find({ dialogue: code }).lean()).map(({ _id }) => _id));
    for (const [key, given] of said) expect(stored.has(key), key).to.equal(given);
    const supported = await Promise.all(people.map((one) => myQuestions(one.context(), code, one.id)));
    const { state } = (await roomOf(code)).public;
    for (const id of questions) {
      if (!state[`question:${id}`]) continue;
      const supporters = supported.filter(({ votes }) => votes.includes(id)).length;
      expect(state[`votes:${id}`] ?? 0, `sum of ${id}`).to.equal(supporters);
    }
  });
});
