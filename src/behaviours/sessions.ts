// The behaviour of sessions: a GET returns the person who has signed in, and a DELETE signs out.
import { type Operation, responseFor } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import type { Behaviour } from './behaviour.ts';
import { rememberSignedIn, signedIn } from './signed-in.ts';

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
