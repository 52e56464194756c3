// Copies a world, as it is or as it was.
import { control } from '../connection.ts';
import { act, chooseWorld, worlds } from '../state.ts';

/** Copies a world under the first free name, and shows the copy. */
export async function forkNow(from: string, point?: { readonly revision: number }): Promise<void> {
  const names = new Set(worlds.value.map(({ name }) => name));
  let number = 1;
  while (names.has(`${from}-${number}`)) number += 1;
  const name = `${from}-${number}`;
  if (await act(() => control().world(from).fork(name, point), `${name} is a copy of ${from}`)) await chooseWorld(name);
}
