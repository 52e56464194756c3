// Sentences, longer texts, states and kinds, by what an object is.
import { stateOfItem } from './like-examples.ts';
import { type Location, nth, type Owner, ofOwner, sharedAt, weighted } from './location.ts';
import * as phrases from './phrases.ts';
import { productOf } from './products.ts';
import { isGoods, isPerson, isVacancy } from './titles.ts';
import { GENRES } from './words.ts';

/** Lists by the words for an object. The first expression that matches decides. */
type BySubject = readonly (readonly [subject: RegExp, values: readonly string[]])[];

function listFor({ subjects }: Owner, lists: BySubject): readonly string[] | undefined {
  for (const subject of subjects) {
    const found = lists.find(([expression]) => expression.test(subject));
    if (found) return found[1];
  }
  return undefined;
}

const SENTENCES: BySubject = [
  [
    /\b(?:error|exception|failure|fault|problem|violation|warning)s?$/,
    ['Connection timed out.', 'Not found.', 'Permission denied.'],
  ],
  [/\b(?:review|feedback|rating|testimonial)s?$/, phrases.REVIEWS],
  [/\b(?:comment|message|chat|reply|email|notification)s?$/, phrases.MESSAGES],
  [/\b(?:task|todo|issue|ticket|story|bug|incident|milestone|request)s?$/, phrases.TASK_NOTES],
  [/\b(?:article|post|blog|page|news|book|movie|film|document)s?$/, phrases.ARTICLE_SUMMARIES],
  [/\b(?:event|meeting|conference|workshop|concert|tour|course|class|lesson)s?$/, phrases.EVENT_SENTENCES],
  [
    /\b(?:hotel|room|restaurant|venue|office|location|property|apartment|building|place|station|museum|shop|store|clinic|hospital|park)s?$/,
    phrases.PLACE_SENTENCES,
  ],
  [
    /\b(?:server|cluster|instance|service|app|application|repo|repository|database|container|function|job|pipeline|workflow|queue|deployment|webhook|api|integration|rule|policy|build|command|attribute|setting|key|token)s?$/,
    phrases.WORKINGS,
  ],
];

/** A sentence about an object. */
export function descriptionOf(owner: Owner): string {
  if (isVacancy(owner)) return ofOwner(owner, phrases.JOB_SENTENCES, 'sentence');
  if (isGoods(owner) && !owner.names.has('slug')) {
    const product = productOf(owner);
    return /\blines?$/.test(owner.subjects[0] ?? '') ? product.name : product.description;
  }
  if (isPerson(owner)) return ofOwner(owner, phrases.BIOGRAPHIES, 'biography');
  return ofOwner(owner, listFor(owner, SENTENCES) ?? phrases.SENTENCES, 'sentence');
}

/** A longer text, if the object is something that people read. */
export function bodyOf(owner: Owner): string {
  const isRead = owner.subjects.some((subject) =>
    /\b(?:article|blog|page|news|post|document|story|lesson)s?$/.test(subject),
  );
  if (!isRead) return descriptionOf(owner);
  const next = { ...owner, number: owner.number + 1 };
  return `${ofOwner(owner, phrases.PARAGRAPHS, 'paragraph')} ${ofOwner(next, phrases.PARAGRAPHS, 'paragraph')}`;
}

/** Names of texts that are sometimes longer than a sentence. */
const PROSE =
  /\b(?:about|abstract|bio|biography|comment|comments|content|description|details|excerpt|feedback|message|note|notes|overview|remark|remarks|review|summary)$/;
/** The shares of texts with one more sentence, with two more, and of those that need almost all the space. */
const LONGER = [55, 19, 14, 12];
/** A long text without a maximum length. */
const USUAL_MAXIMUM = 320;
const LONGEST = 700;

/** The text with more sentences, as in some items: one or two, or so many that hardly any space is left. */
export function withMoreSentences(text: string, { owner, name }: Location, most = USUAL_MAXIMUM): string {
  if (owner.number === 0 || !PROSE.test(name) || !/[.!?]$/.test(text)) return text;
  const extra = weighted(LONGER, sharedAt(owner, `sentences ${owner.path.join(' ')}`));
  if (extra === 0) return text;
  const others = moreSentences(owner).filter((sentence) => !text.includes(sentence));
  const count = extra === 3 ? others.length : extra;
  const length = extra === 3 ? Math.min(most, LONGEST) : Math.min(most, USUAL_MAXIMUM);
  let longer = text;
  for (let index = 0; index < count; index++) {
    const sentence = nth(owner, others, { n: owner.number * 3 + index, label: 'sentences' });
    if (longer.length + 1 + sentence.length <= length) longer += ` ${sentence}`;
  }
  return longer;
}

