// The states of things that have a beginning and an end, such as orders. Older items are in later states, and a few have failed.
import type { Json } from '../../json/value.ts';
import { randomAt } from '../../random.ts';
import { wordsIn } from '../operation/names.ts';
import type { ItemList } from './item-list.ts';

/** How far along a state is, by its words. */
const STAGES: readonly (readonly [words: RegExp, stage: number])[] = [
  [/^(?:draft|new|initial|created|planned|requested|quote|quoted|lead)$/, 0],
  [
    /^(?:pending|open|opened|to ?do|backlog|queued|scheduled|submitted|placed|waiting|unpaid|received|registered|invited|awaiting .*|pending .*|reopened|unread|triage|upcoming|issued|trialing|trial|incomplete)$/,
    1,
  ],
  [/^(?:confirmed|accepted|approved|assigned|authori[sz]ed|ready|acknowledged|reserved|booked)$/, 2],
  [
    /^(?:paid|processing|in ?progress|doing|started|running|ongoing|preparing|packed|review|in ?review|testing|active|captured|picked|working|won|checked ?in|seated)$/,
    3,
  ],
  [/^(?:shipped|dispatched|in ?transit|sent|out for delivery|released|published|live|landed|picked up)$/, 4],
  [
    /^(?:delivered|complete|completed|done|closed|fulfilled|finished|succeeded|success|merged|settled|resolved|sold|ended|checked ?out|collected|arrived|landed|solved)$/,
    5,
  ],
  [/^archived$/, 6],
];
const FAILED =
  /^(?:cancell?ed|failed|failure|rejected|declined|refunded|partially refunded|returned|expired|void|voided|error|errored|denied|aborted|lost|bounced|deleted|removed|disabled|suspended|inactive|banned|blocked|overdue|past ?due|no ?show|on ?hold|paused|disputed|uncollectible|wontfix|won t fix|duplicate|spam|withdrawn|terminated|timed ?out|undeliverable|delayed|stopped|skipped|revoked|abandoned|replaced|superseded|obsolete|ignored|dismissed|unsubscribed|churned|invalid|unreachable|offline)$/;
/** States in which most things are most of the time. */
const STEADY =
  /^(?:active|enabled|available|online|published|confirmed|verified|valid|ok|healthy|up|live|in ?stock|running|success|succeeded|successful|passed|ready|normal|open|paid|completed|connected|public)$/;

interface LifeCycle {
  /** From the first state to the last. */
  readonly states: readonly Json[];
  readonly failed: readonly Json[];
  /** Whether things stay in the last state only when they are very old. */
  readonly isArchived: boolean;
}

const stageOf = (value: Json) => STAGES.find(([words]) => words.test(wordsIn(String(value)).join(' ')))?.[1];
const isFailed = (value: Json) => FAILED.test(wordsIn(String(value)).join(' '));

/** How usual a state is for things without a life cycle. */
export function weightOfState(value: Json): number {
  return STEADY.test(wordsIn(String(value)).join(' ')) ? 5 : isFailed(value) ? 0.5 : 1;
}

/** Whether the words of a property name a state. */
export function isStateName(words: string): boolean {
  return /\b(?:lifecycle|phase|stage|state|status)$/.test(words);
}

/** States that exclude all others. */
const EXCLUSIVE =
  /^(?:archived|cancell?ed|closed|completed|deleted|done|draft|expired|failed|finished|merged|published|refunded|rejected|resolved|revoked|sold|suspended|void|voided)$/;

/** A word that says a state, and whether it applies to an object in another state. Undefined for other words. */
export function isInState(words: string, state: string): boolean | undefined {
  const own = words.replace(/^(?:is|was|has been) /, '').replace(/lled$/, 'led');
  const now = wordsIn(state).join(' ').replace(/lled$/, 'led');
  if (own === now) return true;
  return EXCLUSIVE.test(own) ? false : undefined;
}

/** Whether what a time stands for, such as `shipped at`, has happened to an object in a state. Undefined for other times. */
export function hasHappened(words: string, state: string | undefined): boolean | undefined {
  const event = /^(.+) (?:at|on|date|time|timestamp)$/.exec(words)?.[1];
  if (event === undefined) return undefined;
  const [stage, isEnd] = [stageOf(event), isFailed(event)];
  if (stage === undefined && !isEnd) return undefined;
  if (state === undefined) return isEnd || event === 'archived' ? false : undefined;
  if (isInState(event, state)) return true;
  const now = stageOf(state);
  if (isEnd) return now !== undefined || isFailed(state) ? false : undefined;
  return now === undefined || stage === undefined ? undefined : stage <= now;
}

/** The states in order. Undefined if the values are no states of a life cycle. */
function lifeCycleOf(values: readonly Json[]): LifeCycle | undefined {
  const texts = values.filter((value) => typeof value === 'string');
  const failed = texts.filter(isFailed);
  const others = texts.filter((value) => !isFailed(value));
  const staged = others.map((value, index) => ({ value, index, stage: stageOf(value) }));
  const known = staged.filter(({ stage }) => stage !== undefined);
  if (new Set(known.map(({ stage }) => stage)).size < 2 || known.length < staged.length * 0.6) return undefined;
  // A state with an unknown name follows the one that is listed before it.
  const ordered = staged.map((one) => ({
    ...one,
    at: one.stage ?? (staged.slice(0, one.index).findLast(({ stage }) => stage !== undefined)?.stage ?? 0) + 0.5,
  }));
  const states = ordered.sort((a, b) => a.at - b.at || a.index - b.index).map(({ value }) => value);
  return { states, failed, isArchived: stageOf(states.at(-1) as Json) === 6 && states.length > 2 };
}

interface StateOfItem {
  readonly list: ItemList;
  readonly ordinal: number;
  readonly seed: number;
  /** What distinguishes the property from others. */
  readonly place: string;
  /** The states of the examples. */
  readonly shown: readonly Json[];
}

/** One in so many items has failed. */
const FAILURES = 16;

/** The state of an item by its age. Undefined if the values are no states of a life cycle. */
export function stateByAge(
  values: readonly Json[],
  { list, ordinal, seed, place, shown }: StateOfItem,
): Json | undefined {
  const cycle = lifeCycleOf(values);
  if (!cycle) return undefined;
  const { states, failed, isArchived } = cycle;
  const newer = list.newerThan(ordinal);
  const random = (label: string) => randomAt(seed, place, label, ordinal);
  const round = Math.floor(newer / FAILURES);
  const failing = 2 + Math.floor(randomAt(seed, place, 'failing', round) * (FAILURES - 2));
  if (failed.length > 0 && newer % FAILURES === failing) return failed[Math.floor(random('failed') * failed.length)];
  const age = newer / list.size;
  const last = states.length - (isArchived ? 2 : 1);
  if (isArchived && age >= 0.85) return states.at(-1);
  // The more states there are, the longer it takes.
  const reached = Math.min(last, Math.floor((age / Math.min(0.5, 0.11 + 0.115 * last)) * last));
  const index = reached < last && reached > 0 && random('late') < 0.15 ? reached - 1 : reached;
  // What is older than an example is not behind it.
  const least = list.isBackward ? Math.max(0, ...shown.map((state) => states.indexOf(state))) : 0;
  return states[Math.max(index, Math.min(least, last))];
}
