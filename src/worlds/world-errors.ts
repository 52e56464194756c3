// Why a world cannot be created.
import { HttpError } from '../errors/http-error.ts';

export function worldExists(name: string): HttpError {
  return new HttpError({
    code: 'WORLD_EXISTS',
    message: `The world ${JSON.stringify(name)} already exists. Use another name, or delete it.`,
  });
}

export function tooManyWorlds(limit: number): HttpError {
  return new HttpError({
    code: 'TOO_MANY_WORLDS',
    message: `The server already has ${limit} ${limit === 1 ? 'world' : 'worlds'}. Delete a world, or wait until an unused one is deleted.`,
  });
}
