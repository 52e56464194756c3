// Names, titles and sentences by what an object is: a task has another title than a restaurant.

import { addressOf } from './geography.ts';
import { capitalized, type Location, type Owner, ofOwner, pick } from './location.ts';
import { companyOf, isPersonWord, personOf } from './people.ts';
import { productOf } from './products.ts';
import { BOOKS, CATS, COLOURS, DISHES, DOGS, GENRES, PET_NAMES, PLACE_NAMES, SONGS } from './words.ts';

const TASKS = [
  'Add a filter for archived entries',
  'Check the backup of last night',
  'Clean up old feature flags',
  'Export fails for long names',
  'Fix the sort order on mobile',
  'Improve the empty state of the list',
  'Login page does not load in Safari',
  'Migrate reports to the new format',
  'Move images to the new storage',
  'Prepare the demo for Thursday',
  'Rename the settings menu',
  'Reply to the open support requests',
  'Send the invoice for March',
  'Show the time zone next to dates',
  'Translate the welcome email',
  'Update the onboarding checklist',
  'Upgrade the database driver',
  'Write release notes',
];

const ARTICLES = [
  'A day at the harbour',
  'A short guide to better meetings',
  'Choosing the right size',
  'Five questions before you start',
  'Getting started',
  'How we halved our loading time',
  'How we test every release',
  'Meet the team',
  'Notes from the conference',
  'Our plans for the next year',
  'Small changes that save energy',
  'Ten years in numbers',
  'The story behind our new logo',
  'What changes in the new version',
  'What we learned from a thousand reviews',
  'Why we moved to smaller teams',
];

const EVENTS = [
  'Autumn market',
  'Board meeting',
  'Book club evening',
  'Careers fair',
  'City run',
  'Design workshop',
  'Film night',
  'Jazz in the park',
  'Open day',
  'Photography walk',
  'Product launch',
  'Quarterly review',
  'Summer concert',
  'Team lunch',
  'Volunteer day',
  'Wine tasting',
];

const COURSES = [
  'Basics of bookkeeping',
  'Creative writing',
  'Data analysis for beginners',
  'First aid',
  'French, level 1',
  'Garden design',
  'Introduction to statistics',
  'Modern history',
  'Music theory',
  'Photography',
  'Public speaking',
  'Web development',
];

const REVIEWS = [
  'Arrived quickly and well packed. I would order it again.',
  'Better than I expected for the price.',
  'Does what it should. The manual could be clearer.',
  'Exactly as described.',
  'Good quality, but a bit smaller than I thought.',
  'I use it every day and still like it.',
  'My second one. The first is now with my sister.',
  'Nice colour, solid finish.',
  'One part was missing. Support sent it the next day.',
  'Really friendly staff, and nobody rushed us.',
  'The children love it.',
  'Works well. Setting it up took ten minutes.',
];

const MESSAGES = [
  'Can we move our call to Thursday?',
  'Great, thank you!',
  'I have added the missing figures to the second page.',
  'I will be ten minutes late.',
  'Is the address on the invoice still right?',
  'Looks good to me.',
  'Please have a look at the attached draft.',
  'The parcel has arrived.',
  'The room is booked from nine to eleven.',
  'We received your order and will ship it tomorrow.',
  'Who has the key to the archive?',
  'Your appointment is confirmed.',
];

const NOTES = [
  'Call before delivery.',
  'Checked by phone.',
  'Customer asked for a copy by email.',
  'Leave at the back door.',
  'No follow-up needed.',
  'Paid by bank transfer.',
  'Prefers contact in the morning.',
  'Second request.',
  'The documents are complete.',
  'Waiting for a reply.',
];

const REASONS = [
  'Changed plans',
  'Found a better price',
  'No longer needed',
  'Ordered by mistake',
  'Other',
  'Took too long',
  'Wrong size',
];

const FILES = [
  'annual-report.pdf',
  'budget.xlsx',
  'contract.pdf',
  'floor-plan.png',
  'invoice-march.pdf',
  'logo.svg',
  'meeting-notes.docx',
  'photo-entrance.jpg',
  'price-list.csv',
  'presentation.pptx',
  'readme.md',
  'timetable.pdf',
];

const SERVICES = [
  'api-gateway',
  'auth-service',
  'billing',
  'checkout',
  'daily-backup',
  'email-worker',
  'image-resizer',
  'inventory',
  'metrics',
  'nightly-import',
  'notifications',
  'payments',
  'reports',
  'search-index',
  'session-cache',
  'web-frontend',
];

const TOPICS = [
  'archive',
  'draft',
  'featured',
  'follow-up',
  'important',
  'internal',
  'new',
  'popular',
  'review',
  'seasonal',
  'team',
  'urgent',
];

const CATEGORIES = [
  'Accessories',
  'Books',
  'Electronics',
  'Garden',
  'Groceries',
  'Home',
  'Kitchen',
  'Music',
  'Office',
  'Outdoor',
  'Sports',
  'Toys',
];

const DEVICES = [
  'Front door sensor',
  'Gateway',
  'Hall thermostat',
  'Kitchen light',
  'Label printer',
  'Meeting room display',
  'Server room camera',
  'Smart meter',
  'Water pump',
  'Weather station',
];

const PLANS = ['Basic', 'Standard', 'Plus', 'Professional', 'Business', 'Enterprise'];

