// The text of a violation in every report: the position and the message of the rule.

interface ViolationFacts {
  readonly pointer: string;
  readonly in?: string | undefined;
  readonly message: string;
  /** Method and path of a request that matches no operation. */
  readonly request?: string | undefined;
}

/** For example `/name is required`. A message about the whole request is already a sentence. */
export function violationText(violation: ViolationFacts): string {
  const { pointer, in: where = 'body', message } = violation;
  return isAboutWholeMessage(violation) ? clauseOf(violation) : `${pointer || where} ${message}`;
}

/** Whether a violation concerns the whole request or response and not one of its values. */
export function isAboutWholeMessage({ pointer, message }: ViolationFacts): boolean {
  return pointer === '' && /^\p{Lu}/u.test(message);
}

/** The message as a clause after a colon, without repeating method and path. */
function clauseOf({ message, request }: ViolationFacts): string {
  const [method = '', path = ''] = request?.split(/ (.*)/s, 2) ?? [];
  const short = request
    ? message
        .replace(` no path ${path}`, ' no such path')
        .replace(`The method ${method} is not declared for ${path}.`, 'The method is not declared.')
    : message;
  return short.replace(/^The /, 'the ');
}

/** For example `1 exchange` or `2 exchanges`. */
export function pluralize(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
