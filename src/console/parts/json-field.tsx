// A field for JSON. It says where the text is no JSON.
import { useSignal } from '@preact/signals';

interface JsonFieldProps {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
  readonly isLabelHidden?: boolean;
  /** An empty text is no error. */
  readonly canBeEmpty?: boolean;
}

const ROWS = { least: 4, most: 26 } as const;

export function JsonField({ label, text, change, isLabelHidden = false, canBeEmpty = false }: JsonFieldProps) {
  const rows = Math.min(ROWS.most, Math.max(ROWS.least, text.split('\n').length + 1));
  const isTouched = useSignal(false);
  const problem = isTouched.value ? jsonProblem(text, canBeEmpty) : undefined;
  return (
    <label>
      <span class={isLabelHidden ? 'hidden' : ''}>{label}</span>
      <textarea
        class="code"
        rows={rows}
        spellcheck={false}
        value={text}
        aria-invalid={problem !== undefined}
        onInput={({ currentTarget }) => {
          isTouched.value = true;
          change(currentTarget.value);
        }}
        onKeyDown={indent}
      />
      {problem !== undefined && (
        <span class="problem" role="alert">
          {problem}
        </span>
      )}
    </label>
  );
}

/** Enter continues with the indentation of the line; with Ctrl, it sends the form. */
function indent(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.currentTarget instanceof HTMLTextAreaElement)) return;
  if (event.ctrlKey || event.metaKey) {
    event.currentTarget.form?.requestSubmit();
    return;
  }
  const { value, selectionStart } = event.currentTarget;
  const line = value.slice(value.lastIndexOf('\n', selectionStart - 1) + 1, selectionStart);
  const [spaces = ''] = /^ */.exec(line) ?? [];
  event.preventDefault();
  const more = /[[{]\s*$/.test(line) ? '  ' : '';
  event.currentTarget.setRangeText(`\n${spaces}${more}`, selectionStart, event.currentTarget.selectionEnd, 'end');
  event.currentTarget.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Why a text is no JSON, with the line and the column. Undefined if it is. */
export function jsonProblem(text: string, canBeEmpty = false): string | undefined {
  if (canBeEmpty && text.trim() === '') return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, position] = /position (\d+)/.exec(message) ?? [];
    const at = position ?? (/end of/.test(message) ? text.length : undefined);
    if (at === undefined) return `No JSON: ${message}`;
    const before = text.slice(0, Number(at)).split('\n');
    const reason = message.replace(/^JSON\.parse: /, '').replace(/(?: in JSON)? at position.*$/s, '');
    return `Line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${reason}`;
  }
}

/** A value as text, with two spaces. A text that is no JSON stays as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
