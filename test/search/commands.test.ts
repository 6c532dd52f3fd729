import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { builtProgram } from '../support/built.ts';

const TEXTS = [
  {
    id: 'lamp-en',
    text: 'The street lamp before the school does not work, and children walk home in the dark.',
  },
  {
    id: 'fees-en',
    text: 'The fees of the kindergarten were raised without a decision that parents could read.',
  },
  {
    id: 'lamp-vi',
    text: 'Đèn đường trước cổng trường tiểu học bị hỏng, buổi tối các cháu đi học về rất nguy hiểm.',
  },
  {
    id: 'land-vi',
    text: 'Hồ sơ cấp giấy chứng nhận quyền sử dụng đất quá hạn ba tháng mà không được trả lời.',
  },
  { id: 'birth-ru', text: 'В районе отказались выдать свидетельство о рождении без справки о прописке.' },
  { id: 'road-ru', text: 'На дороге у рынка глубокие ямы, после дождя не пройти и не проехать.' },
];
const ASKED = [
  { id: 1, text: 'Street lamps at the school are out; it is dark when the children go home', is: 'lamp-en' },
  { id: 2, text: 'Cổng trường không có đèn, buổi tối tối om, các cháu đi về nguy hiểm', is: 'lamp-vi' },
  { id: 3, text: 'Giấy chứng nhận đất làm mãi không xong, hồ sơ đã quá hạn', is: 'land-vi' },
  { id: 4, text: 'Для свидетельств о рождении требуют справку, хотя прописка не нужна', is: 'birth-ru' },
  { id: 5, text: 'Ямы на дорогах возле рынка', is: 'road-ru' },
];
const UNITS: Record<string, string> = {
  lamp: 'lights',
  fees: 'education',
  land: 'land-office',
  birth: 'registry',
  road: 'roads',
};

describe('find-similar and suggest-units', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'similar-'));
    const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
    writeFileSync(join(directory, 'against.jsonl'), lines(TEXTS));
    const history = TEXTS.map(({ id, text }) => ({ text, unit: UNITS[id.split('-')[0]!] }));
    writeFileSync(join(directory, 'history.jsonl'), `${lines(history)}\n{"text":"no unit"}\n`);
  });
  after(() => rmSync(directory, { recursive: true }));

  async function run(name: string, input: string, args: string[]) {
    const child = spawn(process.execPath, [builtProgram(`server/search/${name}.ts`), ...args]);
    const read = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (read.out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (read.err += part));
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number];
    const lines = read.out.split('\n').filter(Boolean);
    return { lines: lines.map((line) => JSON.parse(line)), errors: read.err, code };
  }

  const asked = () => ASKED.map(({ id, text }) => JSON.stringify({ id, text })).join('\n');

  it('finds what says the same, in each language, best first', async () => {
    const { lines, code } = await run('find-similar', asked(), [
      '--against',
      join(directory, 'against.jsonl'),
    ]);
    expect(code).to.equal(0);
    expect(lines.map(({ id }) => id)).to.deep.equal([1, 2, 3, 4, 5]);
    for (const [at, { similar }] of lines.entries()) {
      expect(similar[0].id, ASKED[at]!.text).to.equal(ASKED[at]!.is);
      expect(similar.map(({ score }: { score: number }) => score)).to.satisfy((scores: number[]) =>
        scores.every((score, place) => score > 0 && score <= 1 && score <= (scores[place - 1] ?? 1)),
      );
    }
  }).timeout(20_000);

  it('does not find a text in itself, and nothing in nothing', async () => {
    const input = `${JSON.stringify(TEXTS[0])}\n{"id":"x","text":"…"}\n`;
    const { lines } = await run('find-similar', input, ['--against', join(directory, 'against.jsonl')]);
    expect(lines[0].similar.map(({ id }: { id: string }) => id)).not.to.include('lamp-en');
    expect(lines[1]).to.deep.equal({ id: 'x', similar: [] });
  }).timeout(20_000);

  it('suggests units, best first, whose scores are shares', async () => {
    const { lines, errors, code } = await run('suggest-units', asked(), [
      '--history',
      join(directory, 'history.jsonl'),
    ]);
    expect(code).to.equal(0);
    expect(errors).to.match(/history\.jsonl line 7: unit-missing/);
    for (const [at, { units }] of lines.entries()) {
      expect(units[0].unit, ASKED[at]!.text).to.equal(UNITS[ASKED[at]!.is.split('-')[0]!]);
      const sum = units.reduce((all: number, { score }: { score: number }) => all + score, 0);
      expect(sum).to.be.within(0.5, 1.001);
      expect(units.length).to.be.at.most(5);
    }
  }).timeout(20_000);

  it('names bad lines by number, keeps the order and ends with 1', async () => {
    const input = `\uFEFF${JSON.stringify(ASKED[0])}\n{\n\n[]\n{"id":3}\n{"text":"a"}\n${JSON.stringify(ASKED[1])}`;
    const { lines, code } = await run('find-similar', input, ['--against', join(directory, 'against.jsonl')]);
    expect(lines.map(({ id, line, error }) => (error ? [line, error] : id))).to.deep.equal([
      1,
      [2, 'not-json'],
      [4, 'not-an-object'],
      [5, 'text-missing'],
      [6, 'id-missing'],
      2,
    ]);
    expect(code).to.equal(1);
  }).timeout(20_000);

  it('says what is missing, with exit code 2', async () => {
    const { errors, code, lines } = await run('find-similar', '', []);
    expect({ code, lines }).to.deep.equal({ code: 2, lines: [] });
    expect(errors).to.contain('--against FILE');
    expect((await run('suggest-units', '', ['--history', join(directory, 'none')])).code).to.equal(2);
  }).timeout(20_000);
});
