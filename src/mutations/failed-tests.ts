// The names of failed tests in the output of common test runners. The exit code decides whether a run failed; the names only show
// which tests did.

/** Test runners and what their lines look like. The first group is the name of the test. */
const LINES: readonly RegExp[] = [
  // TAP: node:test without a terminal, tap, AVA.
  /^\s*not ok \d+ (?:- )?(.+?)(?: # .*)?$/,
  // node:test and Mocha on a terminal, with the time.
  /^\s*[✖✗] (.+?)(?: \(\d[\d.]*ms\))?$/,
  // Vitest.
  /^\s*(?:FAIL|×)\s+(.+?)(?: \d+ms)?$/,
  // Mocha.
  /^ {2}\d+\) (.+)$/,
  // Jest.
  /^\s*● (.+)$/,
  // pytest.
  /^FAILED (\S+)/,
  // Go.
  /^\s*--- FAIL: (\S+)/,
  // Cargo.
  /^test (\S+) \.\.\. FAILED$/,
  // Maven and Gradle.
  /^\[ERROR\] {2,}(\S+)[: ]/,
  /^(\S+ > .+?) FAILED$/,
  // .NET.
  /^\s*Failed (\S+) \[/,
  // RSpec.
  /^rspec \S+ # (.+)$/,
  // PHPUnit.
  /^\d+\) (\S+::\S+)$/,
];

/** Lines that look like a test and are none. */
const NO_TEST = /^(?:failing tests:?|test failed|subtests? failed|\S+\.[cm]?[jt]sx?)$/i;

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of terminals begin with one
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

/** Each name once, in the order of the output. */
export function failedTests(output: string): readonly string[] {
  const names = new Set<string>();
  for (const line of output.replaceAll(COLOURS, '').split(/\r?\n/)) {
    const name = LINES.map((pattern) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
    if (name !== undefined && !NO_TEST.test(name.trim())) names.add(name.trim().slice(0, 200));
  }
  return [...names];
}
