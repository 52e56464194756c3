// The tools of the documents that are served now. A reload replaces the contracts, and so the tools.
import type { McpTarget } from './target.ts';
import { Toolbox } from './toolbox.ts';

/** @returns the toolbox of the current contracts, which is made once for each set of them */
export function currentToolbox(target: McpTarget): () => Toolbox {
  let contracts: readonly unknown[] = [];
  let toolbox: Toolbox | undefined;
  return () => {
    const current = target.documents().map(({ contract }) => contract);
    const isSame = current.length === contracts.length && current.every((one, at) => one === contracts[at]);
    if (toolbox && isSame) return toolbox;
    contracts = current;
    toolbox = new Toolbox(target);
    return toolbox;
  };
}
