// Runtime expressions (OpenAPI 3.1, section 4.8.20.3): text in which parts of a request and of its answer are named.
import { valueAt } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';

/** What expressions may speak of. */
export interface ExpressionContext {
  readonly url: string;
  readonly method: string;
  readonly statusCode: number;
  readonly request: Message & {
    readonly path: Readonly<Record<string, Json>>;
    readonly query: Readonly<Record<string, Json>>;
  };
  readonly response: Message;
}

interface Message {
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Json | undefined;
}

/**
 * The text that an expression stands for: the whole is one, or it holds some in braces.
 * @returns undefined where something that it names is not there
 */
export function evaluateExpression(text: string, spoken: ExpressionContext): string | undefined {
  if (text.startsWith('$')) return textOf(partOf(text, spoken));
  let missing = false;
  const whole = text.replace(/\{(\$[^{}]*)\}/g, (_, expression: string) => {
    const part = textOf(partOf(expression, spoken));
    missing ||= part === undefined;
    return part ?? '';
  });
  return missing ? undefined : whole;
}

function partOf(expression: string, { url, method, statusCode, ...messages }: ExpressionContext): Json | undefined {
  if (expression === '$url') return url;
  if (expression === '$method') return method;
  if (expression === '$statusCode') return statusCode;
  const [, side, source = ''] = /^\$(request|response)\.(.+)$/s.exec(expression) ?? [];
  if (side === undefined) return undefined;
  const message = messages[side as 'request' | 'response'];
  if (source === 'body') return message.body;
  if (source.startsWith('body#'))
    return message.body === undefined ? undefined : valueAt(message.body, source.slice(5));
  const [, place, name = ''] = /^(header|query|path)\.(.+)$/s.exec(source) ?? [];
  if (place === 'header') return [message.headers[name.toLowerCase()]].flat()[0];
  return side === 'request' && (place === 'query' || place === 'path') ? messages.request[place][name] : undefined;
}

function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
