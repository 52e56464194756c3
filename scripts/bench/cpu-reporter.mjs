// Preloaded into each server under measurement: tells its CPU time and memory to the parent that asks for them.
if (process.send) {
  process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss }));
  // No server outlives the benchmark, however that ended.
  process.on('disconnect', () => process.exit());
  // The channel alone must keep no server alive.
  process.channel?.unref();
}
