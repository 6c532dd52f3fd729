import pino, { type Logger } from 'pino';

/** Takes what a logger writes, at every level, until `restore`. */
export function captureLog(log: Logger): { text: string; restore(): void } {
  const target = log as unknown as Record<symbol, unknown>;
  const stream = target[pino.symbols.streamSym];
  const { level } = log;
  const lines: string[] = [];
  target[pino.symbols.streamSym] = { write: (line: string) => void lines.push(line) };
  log.level = 'trace';
  return {
    get text() {
      return lines.join('');
    },
    restore() {
      target[pino.symbols.streamSym] = stream;
      log.level = level;
    },
  };
}
