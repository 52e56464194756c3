// Names, titles and sentences by what an object is: a task has another title than a restaurant.

import { addressOf } from './geography.ts';
import { byName, capitalized, type Location, type Owner, ofOwner, pick } from './location.ts';
import { companyOf, isPersonWord, personOf } from './people.ts';
import {
  AIRLINES,
  ARTICLES,
  CATEGORIES,
  COURSES,
  DEVICES,
  EVENTS,
  FILES,
  JOB_TITLES,
  MESSAGES,
  PLANS,
  QUALIFIERS,
  REVIEWS,
  ROLES,
  ROOMS,
  SERVICES,
  SUBJECT_LINES,
  TASKS,
  TEAMS,
  TOPICS,
  WORDS,
} from './phrases.ts';
import { productOf } from './products.ts';
import { BOOKS, CATS, COLOURS, DISHES, DOGS, GENRES, PET_NAMES, PLACE_NAMES, SONGS } from './words.ts';

const CARS: readonly (readonly [string, string])[] = [
  ['BMW', 'i4'],
  ['Ford', 'Focus'],
  ['Honda', 'Civic'],
  ['Hyundai', 'Kona'],
  ['Kia', 'Niro'],
  ['Mazda', 'CX-5'],
  ['Peugeot', '308'],
  ['Renault', 'Clio'],
  ['Škoda', 'Octavia'],
  ['Tesla', 'Model 3'],
  ['Toyota', 'Corolla'],
  ['Volkswagen', 'Golf'],
  ['Volvo', 'XC40'],
];

/** The make and the model of the vehicle that an object describes. */
export function carOf(owner: Owner): readonly [string, string] {
  return ofOwner(owner, CARS, 'car');
}

const of = (values: readonly string[], label: string) => (owner: Owner) => ofOwner(owner, values, label);
const placed = (noun: string) => (owner: Owner) => `${ofOwner(owner, PLACE_NAMES, noun)} ${noun}`;

/** Names by the words for an object. The first expression that matches decides. */
const NAMES: readonly (readonly [subject: RegExp, name: (owner: Owner) => string])[] = [
  [/\b(?:movie|film|series|episode)s?$/, of(BOOKS, 'film')],
  [/\b(?:position|vacanc(?:y|ies)|job (?:offer|posting|listing))s?$/, of(JOB_TITLES, 'position')],
  [/\b(?:airline)s?$/, (owner) => ofOwner(owner, AIRLINES, 'airline')[0]],
  [/\b(?:email|mail)s?$/, of(SUBJECT_LINES, 'mail')],
  [/\b(?:book|novel)s?$/, of(BOOKS, 'book')],
  [/\b(?:album|song|track|record|single)s?$/, of(SONGS, 'song')],
  [/\b(?:genre)s?$/, of(GENRES, 'genre')],
  [/\b(?:dish|dishes|meal|menu item|recipe|food|pizza)s?$/, of(DISHES, 'dish')],
  [/\b(?:pet|animal|dog|cat|puppy|horse)s?$/, of(PET_NAMES, 'pet')],
  [/\b(?:dog breed)s?$/, of(DOGS, 'dog')],
  [/\bbreeds?$/, of([...DOGS, ...CATS], 'breed')],
  [/\b(?:restaurant|cafe|bar|pub|diner)s?$/, placed('Kitchen')],
  [/\bhotels?|accommodations?|propert(?:y|ies) listing$/, (owner) => `Hotel ${ofOwner(owner, PLACE_NAMES, 'hotel')}`],
  [/\b(?:hospital|clinic)s?$/, placed('Clinic')],
  [/\b(?:school|university|college)s?$/, placed('School')],
  [/\b(?:museum|gallery)s?$/, placed('Museum')],
  [/\b(?:park|playground)s?$/, placed('Park')],
  [/\b(?:warehouse|depot)s?$/, placed('Warehouse')],
  [/\b(?:venue|theatre|theater|stadium)s?$/, placed('Hall')],
  [/\b(?:branch|office|facility|location|building|campus|store|shop)(?:s|es)?$/, (owner) => addressOf(owner).city.name],
  [/\bstations?$/, (owner) => `${addressOf(owner).city.name} Central`],
  [/\b(?:airport)s?$/, (owner) => `${addressOf(owner).city.name} Airport`],
  [/\b(?:zone|domain)s?$/, (owner) => companyOf(owner).domain],
  [/\b(?:site|website)s?$/, (owner) => companyOf(owner).slug],
  [/\b(?:city|cities|towns?|municipality)$/, (owner) => addressOf(owner).city.name],
  [/\b(?:region|state|province)s?$/, (owner) => addressOf(owner).city.region],
  [/\b(?:country|countries)$/, (owner) => addressOf(owner).city.country.name],
  [/\bcolou?rs?$/, (owner) => capitalized(ofOwner(owner, COLOURS, 'colour'))],
  [/\b(?:categor(?:y|ies)|department|section|collection|catalogs?)s?$/, of(CATEGORIES, 'category')],
  [/\b(?:tag|label|topic|keyword)s?$/, of(TOPICS, 'topic')],
  [/\b(?:comment|review|feedback|rating|testimonial)s?$/, of(REVIEWS, 'review')],
  [/\b(?:plan|subscription|tier|package|membership)s?$/, of(PLANS, 'plan')],
  [/\b(?:role|permission|privilege)s?$/, of(ROLES, 'role')],
  [/\b(?:team|group|division|unit|squad|circle)s?$/, of(TEAMS, 'team')],
  [
    /\b(?:project|workspace|board|program|initiative|campaign|portfolio)s?$/,
    (owner) => `Project ${ofOwner(owner, PLACE_NAMES, 'project')}`,
  ],
  [
    /\b(?:task|todo|issue|ticket|story|bug|incident|card|milestone|request|pull request|checklist)s?$/,
    of(TASKS, 'task'),
  ],
  [/\b(?:article|post|blog|page|news|story|entry|announcement|document template|lesson)s?$/, of(ARTICLES, 'article')],
  [/\b(?:message|notification|chat|reply|email|mail|thread|conversation|discussion)s?$/, of(MESSAGES, 'message')],
  [/\b(?:event|meeting|conference|workshop|webinar|festival|concert|tour|show)s?$/, of(EVENTS, 'event')],
  [/\b(?:course|subject|training|curriculum|module)s?$/, of(COURSES, 'course')],
  [/\b(?:file|document|attachment|upload|asset|media|photo|picture|image|blob|object)s?$/, of(FILES, 'file')],
  [/\b(?:device|sensor|printer|machine|equipment|thing|camera)s?$/, of(DEVICES, 'device')],
  [/\b(?:room|apartment|flat|studio)s?$/, of(ROOMS, 'room')],
  [/\b(?:car|vehicle|truck|van)s?$/, (owner) => carOf(owner).join(' ')],
  [
    /\b(?:server|cluster|instance|service|app|application|repositor(?:y|ies)|repo|bucket|database|namespace|container|function|job|pipeline|workflow|queue|stream|topic|node|pod|deployment|environment|webhook|secret|key|token|client|api|endpoint|volume|network|index|dataset|schedule|rule|policy|monitor|build|release|stack|host|pool|table|view|connector|integration|plugin|branch|variable|hook)(?:s|es)?$/,
    of(SERVICES, 'service'),
  ],
  [
    /\b(?:product|item|good|goods|sku|variant|offer|offering|merchandise|stock|inventory|article|gift|listing|part|equipment|line item)s?$/,
    (owner) => productOf(owner).name,
  ],
  [
    /\b(?:compan(?:y|ies)|organi[sz]ation|org|vendor|supplier|brand|manufacturer|merchant|business|employer|publisher|agency|tenant|account|bank|institution|carrier|sponsor|operator|party|parties)s?$/,
    (owner) => companyOf(owner).name,
  ],
];

