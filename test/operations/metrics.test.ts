import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { parse } from 'yaml';
import { projectFile } from '../../server/platform/project-files.ts';
import { startWorld, type World } from '../support/world.ts';

const TOKEN = 'a-token-for-measuring-only';

interface Board {
  panels: { title: string; targets: { expr: string }[] }[];
}

interface Rules {
  groups: { rules: { alert: string; expr: string; labels: { severity: string } }[] }[];
}

describe('/metrics', function () {
  this.timeout(60_000);
  let world: World;
  let text = '';

  before(async () => {
    world = await startWorld({ METRICS_TOKEN: TOKEN, DATA_DIR: tmpdir() });
    for (const path of ['/', '/feedback', '/feedback/PA-2026-999999', '/nowhere', '/api/v1/units'])
      await world.visitor().get(path);
    await world.advance({ minutes: 2 });
    text = (await ask()).body;
  });
  after(() => world.stop());

  const ask = (headers: Record<string, string> = {}) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      request(`${world.address}/metrics`, { headers }, (answer) => {
        let body = '';
        answer.on('data', (chunk) => {
          body += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode!, body }));
      })
        .on('error', reject)
        .end();
    });
  const value = (line: string) =>
    Number(new RegExp(`^${line.replace(/[{}"/:()]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);

  it('is for this machine, and for those who have the token', async () => {
    expect((await ask()).status).to.equal(200);
    const throughProxy = { 'x-forwarded-for': '203.0.113.7' };
    expect((await ask(throughProxy)).status).to.equal(404);
    expect((await ask({ forwarded: 'for=203.0.113.7' })).status).to.equal(404);
    const authorization = `Bearer ${TOKEN}`;
    expect((await ask({ ...throughProxy, authorization })).status).to.equal(200);
    expect((await ask({ authorization: 'Bearer of-bad-news' })).status).to.equal(404);
  });

  it('counts requests by route as it is written, method and status, not by what stood in the address', () => {
    const count = (labels: string) => value(`city_http_request_duration_seconds_count{${labels}}`);
    expect(count('method="GET",route="/",status="200"')).to.equal(1);
    expect(count('method="GET",route="/feedback/:code",status="404"')).to.equal(1);
    expect(count('method="GET",route="none",status="404"')).to.equal(1);
    expect(count('method="GET",route="/api/v1/units",status="200"')).to.equal(1);
    expect(text).not.to.contain('PA-2026-999999').and.not.contain('nowhere');
  });

  it('tells the store, the journal, the outbox, the jobs and the process', () => {
    expect(value('city_store_up')).to.equal(1);
    expect(value('city_journal_open_entries')).to.equal(0);
    expect(value('city_outbox_waiting')).to.equal(0);
    expect(value('city_requests_in_flight')).to.equal(1);
    expect(value('city_sockets')).to.equal(0);
    expect(value('city_data_disk_free_bytes')).to.be.greaterThan(0);
    expect(value('city_job_failures{job="journal.recover"}')).to.equal(0);
    expect(value('process_resident_memory_bytes')).to.be.greaterThan(1e7);
    expect(text).to.match(/^city_backup_ok Nan$/im);
    expect(text).to.match(/^city_build_info\{version="\d/m);
  });

  it('has every metric that the alerts and the board ask for', async () => {
    const rules = parse(await readFile(projectFile('ops/prometheus-alerts.yml'), 'utf8')) as Rules;
    const board = JSON.parse(await readFile(projectFile('ops/grafana-board.json'), 'utf8')) as Board;
    const alerts = rules.groups.flatMap((group) => group.rules);
    const asked = [
      ...alerts.map(({ expr }) => expr),
      ...board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ].flatMap((expression) => expression.match(/\b(city|process|nodejs)_\w+/g) ?? []);
    const told = new Set([...text.matchAll(/^(\w+?)(?:\{[^}]*\})? \S+$/gm)].map(([, name]) => name));
    expect(new Set(asked).size).to.be.greaterThan(20);
    expect([...new Set(asked)].filter((name) => !told.has(name))).to.deep.equal([]);
    for (const { alert, labels } of alerts) expect(labels.severity, alert).to.be.oneOf(['page', 'ticket']);
  });

  it('shows each metric on the board or in an alert', async () => {
    const used = `${await readFile(projectFile('ops/prometheus-alerts.yml'), 'utf8')}${await readFile(projectFile('ops/grafana-board.json'), 'utf8')}`;
    const ours = [...text.matchAll(/^# TYPE (city_\w+)/gm)].map(([, name]) => name!);
    expect(ours.filter((name) => name !== 'city_build_info' && !used.includes(name))).to.deep.equal([]);
  });
});
