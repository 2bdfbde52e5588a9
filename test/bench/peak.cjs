// Preloaded into a measured process: says the most memory that it held, in KiB, and the seconds that its threads computed, on the
// file descriptor that the benchmark reads.
const { writeSync } = require('node:fs');

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, `${maxRSS} ${(userCPUTime + systemCPUTime) / 1e6}`);
});
