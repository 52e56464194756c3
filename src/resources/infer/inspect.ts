// The inferred role of every operation, for a person to check and override.
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import type { Inference } from './infer.ts';
import { keyName, type RoleKind } from './resource.ts';

export interface InspectedOperation {
  /** The path under which the document is served. Empty for the first. */
  readonly mount: string;
  /** The operation's id. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** `sample` if the operation keeps no state and returns an example or a generated value. */
  readonly role: RoleKind | 'sample';
  /** The path of its resource, with every parameter written `{}`. */
  readonly resource: string | undefined;
  readonly kind: 'collection' | 'singleton' | undefined;
  /** The property of an item that contains its key. */
  readonly key: string | undefined;
  /** The nested path that selects a part of the resource. */
  readonly through: string | undefined;
  /** Whether the operation changes no state although its method says so. */
  readonly changesNothing: boolean;
  readonly reason: string;
}

interface InspectedService {
  readonly mount: string;
  readonly contract: Contract;
  readonly inference: Inference;
  /** Whether an operation changes no state although its method says so. */
  readonly changesNothing: (operation: Operation) => boolean;
  /** The properties that an action on an item sets. */
  readonly setBy: (operation: Operation) => readonly string[];
}

export function inspect({
  mount,
  contract,
  inference: { roleOf },
  changesNothing,
  setBy,
}: InspectedService): readonly InspectedOperation[] {
  return contract.operations.map((operation) => {
    const { id, method, path } = operation;
    const role = operation.unusable ? undefined : roleOf(operation);
    const { resource } = role ?? {};
    return {
      mount,
      operation: id,
      method,
      path,
      role: role?.kind ?? 'sample',
      resource: resource?.path,
      kind: resource?.kind,
      key: resource?.kind === 'collection' ? keyName(resource.key) : undefined,
      through: role?.scope?.path,
      changesNothing: changesNothing(operation),
      reason: operation.unusable
        ? `it returns 501, because the document has a fault: ${operation.unusable.what}`
        : (actionText(setBy(operation)) ?? role?.reason ?? 'no operation of the document changes what it returns'),
    };
  });
}

function actionText(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `an action that sets ${names.join(' and ')}`;
}
