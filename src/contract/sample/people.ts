// People and companies.
import { byName, type Location, nth, type Owner, ofOwner, sharedAt, slugOf } from './location.ts';
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
  const isFemale = (n + Math.floor(sharedAt({ ...owner, number: 0 }, label) * 2)) % 2 === 0;
  const first = nth(owner, isFemale ? FEMALE_NAMES : MALE_NAMES, { n: Math.floor(n / 2), label: `${label} first` });
  const last = ofOwner(owner, LAST_NAMES, `${label} last`);
  const many = n >= FEMALE_NAMES.length ? String(n) : '';
  return {
    first,
    last,
    full: `${first} ${last}`,
    gender: isFemale ? 'female' : 'male',
    username: `${slugOf(first)}.${slugOf(last).replaceAll('-', '')}${many}`,
    jobTitle: ofOwner(owner, JOB_TITLES, `${label} job`),
  };
}

/** Addresses of the person, the usual one first, then shorter ones. The domains are reserved (RFC 2606) or have no mail. */
export function emailsOf(owner: Owner, role: string): string[] {
  const { username, first } = personOf(owner, role);
  const n = owner.number || '';
  const letter = slugOf(first).slice(0, 1);
  return [
    `${username}@example.com`,
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
