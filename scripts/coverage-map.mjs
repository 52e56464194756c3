// Which sources a test covers, for tap: all of them, but for what a generator printed.
import { readdirSync } from 'node:fs';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
  .map((file) => `src/${file}`);

const coverageMap = () => sources;

export { coverageMap as default };
