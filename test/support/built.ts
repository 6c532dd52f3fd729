import { execFileSync } from 'node:child_process';
import { projectFile } from '../../server/platform/project-files.ts';

let done = false;

/** Compiles the server into `dist/`, once a process: for tests that start the built program. */
export function buildServer(): void {
  if (!done)
    execFileSync('npm', ['run', '--silent', 'build-server'], { cwd: projectFile('.'), stdio: 'inherit' });
  done = true;
}

/** The built file of a program, which starts without anything being compiled. @param source 'server/main.ts' */
export function builtProgram(source: string): string {
  buildServer();
  return projectFile(`dist/${source.replace(/\.ts$/, '.js')}`);
}
