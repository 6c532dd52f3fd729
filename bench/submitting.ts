import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { type Child, startChild } from './child.ts';
import { interleaved, type Row, rowOf } from './rounds.ts';
import { submissionOf } from './submission.ts';

interface Form {
  address: string;
  cookie: string;
  token: string;
}

let number = 0;

/** One page of the form gives the token; every submission has an idempotency key of its own, as a browser's would. */
async function openForm(address: string): Promise<Form> {
  const response = await fetch(`${address}/feedback/new?regulation=birth-registration`);
  const html = await response.text();
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { address, cookie, token: /name="_csrf" value="([^"]+)"/.exec(html)![1]! };
}

function body(token: string): string {
  const {
    publishText: _publish,
    points: _points,
    papers: _papers,
    questionReplies: _replies,
    ...input
  } = submissionOf(number++);
  return new URLSearchParams({
    ...input,
    publishText: 'yes',
    step: 'send',
    idempotencyKey: `bench-${process.pid}-${number}`,
    _csrf: token,
  } as Record<string, string>).toString();
}

const headers = (form: Form) => ({
  cookie: form.cookie,
  origin: form.address,
  'content-type': 'application/x-www-form-urlencoded',
});

const agent = new Agent({ keepAlive: true });

/** Not by `fetch`, which takes longer than what it measures here. */
function post(form: Form): Promise<void> {
  const sent = body(form.token);
  const sending = request(`${form.address}/feedback/new`, {
    agent,
    method: 'POST',
    headers: { ...headers(form), 'content-length': Buffer.byteLength(sent) },
  });
  return new Promise((resolve, reject) => {
    sending.once('error', reject);
    sending.once('response', (response) => {
      if (response.statusCode !== 303) reject(new Error(`submitting gave ${response.statusCode}`));
      response.resume().once('end', resolve);
    });
    sending.end(sent);
  });
}

/** Median milliseconds of one after another. */
async function serial(form: Form, count: number): Promise<number> {
  const times: number[] = [];
  for (let each = 0; each < count; each++) {
    const begun = performance.now();
    await post(form);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[count >> 1]!;
}

/** Submissions a second over 32 connections. */
async function inFlight(form: Form, seconds: number): Promise<number> {
  const result = await autocannon({
    url: `${form.address}/feedback/new`,
    connections: 32,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        headers: headers(form),
        setupRequest: (request) => ({ ...request, body: body(form.token) }),
      },
    ],
  });
  if (result.non2xx !== result['3xx'])
    throw new Error(`submitting: ${result['4xx']} refused, ${result['5xx']} faults`);
  return result['3xx'] / result.duration;
}

export async function benchSubmitting(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const site = await startChild<{ address: string }>('site.js', { DATA_DIR: join(directory, 'site') });
  const bare: Child<object> = await startChild('baselines/insert-one.js', {
    DATA_DIR: join(directory, 'bare'),
  });
  const form = await openForm(site.ready.address);
  const quiet = async (figure: number) => {
    await site.ask('settle');
    return figure;
  };
  await quiet(await inFlight(form, 4));
  await bare.ask({ inFlight: 32, milliseconds: 2000 });
  const one = await interleaved(
    async () => quiet(await serial(form, 200)),
    () => bare.ask<number>({ serial: 200 }),
  );
  const many = await interleaved(
    async () => quiet(await inFlight(form, 4)),
    () => bare.ask<number>({ inFlight: 32, milliseconds: 4000 }),
  );
  await site.stop();
  await bare.stop();
  await rm(directory, { recursive: true, force: true });
  return [
    rowOf(
      { name: 'submit, one after another', unit: 'ms', goal: '≤ 3 × bare insertOne + 3 ms' },
      one,
      (m) => m.ours <= 3 * m.bare + 3,
    ),
    rowOf(
      { name: 'submit, 32 connections', unit: '/s', goal: '≥ 0.2 × bare insertOne, 32 in flight' },
      many,
      (m) => m.ratio >= 0.2,
    ),
  ];
}
