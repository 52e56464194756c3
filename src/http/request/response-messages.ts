// Messages of violations that concern a response as a whole. Each is a sentence without a full stop.

export const BODY_MISSING = 'The response has no body, but the document declares one';
export const BODY_UNDECLARED = 'The response has a body, but the document declares none';

export function undeclaredStatus(status: number): string {
  return `The response has the status ${status}, which the document does not declare`;
}
