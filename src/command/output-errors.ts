// What happens if standard output or standard error cannot be written: the reader stopped early, as head does, or the disk is
// full.

/** Keeps a server, which ends by a signal, running. Any other command ends if nobody reads its output. */
export function handleOutputErrors(): void {
  // A program can load the command several times.
  process.stdout.off('error', onOutputError).on('error', onOutputError);
  process.stderr.off('error', ignore).on('error', ignore);
}

function onOutputError(error: NodeJS.ErrnoException): void {
  if (process.listenerCount('SIGTERM') > 0) return;
  if (error.code === 'EPIPE') process.exit();
  console.error(`standin: Standard output cannot be written: ${error.message}`);
  process.exit(1);
}

/** Messages that nobody can read change nothing. */
function ignore(): void {}
