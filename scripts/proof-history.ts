// Random histories in large numbers: rewind and redo, fork, difference and replay agree with the state. Run: npm run proof:history
import { checkHistories } from '../test/fixtures/histories.ts';

const RUNS = 3_000;
const STEPS = 300;

const begun = performance.now();
checkHistories({ runs: RUNS, steps: STEPS });
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
process.stdout.write(`${RUNS} random histories of up to ${STEPS} steps agree (${seconds} s)\n`);
