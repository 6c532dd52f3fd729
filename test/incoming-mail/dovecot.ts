import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';

const asked = spawnSync('dovecot', ['--version'], { encoding: 'utf8' });
export const DOVECOT = asked.status === 0 ? asked.stdout.trim() : undefined;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** Mail is no business of root: dovecot refuses it. */
function owner(): { uid: string; gid: string } {
  const { uid, gid } = userInfo();
  return uid === 0 ? { uid: 'nobody', gid: 'nogroup' } : { uid: `${uid}`, gid: `${gid}` };
}

function configuration(directory: string, port: number): string {
  const { uid, gid } = owner();
  const { username } = userInfo();
  const isNew = !DOVECOT!.startsWith('2.3');
  const version = DOVECOT!.split(/[ -]/)[0];
  const own =
    userInfo().uid === 0 ? '' : `default_internal_user = ${username}\ndefault_login_user = ${username}\n`;
  const shared = `base_dir = ${directory}/run
state_dir = ${directory}/state
log_path = ${directory}/log
protocols = imap
listen = 127.0.0.1
ssl = no
first_valid_uid = 1
${own}service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
}
service anvil {
  chroot =
}
`;
  if (isNew)
    return `dovecot_config_version = ${version}
dovecot_storage_version = ${version}
${shared}auth_allow_cleartext = yes
mail_driver = maildir
mail_path = ${directory}/mail/city
passdb static {
  password = secret
}
userdb static {
  fields {
    uid = ${uid}
    gid = ${gid}
    home = ${directory}/mail
  }
}
`;
  return `${shared}disable_plaintext_auth = no
mail_location = maildir:${directory}/mail/city
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${directory}/mail
}
`;
}

export interface ImapServer {
  url: string;
  put(raw: string): Promise<void>;
  /** Letters in a folder. */
  count(folder: string): Promise<number>;
  stop(): Promise<void>;
}

/** A real IMAP server of the test's own, with one mailbox. */
export async function startDovecot(): Promise<ImapServer> {
  const directory = mkdtempSync(join(tmpdir(), 'imap-'));
  chmodSync(directory, 0o755);
  for (const name of ['run', 'state', 'mail']) mkdirSync(join(directory, name));
  chmodSync(join(directory, 'mail'), 0o777);
  const port = await freePort();
  const file = join(directory, 'dovecot.conf');
  writeFileSync(file, configuration(directory, port));
  const child: ChildProcess = spawn('dovecot', ['-F', '-c', file], { stdio: 'ignore' });
  const client = async <Got>(use: (client: ImapFlow) => Promise<Got>): Promise<Got> => {
    const auth = { user: 'city', pass: 'secret' };
    const line = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth, logger: false });
    line.on('error', () => {});
    await line.connect();
    try {
      return await use(line);
    } finally {
      await line.logout().catch(() => {});
    }
  };
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  for (let tries = 50; ; tries--) {
    try {
      await client(async () => {});
      break;
    } catch (error) {
      if (tries === 0 || child.exitCode !== null) {
        const said = readFileSync(join(directory, 'log'), 'utf8');
        throw new Error(`dovecot does not answer: ${said}`, { cause: error });
      }
      await new Promise((soon) => setTimeout(soon, 100));
    }
  }
  return {
    url: `imap://city:secret@127.0.0.1:${port}`,
    put: (raw) => client(async (line) => void (await line.append('INBOX', raw))),
    count: (folder) =>
      client(async (line) => {
        const status = await line.status(folder, { messages: true });
        return status ? (status.messages ?? 0) : 0;
      }),
    stop,
  };
}