const nameFor = byName((subject) => NAMES.find(([expression]) => expression.test(subject))?.[1]);

/** The name or title of an object. */
export function nameOf(owner: Owner): string {
  if (isPerson(owner)) return personOf(owner).full;
  if (isVacancy(owner)) return ofOwner(owner, JOB_TITLES, 'position');
  if (owner.category && /\b(?:product|item|menu|good|article|sku|offer)/.test(owner.subjects.join(' ')))
    return productOf(owner).name;
  for (const subject of owner.subjects) {
    const found = nameFor(subject);
    if (found) return found(owner);
  }
  if (owner.names.has('price')) return productOf(owner).name;
  const noun = owner.subjects.find((subject) => /^[a-z]+(?: [a-z]+)?$/.test(subject) && subject.length < 24);
  return `${ofOwner(owner, QUALIFIERS, 'qualifier')} ${noun ?? 'entry'}`;
}

/** Whether the object is a job that people apply for. A job of a server has no salary. */
export function isVacancy({ subjects, names }: Owner): boolean {
  const isJob = subjects.some((subject) => /\bjobs?$/.test(subject));
  return isJob && ['company', 'employer', 'salary', 'salary min', 'employment type'].some((name) => names.has(name));
}

/** Whether the object is a product or a line with one. */
export function isGoods({ subjects: [subject], names }: Owner): boolean {
  if (names.has('sku')) return true;
  if (subject === undefined) return names.has('price');
  return /\b(?:product|item|line|sku|good|article|offer|offering|variant|listing|dish|book|album|cart|stock)s?$/.test(
    subject,
  );
}

export function isPerson({ subjects, names }: Owner): boolean {
  if (names.has('first name') || names.has('given name') || names.has('last name') || names.has('firstname'))
    return true;
  const isOther = subjects[0] !== undefined && nameFor(subjects[0]) !== undefined;
  if (!isOther && names.has('name') && [...names].some((name) => /^(?:address )?line ?1$/.test(name))) return true;
  return !isOther && subjects.some(isPersonWord);
}

/** A word that means nothing in particular. Properties of one object get different words. */
export function wordOf(location: Location, label = 'word'): string {
  return pick(location, WORDS, label);
}
