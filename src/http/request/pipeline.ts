// The steps of a request, in order. The server, `inject`, `intercept`, `$batch` and the proxy run this list. In the proxy the real
// service responds, and refusals are collected instead of stopping the request.

import type { FastifyReply } from 'fastify';
import { carriesBody } from '../../contract/wire/body-headers.ts';
import { MAX_RECORDED_BYTES, type StepRefusal } from '../../report/record.ts';
import { authenticate, authorize } from './access.ts';
import { parseBody, validateBody } from './body.ts';
import { corrupt } from './corrupt.ts';
import {
  checkHost,
  checkTransferCoding,
  countCall,
  enterWorld,
  findRoute,
  guardControl,
  refuseUnmatched,
} from './enter.ts';
import { httpErrorOf } from './errors.ts';
import { type CompiledSteps, DROPPED, Exchange, Route, type ServedDocument, type StepFunction } from './exchange.ts';
import { respondExtra } from './extra-routes.ts';
import { applyFault } from './fault.ts';
import { acceptBody, chooseStream, negotiate } from './negotiate.ts';
import { readParameters } from './parameters.ts';
import type { OperationPlan } from './plan.ts';
import { logRequest, record } from './record.ts';
import { refuse } from './refuse.ts';
import { respond } from './respond.ts';
import { allowPage, applyConvention, respondNotModified, validateResponse } from './response.ts';
import type { RouteMatch } from './routes.ts';
import { send, sendCallbacks } from './send.ts';
import { refuseUnusable } from './unusable.ts';
import { uncheckedBy, unreadBy, violationsOf } from './violations.ts';

/** What a request is for. `options` is a request with OPTIONS that the document does not declare. */
type RequestKind = 'operation' | 'unmatched' | 'options' | 'batch' | 'text' | 'page';

/** What decides which steps a request needs. */
export interface StepNeeds {
  readonly document: ServedDocument;
  readonly kind: RequestKind;
  /** The operation of the request, if it is for one. */
  readonly plan: OperationPlan | undefined;
}

export interface PipelineStep {
  readonly name: string;
  /**
   * `entry`: until the operation is known, without waiting. `head`: before the body is read. `body`: until there is a response. `response`: the rest.
   */
  readonly stage: 'entry' | 'head' | 'body' | 'response';
  readonly run: StepFunction;
  /** Whether a request needs the step. Default: every request does. */
  readonly needs?: (needs: StepNeeds) => boolean;
  /** Whether the proxy runs it. `collect` means that it keeps the refusal as a violation, and continues. */
  readonly proxy: boolean | 'collect';
}

const isOperation = ({ kind }: StepNeeds) => kind === 'operation';
const isUsable = ({ plan }: StepNeeds) => plan !== undefined && plan.operation.unusable === undefined;
const isUnusable = ({ plan }: StepNeeds) => plan?.operation.unusable !== undefined;
const isExtra = ({ kind }: StepNeeds) => kind === 'batch' || kind === 'text';
const takesBody = (needs: StepNeeds) => isUsable(needs) && needs.plan?.requestMediaTypes.length !== 0;
const isShown = ({ kind }: StepNeeds) => kind !== 'page';

