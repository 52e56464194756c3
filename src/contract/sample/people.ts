// People and companies.
import { byName, type Location, type Owner, ofOwner, sharedAt, slugOf, weighted } from './location.ts';
import { JOB_TITLES } from './phrases.ts';
import { FEMALE_NAMES, LAST_NAMES, MALE_NAMES, PLACE_NAMES } from './words.ts';

export interface Person {
  readonly first: string;
  readonly last: string;
  readonly full: string;
  readonly gender: 'female' | 'male';
  readonly username: string;
  readonly jobTitle: string;
}

/** Words for the part that a person plays in an object. `customer name` and `customer email` are of one person. */
const PERSON_ROLE =
  /\b(?:actor|admin|administrator|agent|applicant|approver|artist|assignee|attendee|author|beneficiary|borrower|buyer|candidate|cardholder|child|client|clinician|coach|contact|coordinator|creator|customer|director|doctor|driver|editor|emergency|employee|father|follower|friend|guardian|guest|guide|holder|host|individual|instructor|invitee|leader?|manager|member|mother|nurse|organi[sz]er|owner|parent|participant|partner|passenger|patient|payee|payer|performer|person|player|practitioner|provider|publisher|receiver|recipient|referrer|reporter|representative|requester|responsible|reviewer|seller|sender|speaker|spouse|staff|student|submitter|subscriber|supervisor|teacher|technician|tutor|trainer|traveller|user|vet|visitor|volunteer|winner|worker)\b/;

export const isPersonWord = byName(
  (words) => PERSON_ROLE.test(words) || /\b(?:people|profile|users|staff|me)\b/.test(words),
);

/** The person in an object. @param role the words before a name, such as `customer` of `customer name` */
export function personOf(owner: Owner, role = ''): Person {
  const own = owner.subjects[0] ?? '';
  const roles = [...owner.path, role].flatMap((words) => PERSON_ROLE.exec(words)?.[0] ?? []);
  const part = roles.filter((word) => !own.endsWith(word) || owner.path.length > 0).at(-1) ?? '';
  const label = `person ${part}`;
  const n = owner.number;
  const isFemale = sharedAt(owner, `${label} gender`) < 0.5;
  const isForeign = sharedAt(owner, `${label} other first`) < 0.07;
  const first = firstNameOf(owner, { isFemale, isForeign, label });
  // Each pair of a first and a last name occurs once.
  const isRare = !isForeign && sharedAt(owner, `${label} other last`) < 0.17;
  const last = ofOwner(owner, isRare ? OTHER_LAST_NAMES : LAST_NAMES, `${label} ${isRare ? 'other ' : ''}last`);
  const isShort = part === '' && !isForeign && sharedAt(owner, `${label} short`) < shareOfShortNames(owner);
  const full = isShort ? first : `${first} ${last}`;
  // Above this number, first names repeat.
  const many = n >= ONLY_MALE_NAMES.length ? String(n) : '';
  return {
    first,
    last,
    full,
    gender: isFemale ? 'female' : 'male',
    username: `${isShort ? slugOf(first) : usernameOf(owner, [first, last], { label, isRare })}${many}`,
    jobTitle: ofOwner(owner, JOB_TITLES, `${label} job`),
  };
}

/** Names from outside the English-speaking countries, and double names. */
const OTHER_FEMALE_NAMES = [
  'Zoë',
  'Renée',
  'Inês',
  'Małgorzata',
  'Aylin',
  'Anne-Marie',
  'Noor',
  'Priya',
  'Yuki',
  'Chiara',
];
const OTHER_MALE_NAMES = ['José', 'André', 'Søren', 'Jürgen', 'Mateusz', 'Jean-Luc', 'Kenji', 'Arjun', 'Emre', 'Luís'];
const OTHER_LAST_NAMES = [
  'van der Berg',
  'Müller',
  'García López',
  'Okafor',
  'Lefèvre',
  'Taylor-Reed',
  'de Vries',
  'Nguyen',
  'Ødegaard',
  'Rossi',
  'Kowalczyk',
  'Patel',
  'Smith-Jones',
  'Tanaka',
  'Öztürk',
  'Fernández',
  'Hughes-Bell',
  'Björklund',
  'Khan',
  'O’Sullivan',
];

