// Checks what a release needs and no test sees, and says what to do. It ends with 1 if something is missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (name) => readFileSync(join(root, name), 'utf8');
const { version, repository } = JSON.parse(read('package.json'));
const missing = [...repositoryProblems(), ...changelogProblems(), ...pageProblems()];
for (const problem of missing) console.error(problem);
console.log(missing.length === 0 ? `${version} can be released` : `${version} cannot be released yet`);
process.exitCode = missing.length === 0 ? 0 : 1;

/** npm compares the repository with the one whose workflow publishes. It also makes the links of the README absolute with it. */
function repositoryProblems() {
  const url = typeof repository === 'string' ? repository : repository?.url;
  const { GITHUB_REPOSITORY: publisher = 'OWNER/NAME' } = process.env;
  const command = `npm pkg set repository.type=git repository.url=git+https://github.com/${publisher}.git`;
  if (url === undefined) return [`package.json has no repository, which provenance needs. Run: ${command}`];
  const isOther = process.env.GITHUB_REPOSITORY !== undefined && !url.replace(/\.git$/, '').endsWith(`/${publisher}`);
  return isOther ? [`The repository of package.json is ${url}, but ${publisher} publishes. Run: ${command}`] : [];
}

function changelogProblems() {
  const heading = read('CHANGELOG.md')
    .split('\n')
    .find((line) => line.startsWith('## ') && line.split(' ')[1] === version);
  if (heading === undefined)
    return [`CHANGELOG.md has no heading "## ${version}". Write what changes for users below it`];
  return /not released/.test(heading) ? [`CHANGELOG.md: replace "${heading}" by "## ${version}" with the date`] : [];
}

function pageProblems() {
  const pages = readdirSync(join(root, 'docs'), { recursive: true }).map((name) => join('docs', name));
  return ['README.md', ...pages.filter((name) => name.endsWith('.md'))].flatMap((page) =>
    read(page)
      .split('\n')
      .flatMap((line, index) =>
        /\b(?:not|nothing is) published\b/i.test(line)
          ? [`${page}:${index + 1} says that nothing is published. Write how to install it from npm`]
          : [],
      ),
  );
}
