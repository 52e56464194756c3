// Sessions: a POST signs a person in and returns the person, a GET of the same path returns who has signed in, and a DELETE signs out.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { type Operation, responseFor, successResponse } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { isSame } from '../resources/infer/likeness.ts';
import type { Behaviour } from './behaviour.ts';
import { personOfLogin } from './login.ts';
import { rememberSignedIn, signedIn } from './signed-in.ts';

interface SessionSources {
  readonly contract: Contract;
  readonly inference: Inference;
}

/** Whether an operation belongs to the session of a person, which has no state of its own. */
export function isSession(sources: SessionSources, { method, path }: Operation): boolean {
  if (!/^(?:GET|DELETE)$/.test(method)) return false;
  const { document, operations } = sources.contract;
  const login = operations.find((one) => one.method === 'POST' && one.path === path);
  const person = login && personOfLogin(sources, login);
  if (!person) return false;
  const shown = successResponse(login)?.content.find(({ name }) => isJson(name))?.schema;
  return shown !== undefined && isSame(document, person.collection.schema, shown);
}

export function sessionBehaviour(operation: Operation, next: Behaviour): Behaviour {
  switch (operation.method) {
    case 'GET': {
      const status = [401, 404].find((one) => responseFor(operation, one));
      if (status === undefined) return next;
      return async (call) => {
        if ((await signedIn(call.world)) !== null) return next(call);
        const message = `Nobody is signed in. A POST to ${call.request.path} signs a person in.`;
        throw new HttpError({ code: status === 401 ? 'CREDENTIAL_REFUSED' : 'RESOURCE_NOT_FOUND', message });
      };
    }
    case 'DELETE':
      return async (call) => {
        await rememberSignedIn(call.world, null, call.id);
        return next(call);
      };
    default:
      return next;
  }
}
