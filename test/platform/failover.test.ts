import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { item, submission } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

/** What happens to the next command that carries these words. */
interface Cut {
  words: string;
  /** The command never comes to the store; or it is done, and nobody hears of it. */
  lost: 'command' | 'reply';
}

/** A line to the store that breaks in the middle of a write, as it does when the primary of a replica set dies. */
class BreakingLine {
  readonly cuts: Cut[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private readonly to: URL;

  constructor(to: URL) {
    this.to = to;
    const host = decodeURIComponent(to.hostname);
    this.server = createServer((client) => {
      const store = host.endsWith('.sock') ? connect(host) : connect(Number(to.port), host);
      const end = () => {
        client.destroy();
        store.destroy();
      };
      let replyLost = false;
      for (const socket of [client, store]) {
        this.sockets.add(socket);
        socket.on('error', end).on('close', end);
      }
      client.on('data', (command) => {
        const at = this.cuts.findIndex(({ words }) => command.includes(words));
        const [cut] = at < 0 ? [] : this.cuts.splice(at, 1);
        if (cut?.lost === 'command') return end();
        if (cut) replyLost = true;
        store.write(command);
      });
      store.on('data', (reply) => (replyLost ? end() : client.write(reply)));
    });
  }

  async address(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    return `mongodb://127.0.0.1:${port}/${this.to.search}`;
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

describe('the primary of the store dies in the middle of a write', function () {
  this.timeout(60_000);
  let direct: string;
  let line: BreakingLine;
  let world: World;
  let coordinator: Person;

  before(async () => {
    direct = process.env['MONGODB_URI']!;
    line = new BreakingLine(new URL(direct));
    process.env['MONGODB_URI'] = await line.address();
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
  });
  after(async () => {
    process.env['MONGODB_URI'] = direct;
    await world?.stop();
    line.close();
  });

  for (const lost of ['command', 'reply'] as const) {
    it(`an acceptance whose ${lost} is lost is said to be unsure, and sent again it is made once`, async () => {
      const { code } = await item(world, { status: 'submitted' });
      const { visitor } = coordinator;
      await visitor.get(`/feedback/${code}`);
      line.cuts.push({ words: 'feedback.accepted', lost });
      const path = `/feedback/${code}/acceptance`;
      const words = { text: 'Cây xà cừ trước nhà số 12 đã nghiêng sau trận mưa lớn.' };
      const first = await visitor.submit(`form[action="${path}"]`, words);
      expect(line.cuts, 'nothing was cut').to.have.length(0);
      expect(first.status).to.be.oneOf([200, 503]);
      // Where it was made and nobody heard of it, the form is gone.
      const page = await visitor.get(`/feedback/${code}`);
      if (page.$(`form[action="${path}"]`).length > 0)
        expect((await visitor.submit(`form[action="${path}"]`, words)).status).to.equal(200);
      await world.advance({ minutes: 1 });
      expect(await Feedback.findOne({ code }, { status: 1 }).lean()).to.include({ status: 'accepted' });
      expect(await Journal.countDocuments({ name: 'feedback.accepted', 'subject.code': code })).to.equal(1);
    });

    it(`a submission whose ${lost} is lost, sent again as it was, is one item`, async () => {
      const key = `0b7c7f2e-0000-4000-8000-00000000000${lost === 'reply' ? 1 : 2}`;
      const send = () =>
        fetch(`${world.address}/api/v1/feedback`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(submission()),
        });
      const before = await Feedback.countDocuments();
      line.cuts.push({ words: 'feedback.submitted', lost });
      const first = await send();
      expect(line.cuts, 'nothing was cut').to.have.length(0);
      expect(first.status).to.be.oneOf([201, 503]);
      const again = await send();
      expect(again.status, await again.text()).to.be.oneOf([200, 201]);
      await world.advance({ minutes: 1 });
      expect(await Feedback.countDocuments()).to.equal(before + 1);
      const { code } = (await Feedback.findOne().sort({ _id: -1 }).lean())!;
      expect(await Journal.countDocuments({ name: 'feedback.submitted', 'subject.code': code })).to.equal(1);
    });
  }
});