function moreSentences(owner: Owner): readonly string[] {
  if (isVacancy(owner)) return phrases.JOB_SENTENCES;
  if (isGoods(owner) && !owner.names.has('slug')) {
    const { department } = productOf(owner);
    if (/^(?:Books|Music)$/.test(department)) return phrases.WORK_SENTENCES;
    return /^(?:Dishes|Drinks|Desserts|Groceries)$/.test(department)
      ? phrases.FOOD_SENTENCES
      : phrases.PRODUCT_SENTENCES;
  }
  return isPerson(owner) ? phrases.BIOGRAPHIES : (listFor(owner, SENTENCES) ?? phrases.SENTENCES);
}

const STATES: BySubject = [
  [/\b(?:order|shipment|delivery|parcel)s?$/, ['pending', 'paid', 'shipped', 'delivered', 'cancelled']],
  [/\b(?:booking|reservation|appointment|visit)s?$/, ['confirmed', 'pending', 'cancelled']],
  [/\b(?:task|todo|issue|ticket|story|bug|incident|request)s?$/, ['open', 'in_progress', 'done']],
  [/\b(?:invoice|payment|bill|charge|transaction|refund)s?$/, ['open', 'paid', 'overdue']],
  [/\b(?:article|post|page|document|campaign|template)s?$/, ['draft', 'published', 'archived']],
  [/\b(?:job|build|pipeline|run|deployment|export|import|backup|workflow)s?$/, ['running', 'succeeded', 'failed']],
  [/\b(?:device|server|sensor|machine|camera|printer|instance|node)s?$/, ['online', 'offline']],
  [/\b(?:flight|train|trip)s?$/, ['scheduled', 'delayed', 'landed']],
  [/\b(?:message|email|sms|notification)s?$/, ['sent', 'delivered', 'read']],
  [/\b(?:invitation|application|claim|leave|proposal)s?$/, ['pending', 'accepted', 'declined']],
];

const ANY_STATE = ['active', 'inactive', 'pending'];

/** @param at pointer of the property */
export function stateOf(owner: Owner, at: string): string {
  const states = listFor(owner, STATES) ?? ANY_STATE;
  const byAge = stateOfItem({ at, owner }, states);
  return typeof byAge === 'string' ? byAge : ofOwner(owner, states, 'state');
}

/** Kinds by the words of a property. */
const KINDS: readonly (readonly [name: RegExp, values: readonly string[]])[] = [
  [/\broom\b/, ['single', 'double', 'suite']],
  [/\bfuel\b/, ['petrol', 'diesel', 'electric', 'hybrid']],
  [/\b(?:employment|job|contract)\b/, ['full_time', 'part_time', 'contract']],
  [/\bblood\b/, ['A+', '0+', 'B+', 'AB-', '0-']],
  [/\bpayment\b/, ['card', 'bank_transfer', 'paypal']],
  [/\baccount\b/, ['personal', 'business']],
  [/\b(?:vehicle|car|body)\b/, ['car', 'van', 'motorcycle']],
  [/\b(?:property|accommodation)\b/, ['apartment', 'house', 'studio']],
  [/\b(?:file|document)\b/, ['pdf', 'docx', 'png']],
  [/\b(?:user|owner|member)\b/, ['user', 'organization']],
  [/\b(?:discount|adjustment)\b/, ['percentage', 'fixed']],
  [/\bdevice\b/, ['phone', 'tablet', 'laptop']],
];

const ANY_KIND = ['standard', 'basic', 'custom'];

/** @param name the words of the property */
export function kindOf(owner: Owner, name: string): string {
  return ofOwner(owner, KINDS.find(([words]) => words.test(name))?.[1] ?? ANY_KIND, 'kind');
}

export function genreOf(owner: Owner): string {
  const is = (words: RegExp) => owner.subjects.some((subject) => words.test(subject));
  const films = ['Drama', 'Comedy', 'Thriller', 'Documentary', 'Animation'];
  const books = ['Novel', 'Crime', 'Biography', 'Fantasy', 'Science fiction'];
  const genres = is(/\b(?:movie|film|series|show)s?$/) ? films : is(/\b(?:book|novel)s?$/) ? books : GENRES;
  return ofOwner(owner, genres, 'genre');
}
