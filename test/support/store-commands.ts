import { deserialize, serialize } from 'bson';
import { expect } from 'chai';
import type { CommandStartedEvent } from 'mongodb';
import mongoose from 'mongoose';
import { unsupportedParts } from '../../server/embedded-mongo/index.ts';
import { startWorld, type World } from './world.ts';

/** Fields of which no two rows have the same value. */
const UNIQUE = ['_id', 'code', 'n', 'number'];

/** What the product has sent to its store, while it was noted. */
export class StoreCommands {
  readonly sent: CommandStartedEvent[] = [];
  noting = true;

  /** A world whose commands are noted. */
  async startWorld(): Promise<World> {
    const shared = process.env['MONGODB_URI']!;
    mongoose.connection.once('connected', () => {
      mongoose.connection.getClient().on('commandStarted', (event) => {
        if (this.noting) this.sent.push(event);
      });
    });
    process.env['MONGODB_URI'] = `${shared}${shared.includes('?') ? '&' : '?'}monitorCommands=true`;
    try {
      return await startWorld();
    } finally {
      process.env['MONGODB_URI'] = shared;
    }
  }
}

/** Tests of all that was noted before. */
export function testCommands({ sent }: StoreCommands): void {
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
}
