// In words: what a commit changed next to the resources.
const TEXTS: Readonly<Record<string, string>> = {
  clock: 'Clock moved',
  settings: 'Settings changed',
  credentials: 'Tokens expired',
  user: 'User changed',
  scopes: 'Scopes of tokens changed',
  scenario: 'Scenario loaded',
};

/** @param names for example `clock` or `faults/console%3AlistProducts` */
export function ownTexts(names: readonly string[]): readonly string[] {
  // A new stub or fault also counts the ids.
  return names.filter((name) => name !== 'plans').map(textOf);
}

function textOf(name: string): string {
  const [kind = '', id = ''] = name.split('/').map(decodeURIComponent);
  if (kind === 'faults') return faultText(id);
  return kind === 'stubs' ? `Stub: ${id}` : (TEXTS[kind] ?? name);
}

function faultText(id: string): string {
  const operation = id.replace(/^console:/, '');
  if (id === 'console-delay') return 'Delay of all responses';
  if (id === 'console-failures') return 'Failures by chance';
  return id === operation ? `Error: ${id}` : `Errors & delays: ${operation}`;
}
