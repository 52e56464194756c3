// Operations that should change something and change nothing: their response is generated. A person can give them a meaning.
import type { Contract } from '../contract/contract.ts';
import { lastWord, plainName } from '../contract/operation/names.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { actionOf, storesArguments } from './actions.ts';
import { isLogin } from './login.ts';
import { membershipOf } from './memberships.ts';
import { storesPerson } from './registered-people.ts';
import { isToggle } from './toggles.ts';
import { isUpload } from './uploads.ts';

/** Last words of paths to which a POST sends a question. */
const READS = /^(?:logout|signout|search|query|find|filter|lookup|count|validate|preview|batchget)$/;

/** Whether an operation changes no state although its method says so. The document can declare that this is right. */
export function changesNothing(contract: Contract, inference: Inference, operation: Operation): boolean {
  const { document } = contract;
  if (!/^(?:POST|PUT|PATCH|DELETE)$/.test(operation.method) || operation.unusable) return false;
  const role = inference.roleOf(operation);
  if (role && (role.kind !== 'part' || actionOf(document, operation, role.resource))) return false;
  if (role && storesArguments(document, operation, role)) return false;
  if (contract.operations.some((one) => one.path === operation.path && isLogin(contract, one))) return false;
  if (storesPerson(contract, inference, operation) || (!role && membershipOf(contract, operation))) return false;
  if (isToggle(contract, operation, role) || isUpload(contract, operation)) return false;
  if (READS.test(plainName(lastWord(operation.path.replace(/:/g, '/'))))) return false;
  const declared = valueAt(document, operation.pointer);
  return !(isObject(declared) && declared['x-standin-role'] === 'sample');
}
