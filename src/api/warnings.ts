// The warnings of all served documents, each with its place in the document that it is about.
import { setImmediate } from 'node:timers/promises';
import { lint } from '../contract/check/lint.ts';
import type { LocatedWarning, Warning } from '../contract/document/warning.ts';
import { SetupError } from '../errors/setup-error.ts';
import type { Service } from '../service.ts';

/** The warnings that are known without compiling schemas. */
export function warningsOf(services: readonly Service[]): readonly LocatedWarning[] {
  return services.flatMap((service) => knownWarnings(service));
}

/** All warnings. Requests are handled in between. */
export async function lintAll(services: readonly Service[]): Promise<readonly LocatedWarning[]> {
  const found: LocatedWarning[] = [];
  for (const service of services) {
    found.push(...knownWarnings(service));
    for (const more of lint(service.contract)) {
      found.push(...more.map((warning) => located(warning, service)));
      await setImmediate();
    }
  }
  return found;
}

function knownWarnings(service: Service): LocatedWarning[] {
  const { contract, app } = service;
  return [...contract.warnings, ...app.routes.warnings].map((warning) => located(warning, service));
}

/** The place is found when it is read, because its text is parsed again for it. */
function located(warning: Warning, { contract }: Service): LocatedWarning {
  return {
    ...warning,
    get location() {
      return contract.place(warning.pointer);
    },
  };
}

/** Warnings that the refusal of a document lists. */
const MOST_LISTED = 5;

/** @throws SetupError DOCUMENT_HAS_WARNINGS */
export function refuseWarnings(warnings: readonly LocatedWarning[]): void {
  const [first] = warnings;
  if (!first) return;
  const count = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
  const listed = warnings.slice(0, MOST_LISTED).map(({ message }) => message);
  const others = warnings.length - listed.length;
  throw new SetupError({
    code: 'DOCUMENT_HAS_WARNINGS',
    what: `The document has ${count}: ${listed.join('; ')}${others > 0 ? `; and ${others} more` : ''}`,
    advice: 'Fix the document, or serve it without --strict; standin check lists all warnings',
    ...first.location,
  });
}
