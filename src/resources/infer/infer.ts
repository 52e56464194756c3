// Infers the resources of a document from path shapes, methods and schemas. Inference is lazy: it looks at an operation only
// when somebody asks for its role, so that a large document costs nothing until it is used.
import type { Contract } from '../../contract/contract.ts';
import { shapeOfPath } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { checkDeclaredKeys } from './declared-keys.ts';
import { once, openModel } from './model.ts';
import { locate } from './places.ts';
import type { Resource, Role } from './resource.ts';
import { allResources, collectionAt, singletonAt } from './resources.ts';
import { roleOf } from './roles.ts';
import { isSessionAt } from './sessions.ts';

export interface Inference {
  /** The role of an operation. Undefined for an action, and for data that no operation changes. */
  roleOf(operation: Operation): Role | undefined;
  /** The resource at the path of a collection or singleton. The names of parameters do not matter. */
  resourceAt(path: string): Resource | undefined;
  /** Whether an operation belongs to a session, which returns a person of a collection and has no object of its own. */
  isSession(operation: Operation): boolean;
  /** All resources, in the order of the document. */
  resources(): readonly Resource[];
}

/** @throws SetupError DOCUMENT_INVALID for an invalid extension */
export function inferResources(contract: Contract): Inference {
  const model = openModel(contract);
  if (model.extended) checkDeclaredKeys(model);
  return {
    roleOf: (operation) => roleOf(model, operation),
    resourceAt(path) {
      const shape = shapeOfPath(path);
      const located = locate(model, shape);
      return (located && collectionAt(model, located.home)) ?? singletonAt(model, shape);
    },
    isSession: (operation) => isSessionAt(model, model.paths.placeOf(operation).path),
    resources: once(() => allResources(model)),
  };
}
