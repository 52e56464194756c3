// The behaviour of last resort: the declared success, with its first example or else a sample of its schema. It keeps no state.
import { type Contract, firstExample } from '../contract/contract.ts';
import { type Operation, successOf } from '../contract/operations.ts';
import { deepFreeze, type Json } from '../json/value.ts';
import type { World } from '../worlds/world.ts';
import type { Answer, Behaviour } from './behaviour.ts';

export function sampled(contract: Contract, operation: Operation): Behaviour {
  const success = successOf(operation);
  const status = statusOf(operation);
  const [content] = success?.content ?? [];
  if (!content) return async () => ({ status });
  const example = firstExample(contract, content.examples);
  const given: Answer | undefined = example === undefined ? undefined : { status, body: deepFreeze(example) };
  const schema = content.schema;
  return async ({ world }) =>
    given ?? { status, body: await sampleOf(contract, schema, { world, place: operation.id }) };
}

/** A made-up value in one world; `place` tells it from the other samples of that world. */
export async function sampleOf(
  { document }: Contract,
  schema: string | undefined,
  { world, place }: { readonly world: World; readonly place: string },
): Promise<Json> {
  if (schema === undefined) return {};
  const { sample } = await import('../contract/sample.ts');
  return sample({ document, schema, seed: world.seed, place });
}

/** The status of an operation's success: the declared one, 200 for a range or where none is declared. */
export function statusOf(operation: Operation): number {
  const status = Number(successOf(operation)?.status);
  return Number.isInteger(status) ? status : 200;
}
