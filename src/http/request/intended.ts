// What a stub or a fault made a response violate. It is looked for once, after the response was sent: when somebody reads the
// exchange, or when other processes get it. A response that no plan has written is not validated here.
import { isJson } from '../../contract/operation/media-types.ts';
import type { Violation } from '../../errors/http-error.ts';
import type { FaultKind } from '../../faults/fault.ts';
import type { Json } from '../../json/value.ts';
import type { ContractViolation } from '../../report/record.ts';
import type { Exchange, Output } from './exchange.ts';
import type { DeclaredContent } from './plan.ts';
import { contentOf } from './response.ts';
import { BODY_UNDECLARED, undeclaredStatus } from './response-messages.ts';
import { responseViolations } from './violations.ts';

export function intendedViolations(exchange: Exchange): readonly ContractViolation[] {
  exchange.output.intended ??= findViolations(exchange);
  return exchange.output.intended;
}

function findViolations(exchange: Exchange): readonly ContractViolation[] {
  const { route, output } = exchange;
  if (!route.plan || output.status === 0 || !isWrittenByPlan(output)) return NONE;
  return responseViolations(violationsOf(exchange, route.plan.declared(output.status)), exchange);
}

/** Whether a stub or a fault decided what the response contains. */
function isWrittenByPlan({ planned, stub, faults }: Output): boolean {
  if (planned && stub !== undefined) return true;
  return changesBody(faults?.response?.fault) || changesBody(faults?.body?.fault);
}

function changesBody(fault: FaultKind | undefined): boolean {
  if (fault?.kind === 'status') return fault.body !== undefined;
  return fault?.kind === 'invalid-response' || fault?.kind === 'edit-response';
}

function violationsOf(
  { input, output }: Exchange,
  declared: readonly DeclaredContent[] | undefined,
): readonly Violation[] {
  const { response, sentValue, status, stub } = output;
  // A status such as 503 can come from a gateway, so a fault can have one that is not declared.
  if (!declared) return stub === undefined ? NONE : [violation('status', undeclaredStatus(status))];
  if (!response || sentValue === undefined) return NONE;
  const content = contentOf(declared, response, input.accepts);
  if (!content) return [violation('body', BODY_UNDECLARED)];
  const isText = typeof sentValue === 'string' && !isJson(content.name);
  return isText || !content.validate ? NONE : validated(content.validate, sentValue);
}

/** None if the value cannot be validated in time. */
function validated(validate: NonNullable<DeclaredContent['validate']>, value: Json): readonly Violation[] {
  try {
    return validate(value);
  } catch {
    return NONE;
  }
}

function violation(rule: string, message: string): Violation {
  return { pointer: '', rule, message };
}

const NONE: readonly never[] = Object.freeze([]);
