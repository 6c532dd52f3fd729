import { deserialize, serialize } from 'bson';
import { expect } from 'chai';
import type { CommandStartedEvent } from 'mongodb';
import mongoose from 'mongoose';
import { unsupportedParts } from '../../server/embedded-mongo/index.ts';
import { editedLater, item } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';
import { Attempts } from '../walks/attempts.ts';
import { useMakers } from '../walks/makers.ts';
import { ROWS } from '../walks/role-matrix.ts';
import { SAMPLES } from '../walks/samples.ts';
import { type Viewer, viewers } from '../walks/viewers.ts';

describe('what the product sends to its store', function () {
  this.timeout(120_000);
  let shared: string;
  const sent: CommandStartedEvent[] = [];
  let world: World;
  let people: Viewer[];

  const listen = () => {
    mongoose.connection.getClient().on('commandStarted', (event) => void sent.push(event));
  };

  before(async () => {
    shared = process.env['MONGODB_URI']!;
    process.env['MONGODB_URI'] = `${shared}${shared.includes('?') ? '&' : '?'}monitorCommands=true`;
    mongoose.connection.once('connected', listen);
    world = await startWorld();
    people = await viewers(world);
    useMakers(world, people);
  });

  after(async () => {
    process.env['MONGODB_URI'] = shared;
    await world.stop();
  });

  it('calls every route and operation once as somebody who may', async () => {
    const attempts = new Attempts(world);
    const failed: string[] = [];
    for (const { name, expected } of ROWS.filter((row) => SAMPLES[row.name])) {
      const one = people.find((each) => expected[each.name] === 'ok');
      const { status } = one ? await attempts.attempt(name, one) : { status: 200 };
      if (status >= 400) failed.push(`${name} ${status}`);
    }
    expect(failed).to.deep.equal([]);
  });

  it('brings items everywhere and lets time pass', async () => {
    const { code } = await item(world, { status: 'answered', replied: true, from: 'dept-justice' });
    await editedLater(world, code, { subject: 'Cây đổ trước nhà', text: 'Cây xà cừ trước cửa nhà đã đổ.' });
    await item(world, { status: 'assigned', returned: true });
    await item(world, { status: 'withdrawn' });
    await world.advance({ days: 40 });
    await world.app.dispatcher.recover();
  });

  it('has sent nothing that the embedded store lacks', () => {
    const commands = new Set(sent.map(({ commandName }) => commandName));
    expect([...commands]).to.include.members([
      'insert',
      'update',
      'find',
      'findAndModify',
      'aggregate',
      'createIndexes',
    ]);
    expect(sent.length).to.be.greaterThan(500);
    const missing = sent.flatMap((event) =>
      // As it goes over the line: mongoose hands over arrays that know their document, and so never end.
      unsupportedParts(deserialize(serialize(event.command))).map((part) => `${event.commandName}: ${part}`),
    );
    expect([...new Set(missing)]).to.deep.equal([]);
  });

  it('asks for rows in an order without ties, or for all of them', () => {
    const UNIQUE = ['_id', 'code', 'n', 'number'];
    const loose = sent
      .filter(({ commandName, command }) => commandName === 'find' && command['limit'] !== 1)
      .filter(({ command }) => {
        const { sort } = command;
        const fields = sort instanceof Map ? [...sort.keys()] : Object.keys(sort ?? {});
        return fields.length > 0 ? !UNIQUE.includes(fields.at(-1)!) : command['limit'] !== undefined;
      });
    const told = loose.map(
      ({ command }) => `${command['find']} ${JSON.stringify([...Object.keys(command['filter'])])}`,
    );
    expect([...new Set(told)].join('\n')).to.equal('');
  });

  it('asks for what is on disk with every write', () => {
    const writes = sent.filter(({ commandName }) =>
      ['insert', 'update', 'delete', 'findAndModify'].includes(commandName),
    );
    const lax = writes.filter(({ command }) => command['writeConcern']?.w !== 'majority');
    expect([
      ...new Set(lax.map(({ command, commandName }) => `${commandName} ${command[commandName]}`)),
    ]).to.deep.equal([]);
  });
});
