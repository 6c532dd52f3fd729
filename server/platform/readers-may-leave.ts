/**
 * Whoever reads what a command says may stop early, as `head` does: the command goes on to its end, and its exit code
 * says what it found.
 */
export function readersMayLeave(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
