// The whole application in a process of its own, with a busy session: made to be killed, or to be one of two.
import { readConfig } from '../../../server/config.ts';
import { approveQuestion, editQuestion, rejectQuestion } from '../../../server/dialogues/index.ts';
import { Question } from '../../../server/dialogues/questions/model.ts';
import { roomOf } from '../../../server/dialogues/streams/rooms.ts';
import { votesCounted } from '../../../server/dialogues/votes/actions.ts';
import { Vote } from '../../../server/dialogues/votes/model.ts';
import { pause } from '../../../server/platform/clock/clock.ts';
import { runServer } from '../../../server/run.ts';
import {
  BUSY,
  busyContext,
  busyExists,
  busyTokens,
  prepareBusyDialogue,
} from '../../support/busy-dialogue.ts';

const people = Number(process.env['PEOPLE']);
const running = await runServer({
  config: readConfig({
    ...process.env,
    LOG_LEVEL: 'error',
    SESSION_SECRET: 'a secret for tests only, thirty-two characters',
    LIVE_EVENTS_PER_ADDRESS: '1000000',
  }),
  async beforeListen({ site }) {
    if (!(await busyExists())) await prepareBusyDialogue(site, people, 10);
  },
});

let moderating = process.env['MODERATES'] === 'yes';

/** A moderator who lets everything in, and edits and takes back some of it. */
async function moderate(): Promise<void> {
  for (let turn = 0; moderating; turn++) {
    const asked = await Question.find({ dialogue: BUSY, status: 'pending' }, { _id: 1 }).limit(5).lean();
    for (const [at, { _id }] of asked.entries()) {
      await approveQuestion(busyContext(running.app.site), BUSY, _id);
      if (at === 1)
        await editQuestion(busyContext(running.app.site), BUSY, _id, { text: `Sửa lại: câu hỏi ${turn}` });
      if (at === 3)
        await rejectQuestion(busyContext(running.app.site), BUSY, _id, {
          reason: 'off-topic',
          note: 'Ngoài chủ đề',
        });
    }
    await pause(20);
  }
}

process.once('SIGTERM', () => {
  moderating = false;
});

const told = {
  /** The truth: what the store holds, once everything has followed. */
  async truth() {
    moderating = false;
    await moderated;
    // What a killed process has left is taken up in the background: see it through.
    await running.app.dispatcher.recover();
    await running.app.dispatcher.settled();
    await votesCounted();
    const room = await roomOf(BUSY);
    // Another process may have had the last word.
    await room.public.readOn();
    const { state, n } = room.public;
    const questions = await Question.find({ dialogue: BUSY, channel: 'online' }, { participant: 1 }).lean();
    const votes = await Vote.find({ dialogue: BUSY }).lean();
    return { state, n, questions: questions.map(({ _id }) => _id), votes: votes.map(({ _id }) => _id) };
  },
};

const moderated = moderate();
process.on('message', async (ask: keyof typeof told) => process.send!(await told[ask]()));
process.send!({ address: running.address, tokens: busyTokens(running.app.site, people) });
