// Puts the templates and texts beside the built program, so that dist/ is whole: a program of before never meets the
// templates of today. Only what differs is written, each file at once: others may be reading.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FROM = 'views';
const TO = 'dist/views';

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));

const files = filesOf(FROM);
for (const file of files) {
  const [bytes, place] = [readFileSync(join(FROM, file)), join(TO, file)];
  if (existsSync(place) && readFileSync(place).equals(bytes)) continue;
  mkdirSync(dirname(place), { recursive: true });
  const part = `${place}.${process.pid}`;
  writeFileSync(part, bytes);
  renameSync(part, place);
}
const known = new Set(files);
for (const file of filesOf(TO))
  if (!known.has(file) && !/\.\d+$/.test(file)) rmSync(join(TO, file), { force: true });
