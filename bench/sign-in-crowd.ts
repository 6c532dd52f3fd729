import { setTimeout as pause } from 'node:timers/promises';

/** Each of the crowd asks again as soon as it is answered; one that nobody answers at all waits a moment. */
const AFTER_NOTHING_MS = 100;

interface Browser {
  cookie: string;
  token: string;
}

async function openForm(address: string): Promise<Browser> {
  const response = await fetch(`${address}/sign-in`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await response.text())?.[1];
  if (!token) throw new Error(`the page to sign in gave ${response.status}`);
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { token, cookie: cookie.join('; ') };
}

/** Wrong address or wrong password, of accounts that nobody has tried before: no count by account cuts it short. */
async function tryOnce(address: string, { cookie, token }: Browser, number: number): Promise<number> {
  const response = await fetch(`${address}/sign-in`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      _csrf: token,
      email: `nobody-${process.pid}-${number}@example.org`,
      password: 'a wrong password of some length',
    }),
  });
  await response.arrayBuffer();
  return response.status;
}

let wanted = false;
let number = 0;
const under = new Set<Promise<void>>();
const statuses: Record<number, number> = {};

async function keepTrying(address: string, browser: Browser): Promise<void> {
  while (wanted) {
    try {
      const status = await tryOnce(address, browser, number++);
      statuses[status] = (statuses[status] ?? 0) + 1;
    } catch {
      await pause(AFTER_NOTHING_MS);
    }
  }
}

/** Beside the process that measures, so that it takes nothing from its clock. */
process.on('message', async (message: { begin: string; people: number } | 'end') => {
  if (message === 'end') {
    wanted = false;
    await Promise.all(under);
    under.clear();
    process.send!({ ...statuses });
    for (const status of Object.keys(statuses)) delete statuses[Number(status)];
    return;
  }
  wanted = true;
  const browser = await openForm(message.begin);
  for (let one = 0; one < message.people; one++) under.add(keepTrying(message.begin, browser));
  process.send!('begun');
});
process.on('SIGTERM', () => process.exit(0));
process.send!('ready');
