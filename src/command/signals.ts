// How a server that runs until a signal ends.

/** The first signal closes the server in order, a second one ends the process at once. */
export function closeOnSignals(close: () => Promise<void>, fail: (error: unknown) => void): void {
  let closing = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (closing) process.exit(signal === 'SIGINT' ? 130 : 143);
    closing = true;
    close().catch(fail);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
