/** For `--help` and `-h`: prints how a command is used, and ends the process before anything has begun. */
export function offerHelp(usage: string): void {
  if (!process.argv.slice(2).some((each) => each === '--help' || each === '-h')) return;
  console.log(usage);
  process.exit(0);
}
