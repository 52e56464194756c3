// What happens if standard output or standard error cannot be written: the reader stopped early, as head does, or the disk is
// full.

/** Whether this process serves until a signal, so that an unreadable output does not end it. */
let isServing = false;

export function serveWithoutOutput(): void {
  isServing = true;
}

/** Keeps a server running. Any other command ends if nobody reads its output. */
export function handleOutputErrors(): void {
  isServing = false;
  // A program can load the command several times.
  process.stdout.off('error', onOutputError).on('error', onOutputError);
  process.stderr.off('error', ignore).on('error', ignore);
}

function onOutputError(error: NodeJS.ErrnoException): void {
  if (isServing) return;
  if (error.code === 'EPIPE') process.exit();
  console.error(`standin: Standard output cannot be written: ${error.message}`);
  process.exit(1);
}

/** Messages that nobody can read change nothing. */
function ignore(): void {}
