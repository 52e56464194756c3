// Lifts and checks a document in one linear walk at start: every `$ref` has a target, every pattern compiles, and every keyword
// has the shape that its specification requires. What is wrong is collected; quarantine.ts then takes it out.
import { SetupError, textOfPlace } from '../../errors/setup-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../../json/value.ts';
import { type Bundle, placeOf } from '../document/bundle.ts';
import { Findings, type Problem } from '../document/findings.ts';
import { type Visit, walk } from '../document/grammar.ts';
import { isTreeText } from '../document/parse.ts';
import { isReadableServer } from '../document/servers.ts';
import type { Warning } from '../document/warning.ts';
import { openLifter } from '../lift/lift.ts';
import { costOf } from '../validation/pattern-cost.ts';
import { collectMisspellings, joinCollectors } from './misspellings.ts';
import { checkPaths } from './paths.ts';
import { type QuarantinedFault, quarantine } from './quarantine.ts';
import { openReferences } from './references.ts';
import { declaredSchemes, dropUndeclaredSchemes } from './schemes.ts';
import { shapeProblems } from './shapes.ts';
import { collectWarnings } from './warnings.ts';

interface CheckOptions {
  /** Accepts a document even if nothing in it can be served, to list everything that is wrong with it. */
  readonly acceptUnusable?: boolean;
  /** Called with each place after it is lifted. */
  readonly onPlace?: ((place: Visit) => void) | undefined;
}

/**
 * Lifts and checks a document in place. A fault takes out the smallest part that contains it.
 * @returns the faults, then the problems of parts that are served nevertheless
 * @throws SetupError if nothing in the document can be served, with the place of its first fault; it lists the others
 */
export function check(bundle: Bundle, { acceptUnusable = false, onPlace }: CheckOptions = {}): readonly Warning[] {
  const { document } = bundle;
  // Swagger 2.0 has other fields, which are lifted only in part.
  const isSwagger = document.swagger !== undefined;
  const findings = new Findings();
  quoteVersion(document as MutableObject, findings);
  const version = versionProblem(document);
  if (version) throw setupError(bundle, version, '');
  const shared = new Set<Json>();
  const lifter = openLifter({ bundle, findings, shared });
  const collector = joinCollectors(collectWarnings(), collectMisspellings(document, !isSwagger));
  const follow = openReferences(bundle);
  const visit = (place: Visit): readonly Visit[] | undefined => {
    lifter.lift(place);
    const { kind, node } = place;
    if (kind === 'document') checkPaths(place, findings, bundle);
    const isSound = checkShape(place, findings);
    // The other checks rely on the shape.
    if (!isSound || !isObject(node)) return undefined;
    if (kind === 'server' && !isReadableServer(node))
      findings.warn(appendTokens(place.pointer, 'url'), UNREADABLE_HOST);
    if (kind === 'schema') warnOfExponentialPatterns(node, place, findings);
    collector.visit(place);
    onPlace?.(place);
    if (node.$ref === undefined) return undefined;
    const { target, problem, pointer: at } = follow(place);
    if (problem) findings.fault(place, problem, at);
    return target && [target];
  };
  // Aliases of YAML, and the lift of Swagger 2.0, let several places share an object.
  const isTree = !isSwagger && bundle.sources.every(({ text, file }) => isTreeText(text, file));
  walk({ kind: 'document', node: document, pointer: '' }, visit, { isTree, shared });
  lifter.finish();
  const declared = Object.keys(declaredSchemes(document));
  const { faults, servesAnything } = quarantine(document, findings);
  if (!servesAnything && !acceptUnusable) throw joinErrors(bundle, faults);
  dropUndeclaredSchemes(document, declared, findings);
  return [...faults.map(warningOf), ...findings.warnings(), ...collector.all()];
}

const UNREADABLE_HOST = 'the host of the server URL cannot be read; only its path is used';

/** Parts that a message about a fault lists. */
const MAX_PARTS = 10;