const TEAMS = [
  'Customer Support',
  'Data Platform',
  'Design',
  'Facilities',
  'Finance',
  'Growth',
  'Human Resources',
  'Legal',
  'Logistics',
  'Marketing',
  'Mobile',
  'Operations',
  'Quality',
  'Research',
  'Sales',
];

const ROLES = ['Viewer', 'Editor', 'Administrator', 'Auditor', 'Billing manager', 'Guest', 'Moderator', 'Support'];

const ROOMS = [
  'Attic studio',
  'Corner suite',
  'Double room',
  'Family room',
  'Garden room',
  'Lecture hall',
  'Meeting room',
  'Quiet room',
  'Single room',
  'Workshop',
];

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

const QUALIFIERS = [
  'Central',
  'Classic',
  'Compact',
  'Daily',
  'Eastern',
  'Express',
  'First',
  'Main',
  'New',
  'Northern',
  'Open',
  'Regional',
  'Riverside',
  'Second',
  'Southern',
  'Standard',
  'Summer',
  'Western',
];

/** The name or title of an object. */
export function nameOf(owner: Owner): string {
  if (isPerson(owner)) return personOf(owner).full;
  if (owner.category && /\b(?:product|item|menu|good|article|sku|offer)/.test(owner.subjects.join(' ')))
    return productOf(owner).name;
  for (const subject of owner.subjects) {
    const found = NAMES.find(([expression]) => expression.test(subject));
    if (found) return found[1](owner);
  }
  if (owner.names.has('price')) return productOf(owner).name;
  const noun = owner.subjects.find((subject) => /^[a-z]+(?: [a-z]+)?$/.test(subject) && subject.length < 24);
  return `${ofOwner(owner, QUALIFIERS, 'qualifier')} ${noun ?? 'entry'}`;
}

export function isPerson({ subjects, names }: Owner): boolean {
  if (names.has('first name') || names.has('given name') || names.has('last name') || names.has('firstname'))
    return true;
  const isOther = subjects[0] !== undefined && NAMES.some(([expression]) => expression.test(subjects[0] as string));
  return !isOther && subjects.some(isPersonWord);
}

/** A sentence about an object. */
export function descriptionOf(owner: Owner): string {
  const is = (words: RegExp) => owner.subjects.some((subject) => words.test(subject));
  if (is(/\b(?:review|feedback|rating|testimonial)s?$/)) return ofOwner(owner, REVIEWS, 'text');
  if (is(/\b(?:comment|message|chat|reply|email|notification)s?$/)) return ofOwner(owner, MESSAGES, 'text');
  if (is(/\b(?:product|item|goods?|sku|offer|offering|listing)s?$/) || owner.names.has('price'))
    return productOf(owner).description;
  if (isPerson(owner)) return ofOwner(owner, BIOGRAPHIES, 'biography');
  return ofOwner(owner, is(TECHNICAL) ? WORKINGS : SENTENCES, 'sentence');
}

const TECHNICAL =
  /\b(?:server|cluster|instance|service|app|application|repo|repository|database|container|function|job|pipeline|workflow|queue|deployment|webhook|api|integration|rule|policy|build|command|attribute|setting|key|token)s?$/;

const WORKINGS = [
  'Collects the events of the last hour.',
  'Handles requests from the web shop.',
  'Keeps two copies in different regions.',
  'Maintained by the platform team.',
  'Replaces the previous version.',
  'Retries three times, then reports an error.',
  'Runs every night at three.',
  'Sends a summary once a day.',
  'Used by the mobile app.',
  'Will be retired next year.',
];

const SENTENCES = [
  'A favourite of our regular customers.',
  'Agreed at the last review.',
  'Covers the whole year.',
  'Includes everything you need to start.',
  'Kept up to date by the team.',
  'Open to everybody.',
  'Planned with three partners.',
  'Reviewed every quarter.',
  'Suitable for beginners.',
  'The most popular choice.',
  'Used in four countries.',
  'Valid until further notice.',
];

const BIOGRAPHIES = [
  'Bakes bread and rides an old bicycle.',
  'Collects maps. Lives near the sea.',
  'Has worked in four countries.',
  'Likes long walks, short meetings and strong coffee.',
  'Plays the cello and grows tomatoes.',
  'Reads everything twice.',
  'Runs, reads and cooks, in that order.',
  'Writes about design and travel.',
];

export const noteOf = of(NOTES, 'note');
export const messageOf = of(MESSAGES, 'message text');
export const reasonOf = of(REASONS, 'reason');
export const fileOf = of(FILES, 'file');
export const topicOf = of(TOPICS, 'topic');
export const taskOf = of(TASKS, 'task');
export const planOf = of(PLANS, 'plan');
export const teamOf = of(TEAMS, 'team');
export const categoryOf = of(CATEGORIES, 'category');
export const colourOf = of(COLOURS, 'colour');
export const genreOf = of(GENRES, 'genre');

const WORDS = [
  'amber',
  'aspen',
  'birch',
  'breeze',
  'cedar',
  'clover',
  'coral',
  'delta',
  'ember',
  'fern',
  'grove',
  'harbor',
  'indigo',
  'ivy',
  'juniper',
  'lagoon',
  'maple',
  'meadow',
  'orchard',
  'river',
  'saffron',
  'summit',
  'willow',
];

/** A word that means nothing in particular. Properties of one object get different words. */
export function wordOf(location: Location, label = 'word'): string {
  return pick(location, WORDS, label);
}
