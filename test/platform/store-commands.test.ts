import { editedLater, item } from '../support/factories.ts';
import { StoreCommands, testCommands } from '../support/store-commands.ts';
import type { World } from '../support/world.ts';

/** What routes and operations send is noted by the role matrix, which calls them all. */
describe('what the product sends to its store while time passes', function () {
  this.timeout(120_000);
  const commands = new StoreCommands();
  let world: World;

  before(async () => {
    world = await commands.startWorld();
  });
  after(() => world.stop());

  it('brings items everywhere and lets time pass', async () => {
    const { code } = await item(world, { status: 'answered', replied: true, from: 'dept-justice' });
    await editedLater(world, code, { subject: 'Cây đổ trước nhà', text: 'Cây xà cừ trước cửa nhà đã đổ.' });
    await item(world, { status: 'assigned', returned: true });
    await item(world, { status: 'withdrawn' });
    await world.advance({ days: 40 });
    await world.app.dispatcher.recover();
  });

  testCommands(commands);
});