function warningOf({ pointer, what, advice, operations, parts }: QuarantinedFault): Warning {
  const all = [...operations, ...parts];
  const listed = [...all.slice(0, MAX_PARTS), ...(all.length > MAX_PARTS ? [`${all.length - MAX_PARTS} more`] : [])];
  const effect = all.length === 0 ? 'nothing uses it' : `not served: ${listed.join(', ')}`;
  return { pointer, message: `${asClause(what)}; ${effect}. ${advice}`, fatal: true };
}

function asClause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function setupError(bundle: Bundle, { code, what, advice }: Problem, pointer: string): SetupError {
  return new SetupError({ code, what, advice, ...placeOf(bundle, pointer) });
}

/** Other errors that are listed. */
const MAX_LISTED = 20;

/** The first fault as an error, which lists the others in its advice. */
function joinErrors(bundle: Bundle, faults: readonly QuarantinedFault[]): SetupError {
  const [first, ...others] = faults as [QuarantinedFault, ...QuarantinedFault[]];
  if (others.length === 0) return setupError(bundle, first, first.pointer);
  const lines = others
    .slice(0, MAX_LISTED)
    .map(({ pointer, what, advice }) => `  ${textOfPlace(placeOf(bundle, pointer))}\n      ${what}. ${advice}`);
  const rest = others.length - lines.length;
  const heading = `${others.length} more ${others.length === 1 ? 'error' : 'errors'}:`;
  const list = [first.advice, heading, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n  ');
  return setupError(bundle, { ...first, advice: list }, first.pointer);
}

/** A version without quotes is a number in YAML. */
function quoteVersion(document: MutableObject, findings: Findings): void {
  for (const name of ['openapi', 'swagger']) {
    const version = document[name];
    if (typeof version !== 'number') continue;
    const text = Number.isInteger(version) ? version.toFixed(1) : String(version);
    document[name] = text;
    findings.warn(`/${name}`, `the version ${version} has no quotes; it is read as ${JSON.stringify(text)}`);
  }
}

function versionProblem({ openapi, swagger }: JsonObject): Problem | undefined {
  const code = 'DOCUMENT_UNSUPPORTED';
  if (typeof openapi === 'string' && /^3\.[012](\.|$)/.test(openapi)) return undefined;
  if (swagger !== undefined) {
    if (swagger === '2.0') return undefined;
    return { code, what: `The document is Swagger ${swagger}`, advice: 'Use Swagger 2.0 or OpenAPI 3' };
  }
  return {
    code,
    what:
      openapi === undefined ? 'The property "openapi" is missing' : `The OpenAPI version is ${JSON.stringify(openapi)}`,
    advice: 'Use a document with "openapi": "3.0.x", "3.1.x" or "3.2.x", or with "swagger": "2.0"',
  };
}

/** Whether the shape of an object is as the other checks need it. Optional fields with a wrong shape are left out. */
function checkShape(place: Visit, findings: Findings): boolean {
  let isSound = true;
  for (const problem of shapeProblems(place)) {
    const { field, isOptional, what, advice } = problem;
    const { node, pointer } = place;
    const at = field === undefined ? pointer : appendTokens(pointer, field);
    if (!isOptional) {
      isSound = false;
      findings.fault(place, problem, at);
    } else if (field !== undefined) {
      delete (node as MutableObject)[field];
      findings.warn(at, `${asClause(what)}; it is ignored. ${advice}`);
    } else findings.fault(place, problem);
  }
  return isSound;
}

function warnOfExponentialPatterns({ pattern, patternProperties }: JsonObject, place: Visit, findings: Findings): void {
  if (pattern === undefined && patternProperties === undefined) return;
  const { pointer } = place;
  if (typeof pattern === 'string') warnIfExponential(pattern, appendTokens(pointer, 'pattern'), findings);
  if (!isObject(patternProperties)) return;
  for (const key of Object.keys(patternProperties)) {
    warnIfExponential(key, appendTokens(pointer, 'patternProperties'), findings);
  }
}

function warnIfExponential(pattern: string, pointer: string, findings: Findings): void {
  if (!costOf(pattern).exponential) return;
  const message = `the pattern ${pattern} takes exponential time on some values; a request whose validation takes too long gets 400`;
  findings.warn(pointer, message);
}
