import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { assessLine } from '../../server/answer-quality/answer-lines.ts';
import { loadAnswerRules } from '../../server/answer-quality/index.ts';
import { LONGEST_LINE, textLines } from '../../server/platform/json-lines.ts';
import { builtProgram } from '../support/built.ts';

const rules = loadAnswerRules();
const LINE = {
  id: 'a-1',
  language: 'en',
  question: 'When is the lamp mended?',
  answer: 'It will be mended in due course.',
};

async function run(input: string): Promise<{ lines: Record<string, unknown>[]; code: number }> {
  const child = spawn(process.execPath, [builtProgram('server/answer-quality/assess-answers.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    output += part;
  });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  return {
    lines: output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    code,
  };
}

describe('assess-answers', () => {
  it('keeps the order, names bad lines by number and ends with 1', async () => {
    const { lines, code } = await run(
      `\uFEFF${JSON.stringify(LINE)}\n{\n\n${JSON.stringify({ ...LINE, id: 7 })}\n`,
    );
    expect(lines.map((line) => line.id ?? line.line)).to.deep.equal(['a-1', 2, 7]);
    expect(lines[1]).to.deep.equal({ line: 2, error: 'not-json' });
    expect(code).to.equal(1);
  }).timeout(20_000);

  it('writes the fields of the contract, with hints in the language of the answer', () => {
    const result = assessLine(
      JSON.stringify({
        ...LINE,
        language: 'vi',
        answer: 'Sẽ sửa trong thời gian tới.',
        question: 'Bao giờ sửa đèn?',
      }),
      rules,
    ) as {
      verdict: string;
      score: number;
      defects: { type: string; start: number | null; hint: string }[];
      points: object[];
    };
    expect(result).to.include.keys('id', 'verdict', 'score', 'defects', 'points');
    expect(result.verdict).to.equal('vague');
    expect(result.score).to.be.below(55);
    expect(result.defects.map((defect) => defect.hint)).to.include('Nêu ngày hoàn thành hoặc ngày báo lại.');
    expect(result.points).to.deep.equal([{ text: 'Bao giờ sửa đèn?', answered: false }]);
  });

  it('leaves advice on style out of the defects', () => {
    const answer = `Yes, the lamp is mended on 14 August by Mr Hai ${'and the pole is painted too '.repeat(8)}.`;
    const { defects } = assessLine(JSON.stringify({ ...LINE, answer }), rules) as {
      defects: { hint: string }[];
    };
    expect(defects.every(({ hint }) => !hint.includes('words'))).to.equal(true);
  });

  it('says which field is wrong', () => {
    expect(() => assessLine('[]', rules)).to.throw('not-an-object');
    expect(() => assessLine(JSON.stringify({ ...LINE, language: 'de' }), rules)).to.throw('language-unknown');
    expect(() => assessLine(JSON.stringify({ ...LINE, answer: 3 }), rules)).to.throw('answer-missing');
    expect(() => assessLine(JSON.stringify({ ...LINE, points: [1] }), rules)).to.throw('points-unreadable');
  });

  it('cuts a stream into lines wherever its pieces end, and drops a line beyond the limit', async () => {
    async function* pieces() {
      const bytes = Buffer.from('một\nhai\u2028ba\n');
      yield bytes.subarray(0, 3);
      yield bytes.subarray(3);
      yield Buffer.from('x'.repeat(LONGEST_LINE + 1));
      yield Buffer.from('\nend');
    }
    const lines: (string | undefined)[] = [];
    for await (const line of textLines(pieces())) lines.push(line);
    expect(lines).to.deep.equal(['một', 'hai\u2028ba', undefined, 'end']);
  });
});
