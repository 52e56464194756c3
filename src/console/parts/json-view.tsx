// JSON as text with colours. Values that violate the contract are marked, with the reason beside them.
import type { ComponentChildren } from 'preact';

export interface Mark {
  /** The JSON pointer of the value. */
  readonly pointer: string;
  readonly message: string;
}

interface JsonViewProps {
  readonly value: unknown;
  readonly marks?: readonly Mark[];
}

/** The longest list or object that is shown open. */
const MOST_SHOWN = 200;

export function JsonView({ value, marks = [] }: JsonViewProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll it by the keyboard
    <pre class="json" tabIndex={0}>
      <Value value={value} pointer="" depth={0} marks={marks} />
    </pre>
  );
}

interface ValueProps {
  readonly value: unknown;
  readonly pointer: string;
  readonly depth: number;
  readonly marks: readonly Mark[];
}

function Value(props: ValueProps) {
  const own = props.marks.filter(({ pointer }) => pointer === props.pointer);
  const shown = Array.isArray(props.value) ? (
    <Members {...props} entries={props.value.map((item, index) => [String(index), item])} brackets="[]" />
  ) : typeof props.value === 'object' && props.value !== null ? (
    <Members {...props} entries={Object.entries(props.value)} brackets="{}" />
  ) : (
    <span class={`json-${props.value === null ? 'null' : typeof props.value}`}>{JSON.stringify(props.value)}</span>
  );
  if (own.length === 0) return shown;
  return (
    <mark>
      {shown}
      {own.map(({ message }) => (
        <span class="why" key={message}>
          {message}
        </span>
      ))}
    </mark>
  );
}

interface MembersProps extends ValueProps {
  readonly entries: readonly (readonly [string, unknown])[];
  readonly brackets: '[]' | '{}';
}

function Members({ entries, brackets, pointer, depth, marks }: MembersProps): ComponentChildren {
  const [open, close] = brackets;
  // Properties that are missing have a mark below the object.
  const missing = marks.filter((mark) => isMissing(mark, pointer, entries));
  if (entries.length === 0 && missing.length === 0) return brackets;
  const indent = '  '.repeat(depth + 1);
  return (
    <>
      {open}
      {entries.slice(0, MOST_SHOWN).map(([name, value], index) => (
        <span key={name}>
          {`\n${indent}`}
          {brackets === '{}' && <span class="json-name">{JSON.stringify(name)}</span>}
          {brackets === '{}' && ': '}
          <Value value={value} pointer={`${pointer}/${escapeToken(name)}`} depth={depth + 1} marks={marks} />
          {index < entries.length - 1 && ','}
        </span>
      ))}
      {entries.length > MOST_SHOWN && `\n${indent}… ${entries.length - MOST_SHOWN} more`}
      {missing.map(({ message, pointer: at }) => (
        <span key={at}>
          {`\n${indent}`}
          <mark>
            {at.slice(pointer.length + 1)} <span class="why">{message}</span>
          </mark>
        </span>
      ))}
      {`\n${'  '.repeat(depth)}`}
      {close}
    </>
  );
}

function isMissing(mark: Mark, pointer: string, entries: MembersProps['entries']): boolean {
  if (!mark.pointer.startsWith(`${pointer}/`)) return false;
  const name = mark.pointer.slice(pointer.length + 1);
  return !name.includes('/') && !entries.some(([own]) => escapeToken(own) === name);
}

function escapeToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