// biome-ignore format: a table is easier to read in columns
export const PIPELINE: readonly PipelineStep[] = [
  { name: 'world',             stage: 'entry',    proxy: true,      run: enterWorld },
  { name: 'host',              stage: 'entry',    proxy: true,      run: checkHost },
  { name: 'transfer coding',   stage: 'entry',    proxy: true,      run: checkTransferCoding },
  { name: 'route',             stage: 'entry',    proxy: true,      run: findRoute },
  { name: 'page',              stage: 'head',     proxy: true,      run: showPage,           needs: ({ kind }) => kind === 'page' },
  { name: 'safe method',       stage: 'head',     proxy: true,      run: allowForward,       needs: isForwarded },
  { name: 'guard',             stage: 'head',     proxy: true,      run: guardControl,       needs: isGuarded },
  { name: 'count',             stage: 'head',     proxy: true,      run: countCall,          needs: isOperation },
  { name: 'fault',             stage: 'head',     proxy: false,     run: applyFault,         needs: isShown },
  { name: 'match',             stage: 'head',     proxy: 'collect', run: refuseUnmatched,    needs: isUnmatched },
  { name: 'usable',            stage: 'head',     proxy: 'collect', run: refuseUnusable,     needs: isUnusable },
  { name: 'authenticate',      stage: 'head',     proxy: 'collect', run: authenticate,       needs: (needs) => isUsable(needs) && needs.plan?.authenticate !== undefined },
  { name: 'authorize',         stage: 'head',     proxy: false,     run: authorize,          needs: (needs) => isUsable(needs) && needs.plan?.authorize !== undefined },
  { name: 'parameters',        stage: 'head',     proxy: 'collect', run: readParameters,     needs: isUsable },
  { name: 'negotiate',         stage: 'head',     proxy: 'collect', run: negotiate,          needs: isUsable },
  { name: 'content type',      stage: 'head',     proxy: 'collect', run: acceptBody,         needs: takesBody },
  // Fastify reads the body here.
  { name: 'parse body',        stage: 'body',     proxy: 'collect', run: parseBody,          needs: takesBody },
  { name: 'validate body',     stage: 'body',     proxy: 'collect', run: validateBody,       needs: takesBody },
  { name: 'event stream',      stage: 'body',     proxy: 'collect', run: chooseStream,       needs: (needs) => isUsable(needs) && needs.plan?.streamsOnDemand === true },
  { name: 'respond',           stage: 'body',     proxy: false,     run: respond,            needs: isOperation },
  { name: 'convention route',  stage: 'body',     proxy: false,     run: respondExtra,       needs: isExtra },
  { name: 'forward',           stage: 'body',     proxy: true,      run: forward,            needs: isForwarded },
  { name: 'not modified',      stage: 'response', proxy: false,     run: respondNotModified, needs: isOperation },
  { name: 'validate response', stage: 'response', proxy: false,     run: validateResponse,   needs: isOperation },
  { name: 'convention',        stage: 'response', proxy: false,     run: applyConvention,    needs: isShown },
  { name: 'corrupt',           stage: 'response', proxy: false,     run: corrupt,            needs: isShown },
  { name: 'cors',              stage: 'response', proxy: false,     run: allowPage,          needs: isShown },
  { name: 'send',              stage: 'response', proxy: false,     run: send,               needs: isShown },
  { name: 'callbacks',         stage: 'response', proxy: false,     run: sendCallbacks,      needs: (needs) => isUsable(needs) && needs.plan?.sendAfter !== undefined },
  { name: 'record',            stage: 'response', proxy: true,      run: record,             needs: isRecorded },
  { name: 'log',               stage: 'response', proxy: true,      run: logRequest,         needs: isLogged },
];

/** The steps that send a refusal. They are those of every response, and a refusal is recorded whatever the request is for. */
const REFUSAL = ['cors', 'send', 'record', 'log'];

function isGuarded({ document, plan }: StepNeeds): boolean {
  return document.guard !== undefined && plan !== undefined && plan.operation.security.length > 0;
}

function isUnmatched({ document, kind }: StepNeeds): boolean {
  // The real service may know OPTIONS.
  return kind === 'unmatched' || (kind === 'options' && !document.forward);
}

function isForwarded({ document, kind }: StepNeeds): boolean {
  return document.forward !== undefined && kind !== 'page';
}

function isRecorded({ kind }: StepNeeds): boolean {
  return kind === 'operation' || kind === 'unmatched';
}

function isLogged({ document, kind }: StepNeeds): boolean {
  return document.log !== undefined && kind !== 'page';
}

function showPage(exchange: Exchange, reply: FastifyReply): void | Promise<void> {
  return exchange.document.showPage(exchange, reply);
}

function allowForward(exchange: Exchange, reply: FastifyReply): void | Promise<void> {
  return exchange.document.forward?.allow(exchange, reply);
}

function forward(exchange: Exchange, reply: FastifyReply): void | Promise<void> {
  return exchange.document.forward?.respond(exchange, reply);
}

/** The names of the steps that a request runs after it was routed. */
export function stepNames(needs: StepNeeds): readonly string[] {
  return neededSteps(needs).map(({ name }) => name);
}

function neededSteps(needs: StepNeeds): readonly PipelineStep[] {
  const isProxy = needs.document.forward !== undefined;
  return PIPELINE.filter((step) => (!isProxy || step.proxy !== false) && (step.needs?.(needs) ?? true));
}

/** The steps of all requests of one kind, as functions. */
export function compileSteps(needs: StepNeeds): CompiledSteps {
  const isProxy = needs.document.forward !== undefined;
  const needed = neededSteps(needs);
  const stage = (name: PipelineStep['stage']) =>
    needed
      .filter((step) => step.stage === name)
      .map(({ run, proxy }) => (isProxy && proxy === 'collect' ? collecting(run) : run));
  const { kind, plan } = needs;
  const readsBody = isProxy
    ? kind !== 'options'
    : kind === 'batch' || (plan !== undefined && plan.operation.method !== 'OPTIONS');
  return { head: stage('head'), readsBody, body: stage('body'), response: stage('response') };
}

/** The kind of a request that is for no operation. */
export function kindOf(match: RouteMatch, method: string): Exclude<RequestKind, 'operation'> {
  if (match.kind === 'not-found') return 'unmatched';
  if (match.kind === 'method-not-allowed') return method === 'OPTIONS' ? 'options' : 'unmatched';
  if (match.target.kind === 'page') return 'page';
  return match.target.kind === 'convention' ? match.target.route.kind : 'unmatched';
}

