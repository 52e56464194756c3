// Preloaded into each server under measurement: reports its CPU time and memory when its parent asks for them.
if (process.send) {
  process.on('message', () => process.send?.({ cpu: process.cpuUsage(), rss: process.memoryUsage().rss }));
  // A server ends with the benchmark, however that ends.
  process.on('disconnect', () => process.exit());
  // The channel alone does not keep a server running.
  process.channel?.unref();
}
