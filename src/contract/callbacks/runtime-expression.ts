// Evaluates runtime expressions (OpenAPI 3.1, section 4.8.20.3), which name parts of a request and its response.
import { valueAt } from '../../json/pointer.ts';
import type { Json } from '../../json/value.ts';

/** The request and the response that expressions refer to. */
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
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Json | undefined;
}

/**
 * Evaluates a text that is an expression, or that contains expressions in braces.
 * @returns undefined if a part that it names does not exist
 */
export function evaluateExpression(text: string, context: ExpressionContext): string | undefined {
  if (text.startsWith('$')) return textOf(partOf(text, context));
  let missing = false;
  const result = text.replace(/\{(\$[^{}]*)\}/g, (_, expression: string) => {
    const part = textOf(partOf(expression, context));
    missing ||= part === undefined;
    return part ?? '';
  });
  return missing ? undefined : result;
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
