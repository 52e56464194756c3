// The input for a value of a record: the schema decides which.
import { useLoaded } from '../parts/use-loaded.ts';
import { isRecord, keyOf, labelOf, type RecordProperty, readRecords } from './records.ts';
import { resources } from './resources.ts';

interface EditorProps {
  readonly property: RecordProperty;
  readonly value: unknown;
  readonly mount: string;
  /** Called with the new value when the person has finished. */
  readonly done: (value: unknown) => void;
  readonly cancel: () => void;
  readonly label: string;
  /** Whether the input takes the focus. */
  readonly isFocused: boolean;
}

export function Editor(props: EditorProps) {
  const choices = choicesOf(props.property);
  if (choices) return <Choice {...props} choices={choices} />;
  if (props.property.refersTo !== undefined) return <Relation {...props} path={props.property.refersTo} />;
  return <Input {...props} />;
}

function focusIf(isFocused: boolean) {
  return (element: HTMLElement | null) => {
    if (isFocused) element?.focus();
  };
}

function onEscape(event: KeyboardEvent, cancel: () => void): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  cancel();
}

function Choice({ value, done, cancel, label, isFocused, choices, property }: EditorProps & { readonly choices: readonly unknown[] }) {
  const texts = choices.map((choice) => JSON.stringify(choice));
  const own = JSON.stringify(value) ?? '';
  const isOther = !texts.includes(own);
  return (
    <select
      ref={focusIf(isFocused)}
      aria-label={label}
      onKeyDown={(event) => onEscape(event, cancel)}
      onBlur={cancel}
      value={own}
      onChange={({ currentTarget }) => done(currentTarget.value === '' ? undefined : JSON.parse(currentTarget.value))}
    >
      {isOther && <option value={own}>{value === undefined ? 'not set' : own}</option>}
      {texts.map((text, index) => (
        <option key={text} value={text}>
          {String(choices[index])}
        </option>
      ))}
      {!property.required && !isOther && <option value="">not set</option>}
    </select>
  );
}

/** A choice of the keys of another collection. */
function Relation(props: EditorProps & { readonly path: string }) {
  const { path, mount } = props;
  const target = resources.value.find((one) => one.mount === mount && one.path === path);
  const { value: records = [] } = useLoaded(async () => (target ? readRecords({ resource: target, path }) : []), [path]);
  const list = `keys-of-${path.replaceAll('/', '-')}`;
  return (
    <>
      <Input {...props} list={list} />
      <datalist id={list}>
        {records.slice(0, 500).map((record) => {
          const key = target && keyOf(target, record);
          return key === undefined ? null : (
            <option key={key} value={key}>
              {labelOf(record)}
            </option>
          );
        })}
      </datalist>
    </>
  );
}

function Input({ property, value, done, cancel, label, isFocused, list }: EditorProps & { readonly list?: string }) {
  const text = textOf(value);
  // The type of an input is one of a union for which Preact has several types of properties.
  const type = (list === undefined ? inputType(property) : 'text') as 'text';
  return (
    <input
      ref={focusIf(isFocused)}
      aria-label={label}
      type={type}
      list={list}
      step="any"
      placeholder={value === undefined ? 'not set' : value === null ? 'null' : undefined}
      defaultValue={inputType(property) === 'datetime-local' ? text.slice(0, 23).replace(/Z$/, '') : text}
      onKeyDown={(event) => {
        onEscape(event, cancel);
        if (event.key !== 'Enter') return;
        event.preventDefault();
        done(valueOf(property, event.currentTarget.value, value));
      }}
      onBlur={({ currentTarget }) => done(valueOf(property, currentTarget.value, value))}
    />
  );
}

function choicesOf({ enum: values, types }: RecordProperty): readonly unknown[] | undefined {
  if (values) return values;
  return types.length === 1 && types[0] === 'boolean' ? [true, false] : undefined;
}

function inputType({ types, format }: RecordProperty): 'date' | 'datetime-local' | 'number' | 'text' {
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'datetime-local';
  return types.some((type) => type === 'number' || type === 'integer') && !types.includes('string') ? 'number' : 'text';
}

export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value of a text in an input. An empty text is null where null is allowed. */
export function valueOf({ types, format }: RecordProperty, text: string, before: unknown): unknown {
  if (text === textOf(before) || (text === '' && (before === undefined || before === null))) return before;
  if (text === '' && types.includes('null')) return null;
  if (text === '' && !types.includes('string')) return undefined;
  const isNumber = types.some((type) => type === 'number' || type === 'integer');
  if (isNumber && Number.isFinite(Number(text))) return Number(text);
  if (format === 'date-time' && !Number.isNaN(Date.parse(`${text}Z`))) return dateTimeOf(text, before);
  const isStructure = isRecord(before) || Array.isArray(before);
  if (!isStructure && (types.includes('string') || typeof before === 'string')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A moment in UTC. An input that was not changed leaves the value as it was written. */
function dateTimeOf(text: string, before: unknown): string {
  const next = new Date(`${text}Z`);
  const isSame = typeof before === 'string' && Date.parse(before) === next.getTime();
  return isSame ? before : next.toISOString();
}
