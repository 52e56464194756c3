// Lints the built-in documents by Redocly's recommended rules. The rules come as a library, which sends nothing anywhere.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConfig, getLineColLocation, lint } from '@redocly/openapi-core';

/** Microsoft's page sends a read-only property in its request. Our example repeats the page, so this problem is accepted. */
const ACCEPTED_POINTERS = [
  '#/paths/~1deviceManagement~1applePushNotificationCertificate/patch/requestBody/content/application~1json/examples/update/value/certificateSerialNumber',
];

const RULE = 'no-invalid-media-type-examples';

const args = process.argv.slice(2);
const OWN = ['openapi.yaml', ...['login', 'apple'].map((folder) => `src/microsoft-graph/${folder}/openapi.yaml`)];
const own = OWN.map((file) => fileURLToPath(new URL(`../${file}`, import.meta.url)));
const files = args.length > 0 ? args : own;
const config = await createConfig('extends: [recommended]');

for (const file of files) {
  const found = await lint({ ref: file, config });
  const problems = found.filter(({ ruleId, location: [place] }) => {
    return ruleId !== RULE || !ACCEPTED_POINTERS.includes(place?.pointer ?? '');
  });
  for (const { severity, ruleId, message, location } of problems) {
    const [place] = location;
    const line = place ? getLineColLocation(place).start.line : '';
    console.error(`${relative('.', file)}:${line} ${severity} ${ruleId}: ${message} ${place?.pointer ?? ''}`);
  }
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${relative('.', file)} has no problems.`);
}