/** A step that keeps its refusal as a violation, and lets the request continue. */
function collecting(run: StepFunction): StepFunction {
  return (exchange, reply) => {
    const keep = (refusal: unknown): void => {
      const { output } = exchange;
      const error = httpErrorOf(refusal);
      output.unchecked = uncheckedBy(error) ?? unreadBy(error) ?? output.unchecked;
      output.violations = [...output.violations, ...violationsOf(error, exchange)];
    };
    try {
      return run(exchange, reply)?.catch(keep);
    } catch (refusal) {
      keep(refusal);
      return undefined;
    }
  };
}

/**
 * What refused a request, and every other reason to refuse it: the steps that can refuse a request run once more, without stopping
 * at the first refusal. Nothing is counted or changed.
 */
export async function refusalsOf(exchange: Exchange): Promise<readonly StepRefusal[]> {
  const { document, request, route, input, output } = exchange;
  const again = new Exchange(document, request, new Route(route.world, undefined));
  Object.assign(again.route, {
    match: route.match,
    plan: route.plan,
    errorPlan: route.errorPlan,
    parameters: route.parameters,
  });
  again.input.rawBody = input.rawBody;
  // Credentials that were not verified then are not verified now: that can be a function of the user.
  again.input.credentials = input.credentials ?? 'accepted';
  // The journal keeps only the start of a large body, so its value is validated as it was read. The body of a request that was
  // refused before is not known.
  const { body, rawBody, validatable } = input;
  const isKnown = rawBody === undefined ? !carriesBody(request.headers) : rawBody.length < MAX_RECORDED_BYTES;
  if (!isKnown) Object.assign(again.input, { body, validatable });
  const { plan } = route;
  const needs: StepNeeds = {
    document,
    plan,
    kind: plan ? 'operation' : kindOf(route.match ?? UNKNOWN, request.method),
  };
  const refusals: StepRefusal[] = [];
  const decided = output.planned || !output.error ? undefined : { step: nameOf(output.step), error: output.error };
  for (const { name, run, needs: isNeeded = always, proxy } of PIPELINE) {
    if (decided?.step === name) {
      refusals.push(decided);
      continue;
    }
    if (proxy !== 'collect' || !isNeeded(needs) || (!isKnown && run === parseBody)) continue;
    try {
      await run(again, NO_REPLY);
    } catch (refusal) {
      refusals.push({ step: name, error: httpErrorOf(refusal) });
    }
  }
  return decided?.step === READ_BODY ? [...refusals, decided] : refusals;
}

/** What Fastify does between two steps. */
const READ_BODY = 'read body';

function nameOf(step: StepFunction | undefined): string {
  return PIPELINE.find(({ run }) => run === step)?.name ?? READ_BODY;
}

const UNKNOWN: RouteMatch = { kind: 'not-found' };
const always = () => true;
/** The steps that can refuse a request send nothing. */
const NO_REPLY = Object.freeze({}) as FastifyReply;

const ENTRY: readonly PipelineStep[] = PIPELINE.filter(({ stage }) => stage === 'entry');
const REFUSE: readonly StepFunction[] = PIPELINE.filter(({ name }) => REFUSAL.includes(name)).map(({ run }) => run);
const DROP: readonly StepFunction[] = [record, logRequest];

/** Runs the steps before the body is read. They can respond. */
export function runHead(exchange: Exchange, reply: FastifyReply): void | Promise<void> {
  for (const { run } of ENTRY) {
    exchange.output.step = run;
    run(exchange, reply);
  }
  return runUntilResponse((exchange.route.steps as CompiledSteps).head, exchange, reply, 0);
}

/** Runs the steps with the body, unless the request already has a response, and then those with the response. */
export function runBody(exchange: Exchange, reply: FastifyReply): void | Promise<void> {
  const pending = runUntilResponse((exchange.route.steps as CompiledSteps).body, exchange, reply, 0);
  return pending ? pending.then(() => finish(exchange, reply)) : finish(exchange, reply);
}

export function finish(exchange: Exchange, reply: FastifyReply): void {
  const isDropped = exchange.output.response === DROPPED;
  for (const step of isDropped ? DROP : (exchange.route.steps as CompiledSteps).response) {
    exchange.output.step = step;
    step(exchange, reply);
  }
}

/** Responds with an error. */
export function runRefusal(exchange: Exchange, reply: FastifyReply, thrown: unknown): void | Promise<void> {
  const respondWithError = () => {
    for (const step of REFUSE) step(exchange, reply);
  };
  const pending = refuse(exchange, thrown);
  return pending instanceof Promise ? pending.then(respondWithError) : respondWithError();
}

function runUntilResponse(
  steps: readonly StepFunction[],
  exchange: Exchange,
  reply: FastifyReply,
  from: number,
): void | Promise<void> {
  const { output } = exchange;
  for (let at = from; at < steps.length; at++) {
    if (output.response !== undefined) return undefined;
    const step = steps[at] as StepFunction;
    output.step = step;
    const pending = step(exchange, reply);
    if (pending) return pending.then(() => runUntilResponse(steps, exchange, reply, at + 1));
  }
  return undefined;
}