const ONLY_MALE_NAMES = MALE_NAMES.filter((name) => !FEMALE_NAMES.includes(name));

function firstNameOf(
  owner: Owner,
  { isFemale, isForeign, label }: { isFemale: boolean; isForeign: boolean; label: string },
): string {
  const others = isFemale ? OTHER_FEMALE_NAMES : OTHER_MALE_NAMES;
  const names = isForeign ? others : isFemale ? FEMALE_NAMES : ONLY_MALE_NAMES;
  return ofOwner(owner, names, `${label} ${isFemale ? 'female' : 'male'}${isForeign ? ' other' : ''} first`);
}

/** The share of people who have one name only: half of them if the examples have such names. */
function shareOfShortNames({ list }: Owner): number {
  const names = list?.texts(/^(?:name|full name|display name)$/) ?? [];
  const short = names.filter((name) => !/\s/.test(name)).length;
  return names.length === 0 ? 0 : short / names.length / 3;
}

/** How people write their names in addresses: the first form is the usual one. */
const FORMS: readonly ((first: string, last: string, digits: number) => string)[] = [
  (first, last) => `${first}.${last}`,
  (first, last) => `${first.charAt(0)}.${last}`,
  (first, last) => `${first}${last}`,
  (first, last, digits) => `${first}.${last}${digits}`,
  (first, last) => `${first}_${last}`,
  (first, _last, digits) => `${first}${digits}`,
  (first, last) => `${last}.${first}`,
];
const FORM_WEIGHTS = [52, 12, 10, 8, 6, 7, 5];

function usernameOf(
  owner: Owner,
  names: readonly [string, string],
  { label, isRare }: { readonly label: string; readonly isRare: boolean },
): string {
  const [first, last] = names.map((name) => slugOf(name).replaceAll('-', '')) as [string, string];
  const digits = 1 + Math.floor(sharedAt(owner, `${label} digits`) * 98);
  const form = owner.number === 0 || isRare ? 0 : weighted(FORM_WEIGHTS, sharedAt(owner, `${label} form`));
  return (FORMS[form] as (typeof FORMS)[number])(first, last, digits);
}

const DOMAINS = ['example.com', 'example.org', 'example.net'];

/** Addresses of the person, the usual one first, then shorter ones. The domains are reserved (RFC 2606) or have no mail. */
export function emailsOf(owner: Owner, role: string): string[] {
  const { username, first } = personOf(owner, role);
  const n = owner.number || '';
  const letter = slugOf(first).slice(0, 1);
  const domain = DOMAINS[owner.number === 0 ? 0 : weighted([60, 22, 18], sharedAt(owner, 'domain'))];
  return [
    `${username}@${domain}`,
    `${slugOf(first)}${n}@example.com`,
    `${letter}${n}@example.com`,
    `${letter}${n}@x.com`,
    `${letter}@x.com`,
  ];
}

const TRADES = [
  'Analytics',
  'Bakery',
  'Brewing',
  'Clinic',
  'Consulting',
  'Design',
  'Energy',
  'Engineering',
  'Films',
  'Foods',
  'Furniture',
  'Health',
  'Insurance',
  'Labs',
  'Legal',
  'Logistics',
  'Media',
  'Outdoor',
  'Partners',
  'Pharma',
  'Software',
  'Studios',
  'Supplies',
  'Travel',
];

export interface Company {
  readonly name: string;
  readonly slug: string;
  readonly domain: string;
}

export function companyOf(owner: Owner, label = 'company'): Company {
  const name = `${ofOwner(owner, PLACE_NAMES, label)} ${ofOwner(owner, TRADES, `${label} trade`)}`;
  const slug = slugOf(name);
  return { name, slug, domain: `${slug}.example` };
}

/** The role of a person in the name of a property: `customer` of `customer email`. */
export function roleIn({ name }: Location): string {
  return PERSON_ROLE.exec(name)?.[0] ?? '';
}
