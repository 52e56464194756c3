// The headers and the body of a request or a response, with the violations marked inside the body.
import type { ExchangeInfo } from '../../control/client.ts';
import { JsonView, type Mark } from '../parts/json-view.tsx';
import { Section } from '../parts/section.tsx';

export function marksOf(exchange: ExchangeInfo, direction: 'request' | 'response'): readonly Mark[] {
  const { violations = [], intendedViolations = [] } = exchange;
  return [...violations, ...intendedViolations].filter((one) => one.direction === direction && (one.in ?? 'body') === 'body');
}

interface MessageProps {
  readonly title: string;
  readonly message: ExchangeInfo['request'];
  readonly marks: readonly Mark[];
}

export function Message({ title, message, marks }: MessageProps) {
  const { headers = {}, body, unread } = message ?? {};
  const count = Object.keys(headers).length;
  return (
    <Section title={title}>
      <details>
        <summary>
          {count === 1 ? '1 header' : `${count} headers`}
          {body?.mediaType ? `, ${body.mediaType}` : ''}
        </summary>
        <dl class="headers">
          {Object.entries(headers).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {body === undefined || body.text === '' ? (
        <p class="dim">{unread ? 'The server did not read the body.' : 'No body'}</p>
      ) : (
        <Body {...body} marks={marks} />
      )}
    </Section>
  );
}

interface BodyProps {
  readonly text: string;
  readonly truncated?: boolean;
  readonly marks: readonly Mark[];
}

function Body({ text, truncated, marks }: BodyProps) {
  const value = parsed(text);
  return (
    <>
      {value === undefined ? <pre class="json">{text}</pre> : <JsonView value={value} marks={marks} />}
      {truncated && <p class="dim">The recorded text is shorter than the body.</p>}
    </>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
