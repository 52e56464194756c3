// A value of a record, and the input that changes it: the schema decides which.
import { useSignal } from '@preact/signals';
import type { ResourceInfo } from '../../control/client.ts';

export type Property = ResourceInfo['properties'][number];

interface CellProps {
  readonly property: Property;
  readonly value: unknown;
  readonly save: (value: unknown) => void;
}

export function Cell({ property, value, save }: CellProps) {
  const isOpen = useSignal(false);
  if (!isOpen.value) {
    return (
      <button type="button" class="cell" title={titleOf(property, value)} onClick={() => (isOpen.value = true)}>
        <Shown value={value} />
      </button>
    );
  }
  const done = (next: unknown) => {
    // Enter closes the input, which then loses the focus.
    if (!isOpen.value) return;
    isOpen.value = false;
    if (JSON.stringify(next) !== JSON.stringify(value)) save(next);
  };
  return <Editor property={property} value={value} done={done} cancel={() => (isOpen.value = false)} />;
}

function titleOf({ description, readOnly }: Property, value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
  const note = readOnly ? 'Clients cannot change it; you can here. ' : '';
  return [text.slice(0, 300), `${note}${description ?? ''}`].filter(Boolean).join('\n');
}

export function Shown({ value }: { readonly value: unknown }) {
  if (value === undefined) return <span class="dim">–</span>;
  if (value === null) return <span class="json-null">null</span>;
  if (typeof value === 'boolean') return <span class="json-boolean">{String(value)}</span>;
  if (typeof value === 'number') return <span class="json-number">{value}</span>;
  if (Array.isArray(value)) return <span class="dim">{value.length === 1 ? '1 item' : `${value.length} items`}</span>;
  if (typeof value === 'object') return <span class="dim">{'{…}'}</span>;
  return <>{value}</>;
}

interface EditorProps {
  readonly property: Property;
  readonly value: unknown;
  readonly done: (value: unknown) => void;
  readonly cancel: () => void;
}

function Editor({ property, value, done, cancel }: EditorProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  };
  const label = `New value of ${property.name}`;
  const focus = (element: HTMLElement | null) => element?.focus();
  const choices = choicesOf(property);
  if (choices) {
    const texts = choices.map((choice) => JSON.stringify(choice));
    return (
      <select
        ref={focus}
        aria-label={label}
        onKeyDown={onKeyDown}
        onBlur={cancel}
        value={JSON.stringify(value)}
        onChange={({ currentTarget }) => done(JSON.parse(currentTarget.value))}
      >
        {texts.map((text, index) => (
          <option key={text} value={text}>
            {String(choices[index])}
          </option>
        ))}
      </select>
    );
  }
  const text = textOf(value);
  // The type of an input is one of a union for which Preact has several types of properties.
  const type = inputType(property) as 'text';
  return (
    <input
      ref={focus}
      aria-label={label}
      type={type}
      step="any"
      defaultValue={inputType(property) === 'datetime-local' ? text.slice(0, 23).replace(/Z$/, '') : text}
      onKeyDown={(event) => {
        onKeyDown(event);
        if (event.key === 'Enter') done(valueOf(property, event.currentTarget.value, value));
      }}
      onBlur={({ currentTarget }) => done(valueOf(property, currentTarget.value, value))}
    />
  );
}

function choicesOf({ enum: values, types }: Property): readonly unknown[] | undefined {
  if (values) return values;
  return types.length === 1 && types[0] === 'boolean' ? [true, false] : undefined;
}

function inputType({ types, format }: Property): 'date' | 'datetime-local' | 'number' | 'text' {
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'datetime-local';
  return types.some((type) => type === 'number' || type === 'integer') ? 'number' : 'text';
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value of a text in an input. An empty text is null where null is allowed. */
function valueOf({ types, format }: Property, text: string, before: unknown): unknown {
  if (text === '' && (before === undefined || before === null)) return before;
  if (text === '' && types.includes('null')) return null;
  if (types.some((type) => type === 'number' || type === 'integer') && text !== '') return Number(text);
  if (format === 'date-time' && text !== '') return new Date(`${text}Z`).toISOString();
  const isStructure = typeof before === 'object' && before !== null;
  if (!isStructure && (types.includes('string') || typeof before === 'string')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
