import { expect } from 'chai';
import * as cheerio from 'cheerio';
import { addQuestion } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { spanOf, subjectOf } from '../../server/open311/rules.ts';
import { xmlOf } from '../../server/open311/xml.ts';
import { recordEnd } from '../../server/regulations/ended/actions.ts';
import { castOf, item, REGULATION, UNIT } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';

/** What GeoReport v2 names, in its order. */
const SERVICE = [...['service_code', 'service_name', 'description', 'metadata', 'type', 'keywords', 'group']];
const ATTRIBUTE = [
  ...['variable', 'code', 'datatype', 'required', 'datatype_description', 'order', 'description', 'values'],
];
const REQUEST = [
  ...['service_request_id', 'status', 'status_notes', 'service_name', 'service_code', 'description'],
  ...['agency_responsible', 'service_notice', 'requested_datetime', 'updated_datetime'],
  ...['expected_datetime', 'address', 'address_id', 'zipcode', 'lat', 'long', 'media_url'],
];

const TEXT = 'Đèn đường trước số 7 tắt đã hai tuần. Buổi tối rất tối, xin sửa sớm.';

describe('Open311 GeoReport v2', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${world.address}/open311/${path}`, { ...init, headers: { 'Accept-Language': 'en' } });
  const json = async (path: string) => (await ask(path)).json() as Promise<any>;
  const post = (fields: Record<string, string>, format = 'json') =>
    ask(`v2/requests.${format}`, { method: 'POST', body: new URLSearchParams(fields) });

  it('cuts a subject out of a description, and asks for ninety days at most', () => {
    expect(subjectOf(TEXT, 5)).to.equal('Đèn đường trước số 7 tắt đã hai tuần.');
    expect(subjectOf(`A. ${'dài '.repeat(60)}`, 5)).to.match(/^A\. .{50,118}…$/);
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    const now = day('2026-06-01');
    expect(spanOf({}, now)).to.deep.equal({ from: day('2026-03-03'), to: now });
    expect(spanOf({ from: day('2026-01-01') }, now)).to.deep.equal({
      from: day('2026-01-01'),
      to: day('2026-04-01'),
    });
    const long = spanOf({ from: day('2020-01-01'), to: day('2026-05-01') }, now);
    expect(long.from).to.deep.equal(day('2026-01-31'));
  });

  it('writes what people typed as XML that stays XML', () => {
    const written = xmlOf('services', [{ name: 'a <b> & "c"\u0000\u000b', none: null }]);
    const read = cheerio.load(written, { xml: true });
    expect(read('services > service > name').text()).to.equal('a <b> & "c"');
    expect(read('none')).to.have.length(1);
  });

  it('tells its place, its services and what each may be told', async () => {
    const found = await json('discovery.json');
    expect(found.endpoints[0]).to.include({ specification: 'http://wiki.open311.org/GeoReport_v2' });
    const services = await json('v2/services.json');
    for (const service of services) expect(Object.keys(service)).to.deep.equal(SERVICE);
    expect(services.map((each: any) => each.service_code)).to.include.members([
      'general-feedback',
      REGULATION,
    ]);
    const xml = cheerio.load(await (await ask('v2/services.xml')).text(), { xml: true });
    expect(xml('services > service')).to.have.length(services.length);
    const { context } = await (await castOf(world)).inUnit('head', UNIT);
    await addQuestion(context(), REGULATION, {
      ...{
        kind: 'text',
        words: { vi: 'Cây cao mấy mét?' },
        choices: [],
        required: false,
        from: '2026-03-04',
      },
    });
    const definition = await json(`v2/services/${REGULATION}.json`);
    expect(definition).to.include({ service_code: REGULATION });
    for (const attribute of definition.attributes) expect(Object.keys(attribute)).to.deep.equal(ATTRIBUTE);
    expect(definition.attributes.at(-1)).to.deep.include({
      ...{ description: 'Cây cao mấy mét?', datatype: 'string', required: false },
    });
    const inXml = cheerio.load(await (await ask(`v2/services/${REGULATION}.xml`)).text(), { xml: true });
    const kinds = inXml('service_definition > attributes > attribute')
      .filter((_, each) => inXml(each).children('code').text() === 'kind')
      .find('values > value > key');
    expect(kinds.toArray().map((each) => inXml(each).text())).to.deep.equal([
      ...['feedback', 'recommendation', 'question'],
    ]);
  });

  it('takes a request as the form does, and shows nothing of its words and sender before it is accepted', async () => {
    const { attributes } = await json(`v2/services/${REGULATION}.json`);
    const sent: Record<string, string> = {
      [`attribute[${attributes.at(-1).code}]`]: '12 m',
      ...{ service_code: REGULATION, description: TEXT, first_name: 'Lan', last_name: 'Nguyễn' },
      ...{ email: 'lan311@kin.example', address_string: 'Số 7 Hàng Bông', lat: '21.03', long: '105.85' },
      ...{ 'attribute[kind]': 'recommendation', 'attribute[language]': 'vi', jurisdiction_id: 'city' },
    };
    const answer = await post(sent);
    expect(answer.status).to.equal(200);
    const [made] = (await answer.json()) as any[];
    expect(made.service_notice).to.match(/Your key: \S+/);
    const code = made.service_request_id;
    const row = await Feedback.findOne({ code }).lean();
    expect(row).to.deep.include({ regulation: REGULATION, kind: 'recommendation', channel: 'api' });
    expect(row!.originalText).to.deep.equal({
      subject: 'Đèn đường trước số 7 tắt đã hai tuần.',
      text: `${TEXT}\nĐịa điểm: Số 7 Hàng Bông\nĐịa điểm: 21.03, 105.85`,
    });
    expect(row!.questionReplies).to.have.length(1);
    expect(row!.questionReplies![0]).to.include({ reply: '12 m' });
    expect(row!.sender).to.include({ name: 'Nguyễn Lan', email: 'lan311@kin.example' });

    const [shown] = await json(`v2/requests/${code}.json`);
    expect(Object.keys(shown)).to.deep.equal(REQUEST);
    expect(shown).to.include({ status: 'open', service_code: REGULATION, description: '' });
    expect(JSON.stringify(shown)).to.not.contain('Lan').and.not.contain('Đèn đường');
    expect(await json(`v2/tokens/${code}.json`)).to.deep.equal([{ service_request_id: code, token: code }]);
    const xml = await (
      await post({ ...sent, service_code: 'general-feedback', 'attribute[unit]': UNIT }, 'xml')
    ).text();
    const general = cheerio.load(xml, { xml: true });
    expect(general('service_requests > request > service_request_id').text()).to.match(/^PA-/);
  });

  it('lists requests by service, state, time and number, those about the conduct of an office never', async () => {
    const open = await item(world, { status: 'accepted' });
    const closed = await item(world, { status: 'answered' });
    const shielded = await item(world, { status: 'accepted', input: { conductOf: UNIT } });
    const codes = async (query: string) =>
      (await json(`v2/requests.json?${query}`)).map((each: any) => each.service_request_id);
    expect(await codes(`service_code=${REGULATION}`)).to.include.members([open.code, closed.code]);
    expect(await codes('')).to.not.include(shielded.code);
    expect(await codes(`service_request_id=${shielded.code}`)).to.deep.equal([]);
    expect(await codes('status=closed'))
      .to.include(closed.code)
      .and.not.include(open.code);
    expect(await codes('status=open,closed')).to.include.members([open.code, closed.code]);
    expect(await codes('end_date=2020-01-01T00:00:00Z')).to.deep.equal([]);
    expect(await codes(`service_request_id=${open.code},${closed.code}`)).to.have.members([
      open.code,
      closed.code,
    ]);
    const [answered] = await json(`v2/requests/${closed.code}.json`);
    expect(answered.description).to.contain('Cây');
    expect(answered.agency_responsible).to.not.equal('');
    expect(answered.status_notes).to.contain('cắt tỉa cây này');
    const declined = await item(world, { status: 'answered', input: { publishText: false } });
    const [closedWords] = await json(`v2/requests/${declined.code}.json`);
    expect(closedWords).to.include({ status: 'closed', description: '' });
    expect(closedWords.status_notes).to.not.contain('cắt tỉa');
    const refused = await item(world, { status: 'refused' });
    const [guided] = await json(`v2/requests/${refused.code}.json`);
    expect(guided).to.include({ status: 'closed', description: '', agency_responsible: '' });
    expect(guided.status_notes).to.not.contain('khiếu nại');
  });

  it('says what is wrong in the form of the standard', async () => {
    const missing = await post({ description: 'ngắn' });
    expect(missing.status).to.equal(400);
    const errors = (await missing.json()) as any[];
    expect(errors.map(({ code }) => code)).to.deep.equal([400, 400]);
    expect(errors.map(({ description }) => description.split(':')[0])).to.have.members([
      ...['service_code', 'description'],
    ]);
    const unknown = await post({ service_code: 'no-such', description: TEXT }, 'xml');
    expect(unknown.status).to.equal(404);
    expect(unknown.headers.get('content-type')).to.equal('text/xml; charset=utf-8');
    const xml = cheerio.load(await unknown.text(), { xml: true });
    expect(xml('errors > error > code').text()).to.equal('404');
    const nowhere = await post({
      service_code: 'general-feedback',
      description: TEXT,
      first_name: 'Lan',
      email: 'a@kin.example',
    });
    expect(((await nowhere.json()) as any[])[0].description).to.match(/^attribute\[unit\]: /);
    const whole = { service_code: REGULATION, description: TEXT, first_name: 'Lan', email: 'a@kin.example' };
    const wrong = async (more: Record<string, string>) => {
      const refused = await post({ ...whole, ...more });
      const descriptions = ((await refused.json()) as any[]).map(({ description }) => description);
      return [refused.status, ...descriptions.map((each: string) => each.split(':')[0])];
    };
    expect(await wrong({ 'attribute[kind]': 'joke' })).to.deep.equal([400, 'attribute[kind]']);
    expect(await wrong({ 'attribute[language]': 'xx' })).to.deep.equal([400, 'attribute[language]']);
    expect(await wrong({ address_id: 'no-such' })).to.deep.equal([400, 'attribute[ward]']);
    expect(await wrong({ service_code: 'general-feedback', 'attribute[unit]': 'no-such' })).to.deep.equal([
      400,
      'attribute[unit]',
    ]);
    for (const path of ['v2/requests/PA-1999-000001.json', 'v2/tokens/no.json', 'v2/services/no-such.json'])
      expect((await ask(path)).status, path).to.equal(404);
    const large = await post({ service_code: REGULATION, description: 'x'.repeat(3_000_000) });
    expect(large.status).to.equal(413);
    expect(((await large.json()) as any[])[0].code).to.equal(413);
    expect((await ask('v2/requests.json?status=lost')).status).to.equal(400);
  });

  it('offers no procedure that has ended, and still tells what was handed in about it', async () => {
    const { code } = await item(world, { status: 'accepted' });
    const { coordinator } = await castOf(world);
    await recordEnd(coordinator.context(), {
      ...{ kind: 'procedure', name: REGULATION, endedOn: '2026-03-01', replacedBy: null },
    });
    const offered = (await json('v2/services.json')).map((each: any) => each.service_code);
    expect(offered).to.include('general-feedback').and.not.include(REGULATION);
    const [told] = await json(`v2/requests/${code}.json`);
    expect(told).to.include({ service_code: REGULATION });
  });
});
