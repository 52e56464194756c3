// What happens if standard output or standard error cannot be written: the reader stopped early, as head does, or the disk is
// full.

/** A server, which ends by a signal, continues without its output. Any other command ends if nobody reads its output. */
export function handleOutputErrors(): void {
  const isServer = () => process.listenerCount('SIGTERM') > 0;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isServer()) return;
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  // Messages that nobody can read change nothing.
  process.stderr.on('error', () => undefined);
}
