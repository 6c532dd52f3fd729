import { execFile } from 'node:child_process';
import { projectFile } from '../../server/platform/project-files.ts';
import { buildServer } from '../support/built.ts';

export interface Ran {
  code: number;
  out: string;
  said: string;
}

/** Runs a command of the built program as `npm run NAME -- …` does. */
export function command(file: string, given: string[], environment: NodeJS.ProcessEnv): Promise<Ran> {
  return run(process.execPath, [program(file), ...given], environment);
}

/** `npm run backup` within a shell script, which has the program as `$0` and its options as `$@`. */
export function inShell(script: string, given: string[], environment: NodeJS.ProcessEnv): Promise<Ran> {
  return run('bash', ['-c', script, process.execPath, program('backup/backup'), ...given], environment);
}

function program(file: string): string {
  buildServer();
  return projectFile(`dist/server/operations/${file}.js`);
}

function run(executable: string, given: string[], environment: NodeJS.ProcessEnv): Promise<Ran> {
  const env = { PATH: process.env['PATH'], ...environment };
  return new Promise((resolve) =>
    execFile(executable, given, { env }, (error, out, said) =>
      resolve({ code: Number(error?.code ?? 0), out: out.trim(), said: said.trim() }),
    ),
  );
}

export const backup = (given: string[], environment: NodeJS.ProcessEnv) =>
  command('backup/backup', given, environment);

export const restore = (given: string[], environment: NodeJS.ProcessEnv) =>
  command('backup/restore-command', given, environment);

export const moveStore = (given: string[], environment: NodeJS.ProcessEnv) =>
  command('backup/move-command', given, environment);
