// A record as a form or as JSON. The text is the record: both write it.
import type { Signal } from '@preact/signals';
import type { ResourceInfo } from '../../control/client.ts';
import { JsonField } from '../parts/json-field.tsx';
import { Editor } from './editor.tsx';
import { isRecord, type JsonRecord, type RecordProperty } from './records.ts';

export type FormKind = 'form' | 'json';

interface RecordFormProps {
  readonly resource: ResourceInfo;
  /** The record as JSON. */
  readonly text: Signal<string>;
  readonly kind: Signal<FormKind>;
  /** Shown below a property. */
  readonly note?: (property: string) => string | undefined;
  /** Called if the person asks who set a property. */
  readonly ask?: (property: string) => void;
}

/** Undefined if the text is no JSON object. */
export function recordIn(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function RecordForm(props: RecordFormProps) {
  const { text, kind, resource } = props;
  const record = recordIn(text.value);
  return (
    <>
      <div class="segments" role="group" aria-label="Show the record as">
        {(['form', 'json'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={kind.value === one} disabled={!record} onClick={() => (kind.value = one)}>
            {one === 'form' ? 'Form' : 'JSON'}
          </button>
        ))}
      </div>
      {kind.value === 'json' || !record ? (
        <JsonField label="The record as JSON" isLabelHidden text={text.value} change={(next) => (text.value = next)} />
      ) : (
        <dl class="fields">
          {propertiesOf(resource, record).map((property) => (
            <Field key={property.name} property={property} record={record} {...props} />
          ))}
        </dl>
      )}
    </>
  );
}

function propertiesOf({ properties }: ResourceInfo, record: JsonRecord): readonly RecordProperty[] {
  const declared = new Set(properties.map(({ name }) => name));
  const others = Object.keys(record).filter((name) => !declared.has(name));
  return [...properties, ...others.map((name): RecordProperty => ({ name, types: [], required: false, readOnly: false }))];
}

interface FieldProps extends RecordFormProps {
  readonly property: RecordProperty;
  readonly record: JsonRecord;
}

function Field({ property, record, resource, text, note, ask }: FieldProps) {
  const { name, description, required, readOnly } = property;
  const value = record[name];
  const change = (next: unknown) => {
    const { [name]: _, ...others } = record;
    // The property keeps its place among the others.
    const changed = next === undefined ? others : name in record ? { ...record, [name]: next } : { ...others, [name]: next };
    text.value = JSON.stringify(changed, null, 2);
  };
  const isStructure = typeof value === 'object' && value !== null;
  return (
    <div class="field" title={description}>
      <dt>
        {name}
        {required && <span title="required"> *</span>}
        {readOnly && <span class="dim" title="Clients cannot change it; you can here"> read-only</span>}
        {ask && value !== undefined && (
          <button type="button" class="plain ask" aria-label={`Who set ${name}?`} title="Who set this?" onClick={() => ask(name)}>
            who?
          </button>
        )}
      </dt>
      <dd>
        {isStructure ? (
          <StructureField name={name} value={value} change={change} />
        ) : (
          <Editor
            key={JSON.stringify(value)}
            property={property}
            value={value}
            mount={resource.mount}
            label={name}
            isFocused={false}
            done={(next) => JSON.stringify(next) !== JSON.stringify(value) && change(next)}
            cancel={() => undefined}
          />
        )}
        {note?.(name) !== undefined && <p class="note">{note(name)}</p>}
      </dd>
    </div>
  );
}

interface StructureFieldProps {
  readonly name: string;
  readonly value: object;
  readonly change: (value: unknown) => void;
}

/** A list or an object is changed as JSON. */
function StructureField({ name, value, change }: StructureFieldProps) {
  const whole = JSON.stringify(value, null, 2);
  return (
    <textarea
      key={whole}
      class="code"
      aria-label={name}
      rows={Math.min(12, whole.split('\n').length)}
      spellcheck={false}
      defaultValue={whole}
      onInput={({ currentTarget }) => {
        try {
          JSON.parse(currentTarget.value);
          currentTarget.setCustomValidity('');
        } catch {
          currentTarget.setCustomValidity('No JSON');
        }
      }}
      onBlur={({ currentTarget }) => {
        if (!currentTarget.validity.valid) return void currentTarget.reportValidity();
        const next: unknown = JSON.parse(currentTarget.value);
        if (JSON.stringify(next) !== JSON.stringify(value)) change(next);
      }}
    />
  );
}
