import { startProgram } from '../shipped/program.ts';

/** Commands that look at the demo: the one at `address`, which goes on running, or one of their own. */
export async function withDemo(
  address: string | undefined,
  look: (address: string) => Promise<void>,
): Promise<void> {
  if (address) return look(address);
  const program = await startProgram('demo');
  try {
    await program.line(/^API: /);
    await look(program.address);
  } finally {
    await program.stop();
  }
}
