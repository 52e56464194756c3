// Prints an annotation for each breaking difference and each warning of a result of `standin diff` to standard error, and the number
// of breaking ones to standard output.
import { readFileSync } from 'node:fs';

const COMMANDS = { breaking: 'error', warning: 'warning' };
const { findings } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const finding of findings) {
  const command = COMMANDS[finding.severity];
  if (command === undefined) continue;
  const { file, line, column } = finding.new ?? {};
  const place = { file, line, col: column, title: `standin: ${finding.id}` };
  const properties = Object.entries(place).filter(([, value]) => value !== undefined);
  const texts = properties.map(([name, value]) => `${name}=${escaped(String(value)).replace(/[:,]/g, percent)}`);
  process.stderr.write(`::${command} ${texts.join(',')}::${escaped(messageOf(finding))}\n`);
}
console.log(findings.filter(({ severity }) => severity === 'breaking').length);

function messageOf({ operation, message }) {
  return operation === undefined ? message : `${operation.method} ${operation.path}: ${message}`;
}

/** As the runner reads it: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function escaped(text) {
  return text.replace(/[%\r\n]/g, percent);
}

function percent(character) {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
