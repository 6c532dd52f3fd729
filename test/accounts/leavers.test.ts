import { expect } from 'chai';
import { createToken } from '../../server/accounts/index.ts';
import { AccountModel } from '../../server/accounts/model.ts';
import { addressesIn } from '../../server/accounts/rules.ts';
import { closes } from '../../server/accounts/scim.ts';
import { startWorld, type World } from '../support/world.ts';
import { person, signedIn, system } from './world.ts';

const TOKEN = 'a-token-of-the-directory-of-the-city';

describe('a list of leavers', () => {
  it('is read as offices keep it: lines, tables, quotes, names in front', () => {
    expect(
      addressesIn(
        'Họ tên;Email\r\nLê An;An@city.example;Sở Y tế\r\n"Trần, Bình",<binh@city.example>\n\ncuong@city.example\nan@city.example\n@ nobody',
      ),
    ).to.deep.equal({
      addresses: ['an@city.example', 'binh@city.example', 'cuong@city.example'],
      without: 2,
    });
    expect(addressesIn("'o'neil@city.example'").addresses).to.deep.equal(["o'neil@city.example"]);
    expect(addressesIn('a'.repeat(200_000)).addresses, 'in no time').to.deep.equal([]);
    expect(addressesIn('').addresses).to.deep.equal([]);
  });

  it('is read in no time, however long a line is', () => {
    const begun = performance.now();
    for (const long of [
      'a'.repeat(200_000),
      `${'a@'.repeat(100_000)}`,
      `${'\u0323\u0301'.repeat(99_000)}@b.c`,
    ])
      expect(addressesIn(long)).to.deep.equal({ addresses: [], without: 1 });
    expect(performance.now() - begun).to.be.below(1_000);
  });
});

describe('leavers', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ SCIM_TOKEN: TOKEN });
  });
  after(() => world.stop());

  const statusOf = async ({ id }: { id: string }) => (await AccountModel.findById(id).lean())!.status;

  it('are looked at first, then closed at once, with their sessions and tokens', async () => {
    const boss = await person(world, { roles: ['administrator'] });
    const administrator = await signedIn(world, boss);
    const [one, other] = [await person(world), await person(world)];
    await AccountModel.updateOne({ _id: other.id }, { $set: { status: 'inactive' } });
    const browser = await signedIn(world, one);
    const { token } = await createToken(system(world), { email: one.email, scopes: ['read'], days: 9 });
    await administrator.get('/accounts/leavers');
    await administrator.submit('/accounts/leavers', {
      list: `Email\n${one.email}\n${other.email}\nstranger@city.example\n${boss.email}`,
    });
    const cells = () =>
      administrator
        .last!.$('td:last-child')
        .map((_, each) => administrator.last!.$(each).text())
        .get();
    expect(cells()).to.deep.equal([
      ...['will be closed', 'was closed before', 'there is none', 'your own: left as it is'],
    ]);
    expect(administrator.last!.text).to.contain('1 line has no address');
    expect(await statusOf(one)).to.equal('active');
    await administrator.submit('form:has([name=sure])');
    expect(cells()[0]).to.equal('closed');
    expect(await statusOf(one)).to.equal('inactive');
    expect(await statusOf(boss)).to.equal('active');
    await browser.get('/account');
    expect(browser.last!.path).to.contain('/sign-in');
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${world.address}/api/v1/units`, { headers })).status).to.equal(401);
    await administrator.submit('section:last-of-type form', { list: 'nobody here' });
    expect(administrator.last!.status).to.equal(422);
    expect(administrator.last!.$('#list').text()).to.equal('nobody here');
  });

  async function scim(
    method: string,
    path: string,
    { body, token = TOKEN }: { body?: unknown; token?: string } = {},
  ) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${world.address}/scim/v2${path}`, { method, headers, ...sent });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
  }

  const closing = (value: unknown, path?: string) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'Replace', ...(path ? { path } : {}), value }],
  });

  it('are found and closed by a directory over SCIM', async () => {
    const one = await person(world);
    const browser = await signedIn(world, one);
    const filter = encodeURIComponent(`userName eq "${one.email.toUpperCase()}"`);
    const found = await scim('GET', `/Users?filter=${filter}`);
    expect(found.body).to.deep.include({ totalResults: 1, startIndex: 1, itemsPerPage: 1 });
    expect(found.body.Resources[0]).to.deep.include({ id: one.id, userName: one.email, active: true });
    expect(JSON.stringify(found.body)).not.to.match(/hash|roles/i);
    await AccountModel.updateOne({ _id: one.id }, { $set: { status: 'invited' } });
    expect((await scim('GET', `/Users/${one.id}`)).body.active, 'invited').to.equal(true);
    await AccountModel.updateOne({ _id: one.id }, { $set: { status: 'active' } });
    expect((await scim('GET', '/Users?count=0')).body.Resources).to.deep.equal([]);
    const page = await scim('GET', '/Users?startIndex=2&count=1');
    expect(page.body.Resources).to.have.length(1);
    const closed = await scim('PATCH', `/Users/${one.id}`, { body: closing({ active: false }) });
    expect(closed).to.deep.include({ status: 200 });
    expect(closed.body.active).to.equal(false);
    await browser.get('/account');
    expect(browser.last!.path).to.contain('/sign-in');
    expect((await scim('PATCH', `/Users/${one.id}`, { body: closing('False', 'active') })).status).to.equal(
      200,
    );
    const other = await person(world);
    expect((await scim('DELETE', `/Users/${other.id}`)).status).to.equal(204);
    expect(await statusOf(other)).to.equal('inactive');
    expect((await scim('DELETE', `/Users/${other.id}`)).status).to.equal(204);
  });

  it('cannot be made, changed or opened over SCIM, nor by a wrong token, nor can the last administrator go', async () => {
    const one = await person(world);
    expect((await scim('GET', '/Users', { token: 'wrong-token-wrong-token-wrong-token' })).status).to.equal(
      401,
    );
    expect((await scim('GET', '/Users/nobody')).status).to.equal(404);
    expect((await scim('POST', '/Users', { body: {} })).status).to.equal(501);
    expect((await scim('PUT', `/Users/${one.id}`, { body: {} })).status).to.equal(501);
    expect((await scim('GET', '/Users?filter=name')).body.scimType).to.equal('invalidFilter');
    for (const body of [{}, [], 'x', closing(true, 'active'), closing('admin', 'roles'), closing(null)])
      expect((await scim('PATCH', `/Users/${one.id}`, { body })).status, JSON.stringify(body)).to.equal(400);
    expect(() => closes({ Operations: [null] })).to.throw();
    expect(await statusOf(one)).to.equal('active');
    const administrators = await AccountModel.find({ roles: 'administrator', status: 'active' }).lean();
    const answers = [];
    for (const { _id } of administrators) answers.push((await scim('DELETE', `/Users/${_id}`)).status);
    expect(answers.at(-1)).to.equal(409);
    expect((await scim('GET', '/ServiceProviderConfig')).body.patch.supported).to.equal(true);
  });
});
