// How a command loads a document: its options, and a line for each step that takes long.
import type { LoadStep, StandinOptions } from '../index.ts';
import type { Values } from '../options.ts';

/** Seconds after which steps are printed. */
const PROGRESS_AFTER = 2;

type LoadingValues = Pick<Values<'inspect'>, 'overlays' | 'strict' | 'fullPatch' | 'discriminator' | 'allowRemoteRefs'>;

export function loadingOptions(document: string | undefined, values: LoadingValues): StandinOptions {
  const { overlays, strict, fullPatch, discriminator, allowRemoteRefs } = values;
  return { document, overlays, strict, fullPatch, discriminator, allowRemoteRefs, onStep: printSteps() };
}

/** Prints the steps of a load that takes long. */
export function printSteps(): (step: LoadStep) => void {
  let start = performance.now();
  let loads = 0;
  return (step) => {
    // A reload counts from its own first step.
    if (step === 'joining files' && loads++ > 0) start = performance.now();
    const seconds = (performance.now() - start) / 1000;
    if (seconds > PROGRESS_AFTER) console.error(`${step} … (${seconds.toFixed(1)} s)`);
  };
}
