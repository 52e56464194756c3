// What was broken, in the words of every report: where, and what the rule says of it.

interface ViolationFacts {
  readonly pointer: string;
  readonly in?: string | undefined;
  readonly message: string;
  /** Method and path, where the request named no operation. */
  readonly request?: string | undefined;
}

/** As `/name is required`; what is said of the request as a whole is a sentence already. */
export function violationText(broken: ViolationFacts): string {
  const { pointer, in: where = 'body', message } = broken;
  return isOfTheWhole(broken) ? clauseOf(broken) : `${pointer || where} ${message}`;
}

/** Whether it is about no value of a request or an answer, but about all of it. */
export function isOfTheWhole({ pointer, message }: ViolationFacts): boolean {
  return pointer === '' && /^\p{Lu}/u.test(message);
}

/** Behind a colon, and without the path again that stands before it. */
function clauseOf({ message, request }: ViolationFacts): string {
  const path = request?.slice(request.indexOf(' ') + 1);
  const short = path === undefined ? message : message.replace(` no path ${path}`, ' no such path');
  return short.replace(/^The /, 'the ');
}

/** As `1 exchange` and `2 exchanges`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
