// Texts that a person expects for the name of a property.
import { address, codeOf, domain, emails, hexAt, person, type Texts, urls, uuidOf } from './common-texts.ts';
import { bodyOf, descriptionOf, genreOf, kindOf, stateOf } from './descriptions.ts';
import { addressOf } from './geography.ts';
import { likelyNumber } from './likely-numbers.ts';
import { integerAt, type Location, ofOwner, pick, sharedAt, slugOf } from './location.ts';
import { isoOf, timeOf } from './moments.ts';
import { cardOf, expiryOf, ibanOf, isCard } from './payments.ts';
import { companyOf, emailsOf, isPersonWord, personOf, roleIn } from './people.ts';
import * as phrases from './phrases.ts';
import { productOf } from './products.ts';
import * as titles from './titles.ts';
import { BOOKS, CATS, COLOURS, DOGS, PLACE_NAMES } from './words.ts';

const path: Texts = (location) => `/${titles.wordOf(location)}/${ofOwner(location.owner, phrases.FILES, 'files')}`;

const CURRENCIES = ['EUR', 'USD', 'GBP'];
/** Numbers of American banks that payment services publish for tests. */
const ROUTING_NUMBERS = ['110000000', '322271627', '110000614', '021000021'];
const COUNTRY_CODES = ['GB', 'US', 'DE', 'FR', 'IE', 'NL', 'CA', 'AU', 'NZ', 'ES', 'IT', 'AT'];
const USUAL_ROLES = ['member', 'member', 'member', 'viewer', 'editor', 'admin'];
const LANGUAGES = ['en', 'de', 'fr', 'es', 'nl'];
const METHODS = ['card', 'bank_transfer', 'paypal'];
const SIZES = ['S', 'M', 'L', 'XL'];
const MEDIA_TYPES = ['image/png', 'application/pdf', 'image/jpeg', 'text/csv'];
const PRIORITIES = ['low', 'medium', 'high'];
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** Texts by the words of a property. The first expressions are the most specific. */
export const TEXTS: readonly (readonly [name: RegExp, texts: Texts])[] = [
  [/\be ?mails?\b(?! (?:id|body|subject|template|status))/, emails],
  [/^(?:to|from|cc|bcc|reply to)$/, mailTexts],
  [/\b(?:errors?|error message|failure)$/, ({ owner }) => failureOf(owner)],
  [/^actions?$/, ({ owner }) => ofOwner(owner, ['create', 'update', 'delete', 'read'], 'action')],
  [/^effect$/, () => 'allow'],
  [/^alias$/, ({ owner }) => slugOf(titles.nameOf(owner))],
  [
    /^brand(?: name)?$/,
    ({ owner }) => (isCard(owner) ? slugOf(cardOf(owner).brand) : ofOwner(owner, PLACE_NAMES, 'brand')),
  ],
  [
    /^(?:director|doctor|driver|teacher|instructor|organi[sz]er|speaker|host|coach|actor|editor|passenger|performer|artist|cast|actors|directors|speakers|members|attendees|participants|guests|reviewers|assignees|followers)$/,
    peopleTexts,
  ],
  [/\b(?:airline|carrier)(?: name)?$/, ({ owner }) => ofOwner(owner, phrases.AIRLINES, 'airline')[0]],
  [
    /\bflight (?:number|no|code)\b/,
    (location) => `${ofOwner(location.owner, phrases.AIRLINES, 'airline')[1]}${integerAt(location, 100, 2900)}`,
  ],
  [/^gate$/, (location) => codeOf(location, '?#').replace(/[^A-F]/, 'B')],
  [
    /^seats?(?: number)?$/,
    (location) => `${integerAt(location, 1, 32)}${pick(location, ['A', 'B', 'C', 'D', 'E', 'F'], 'row')}`,
  ],
  [
    /\b(?:aircraft|plane)\b/,
    ({ owner }) => ofOwner(owner, ['Airbus A320', 'Boeing 737', 'Airbus A350', 'Embraer 190'], 'aircraft'),
  ],
  [/\bfuel\b/, ({ owner }) => kindOf(owner, 'fuel')],
  [/\bblood (?:type|group)\b/, ({ owner }) => kindOf(owner, 'blood')],
  [/\ballerg(?:y|ies)\b/, ({ owner }) => ofOwner(owner, ['Pollen', 'Peanuts', 'Penicillin', 'Dust mites'], 'allergy')],
  [/\b(?:mrn|medical record)\b/, (location) => codeOf(location, 'MRN######')],
  [
    /\b(?:cuisine)\b/,
    ({ owner }) => ofOwner(owner, ['Italian', 'Thai', 'Mexican', 'French', 'Indian', 'Japanese'], 'cuisine'),
  ],
  [
    /\b(?:difficulty|experience level|skill level)\b/,
    ({ owner }) => ofOwner(owner, ['easy', 'medium', 'hard'], 'difficulty'),
  ],
  [
    /\bingredients?\b/,
    ({ owner, place }) =>
      ofOwner({ ...owner, number: owner.number + lastNumber(place) }, phrases.INGREDIENTS, 'ingredient'),
  ],
  [
    /\b(?:instructions|preparation|steps|method|directions)$/,
    ({ owner }) =>
      /\b(?:recipe|dish|meal)$/.test(owner.subjects[0] ?? '')
        ? ofOwner(owner, phrases.INSTRUCTIONS, 'instructions')
        : [],
  ],
  [/^(?:venue|place)(?: name)?$/, ({ owner }) => titles.nameOf({ ...owner, subjects: ['venue'], names: NONE })],
  [
    /^full name$/,
    ({ owner }) =>
      /\b(?:repo|repository)$/.test(owner.subjects[0] ?? '')
        ? `${personOf(owner, 'owner').username}/${titles.nameOf(owner)}`
        : [],
  ],
  [
    /^language$/,
    ({ owner }) =>
      /\b(?:repo|repository|gist|snippet|project)$/.test(owner.subjects[0] ?? '')
        ? ofOwner(owner, ['TypeScript', 'Go', 'Python', 'Rust', 'Java'], 'programming')
        : [],
  ],

  [/^object$/, objectOf],
  [/\bcurrency symbol\b/, ({ owner }) => ['€', '$', '£'][currencyIndex(owner)] as string],
  [/\b(?:amount|price|total) (?:formatted|text|display)\b|\bformatted (?:amount|price|total)\b/, fixedNumber],
  [/\b(?:visibility)\b/, ({ owner }) => ofOwner(owner, ['public', 'private', 'internal'], 'visibility')],
  [/\btheme\b/, ({ owner }) => ofOwner(owner, ['light', 'dark', 'system'], 'theme')],
  [/\b(?:default|base|target) branch\b/, () => 'main'],
  [/\b(?:branch|git ref)(?: name)?$|^ref$/, ({ owner }) => ofOwner(owner, ['main', 'develop', 'release'], 'branch')],
  [/^(?:user |member |org |organi[sz]ation )?role$/, (location) => pick(location, USUAL_ROLES)],
  [/\b(?:schedule|cron)(?: expression)?$/, (location) => `0 ${integerAt(location, 0, 23)} * * *`],
  [
    /\b(?:interval|frequency|period|billing cycle|recurrence)$/,
    ({ owner }) => ofOwner(owner, ['monthly', 'weekly', 'yearly', 'daily'], 'interval'),
  ],
  [/\bprotocol\b/, ({ owner }) => ofOwner(owner, ['https', 'http', 'tcp'], 'protocol')],
  [
    /\b(?:environment|env|stage)s?$/,
    ({ owner }) => ofOwner(owner, ['production', 'staging', 'development'], 'environment'),
  ],
  [
    /\b(?:event|trigger)s?(?: types?| names?)?$/,
    ({ owner }) => ofOwner(owner, ['order.created', 'user.updated', 'invoice.paid', 'item.deleted'], 'event'),
  ],
  [
    /\b(?:scope|permission|grant|capabilit(?:y|ie))s?$/,
    ({ owner, place }) =>
      ofOwner({ ...owner, number: owner.number + lastNumber(place) }, ['read', 'write', 'manage'], 'scope'),
  ],
  [
    /\b(?:platform|os|operating system)\b/,
    ({ owner }) => ofOwner(owner, ['linux', 'windows', 'macos', 'android', 'ios'], 'platform'),
  ],
  [/\bbrowser(?: name)?$/, ({ owner }) => ofOwner(owner, ['Firefox', 'Chrome', 'Safari', 'Edge'], 'browser')],
  [/\b(?:channel|medium)\b/, ({ owner }) => ofOwner(owner, ['email', 'sms', 'push', 'web'], 'channel')],
  [/\b(?:source)(?: type)?$/, ({ owner }) => ofOwner(owner, ['web', 'app', 'import', 'api'], 'source')],
  [/\bunits?(?: of measure)?$/, ({ owner }) => ofOwner(owner, ['piece', 'kg', 'm', 'l'], 'unit')],
  [/\blocation\b/, (location) => `${address(location).city.name}, ${address(location).city.country.name}`],
  [/\b(?:first|given|fore) ?names?\b/, (location) => person(location).first],
  [/\b(?:last|family|sur) ?names?\b/, (location) => person(location).last],
  [/\bmiddle name\b/, ({ owner }) => personOf({ ...owner, number: owner.number + 5 }).first],
  [/\b(?:initials)\b/, (location) => person(location).first.charAt(0) + person(location).last.charAt(0)],
  [
    /\b(?:user ?name|login|nick ?name|handle|screen name|user principal name)\b/,
    (location) => person(location).username,
  ],
  [/\b(?:card ?holder|name on card)\b/, (location) => person(location).full],
  [/\b(?:job title|occupation|profession|job role)\b/, (location) => person(location).jobTitle],
  [/\b(?:gender|sex)\b/, (location) => person(location).gender],
  [/\b(?:salutation|honorific|name prefix)\b/, (location) => (person(location).gender === 'female' ? 'Ms' : 'Mr')],
  [
    /\b(?:company|organi[sz]ation|vendor|brand|manufacturer|supplier|employer|merchant|publisher|business|carrier|bank)(?: name)?$/,
    ({ owner }) => companyOf(owner).name,
  ],
  [
    /\b(?:full|real|display|legal|owner|author|contact|customer|person|user|guest|patient|member|employee|recipient|sender|holder|creator|assignee|driver|student|teacher|doctor|host|agent|manager|client|buyer|seller|reviewer) ?names?\b/,
    nameTexts,
  ],
  [
    /^(?:(?:created|updated|modified|assigned|approved|reviewed|requested|reported|uploaded|posted|closed|opened|deleted|last modified) by|author|owner|assignee|creator|customer|recipient|sender|reporter|reviewer|manager|contact|host|speaker|instructor|signatory|signer)$/,
    (location) => person(location).full,
  ],
  [/\b(?:uuid|guid)\b/, uuidOf],
  [/\b(?:card|account|cc)? ?(?:last ?4|last four)\b/, ({ owner }) => cardOf(owner).number.slice(-4)],
  [/\b(?:card|cc|pan) ?(?:number|no)\b/, ({ owner }) => cardOf(owner).number],
  [/\b(?:cvc|cvv|security code)\b/, ({ owner }) => cardOf(owner).code],
  [/\b(?:card (?:brand|type|network|scheme))\b/, ({ owner }) => [cardOf(owner).brand, slugOf(cardOf(owner).brand)]],
  [/\bexp(?:iry|iration)? ?month\b/, ({ owner }) => String(expiryOf(owner).month).padStart(2, '0')],
  [/\bexp(?:iry|iration)? ?year\b/, ({ owner }) => String(expiryOf(owner).year)],
  [/\brouting (?:number|no)\b/, ({ owner }) => ofOwner(owner, ROUTING_NUMBERS, 'routing')],
  [/\biban\b/, ibanOf],
  [/\b(?:bic|swift)\b/, () => 'COBADEFFXXX'],
  [/\b(?:vat|tax) ?(?:number|id|no)\b/, (location) => codeOf(location, 'DE#########')],
  [/\bisbn\b/, (location) => codeOf(location, '978-0-##-######-#')],
  [/\b(?:ean|gtin|barcode|upc)\b/, (location) => codeOf(location, '40########003').slice(0, 13)],
  [
    /\b(?:sku|article number|product code|item code|part number|model number)\b/,
    (location) => codeOf(location, '???-####'),
  ],
  [/\b(?:license plate|plate|registration number)\b/, (location) => codeOf(location, '??##-???')],
  [/\bvin\b/, (location) => codeOf(location, 'WVWZZZ1KZ#W######')],
  [
    /\b(?:order|invoice|reference|tracking|booking|confirmation|ticket|receipt|case|customer|account|policy|contract|serial|batch) ?(?:number|no|code|ref)\b|^(?:reference|confirmation|serial)$/,
    (location) => codeOf(location, '??-######'),
  ],
  [
    /\b(?:open|opens|opening|close|closes|closing) time\b/,
    (location) => [timeOf(location).slice(0, 5), timeOf(location)],
  ],
  [
    /\b(?:at|on|date ?time|time ?stamp|created|updated|modified|expires|expiry|expiration|since)$|\b(?:start|end|begin|finish|departure|arrival|pickup|delivery|check ?in|check ?out|last login|last seen|last used) ?(?:time)?$/,
    isoOf,
  ],
  [
    /\b(?:date|day|birthday|dob|deadline)$|\b(?:due|valid from|valid to|valid until)$/,
    (location) => [isoOf(location).slice(0, 10), isoOf(location)],
  ],
  [
    /\b(?:avatar|banner|cover|icon|image|img|logo|photo|picture|poster|thumb|thumbnail)s?(?: (?:url|uri|link|src|href))?$/,
    urls,
  ],
  [
    /\b(?:url|uri|href|link|website|homepage|web ?site|site|webpage|self|next|previous|prev|first|last|permalink|callback|redirect)s?$/,
    urls,
  ],
  [/\bcountry ?(?:code|iso)?\b.*\b(?:3|alpha3)\b/, (location) => address(location).city.country.code3],
  [
    /\bcountry code\b|\biso ?2?\b/,
    (location) => [address(location).city.country.code, address(location).city.country.code3],
  ],
  [
    /\b(?:country|nationality|nation)(?: name)?$/,
    (location) => [
      address(location).city.country.name,
      address(location).city.country.code,
      address(location).city.country.code3,
    ],
  ],
  [
    /\b(?:countries|(?:available )?markets|country codes)$/,
    ({ owner, place }) => ofOwner({ ...owner, number: owner.number * 2 + lastNumber(place) }, COUNTRY_CODES, 'markets'),
  ],
  [/\bcontinent\b/, (location) => address(location).city.country.continent],
  [/\bcurrenc(?:y|ies)(?: code)?\b/, ({ owner }) => currencyOf(owner)],
  [/\b(?:locale|culture)\b/, (location) => ['en-GB', pick(location, LANGUAGES)]],
  [/\b(?:language|lang)s?\b/, ({ owner }) => [ofOwner(owner, LANGUAGES, 'language'), 'English', 'en-GB']],
  [
    /\b(?:city|town|locality|municipality|place of birth|birthplace)(?: name)?$/,
    (location) => address(location).city.name,
  ],
  [/\b(?:province|region|county|state)(?: code| name)?$(?<=.)/, regionTexts],
  [/\b(?:house|building|street) (?:number|no)\b/, (location) => address(location).houseNumber],
  [/\bstreet (?:name)\b/, (location) => address(location).street],
  [/\b(?:address (?:line )?2|line ?2|apartment|suite|unit)\b/, (location) => `Flat ${integerAt(location, 1, 24)}`],
  [/\b(?:street|address (?:line )?1|line ?1|street address)\b/, streetTexts],
  [
    /\b(?:zip|zipcode|postal|postalcode|postcode|post code)\b/,
    (location) => [address(location).postalCode, codeOf(location, '#####')],
  ],
  [/(?:^|\b)(?:full |formatted |billing |shipping |delivery |home |work |postal |mailing )?addresse?s?$/, fullAddress],
  [
    /\b(?:phone|mobile|fax|msisdn|telephone|tel|cell)\b/,
    (location) => [address(location).phone, address(location).phone.slice(1)],
  ],
  [/\btime ?zone\b|\btz\b/, (location) => [address(location).city.timeZone, 'UTC']],
  [/\b(?:airport|iata)(?: code)?$|^(?:origin|destination)$/, (location) => address(location).city.airport],
  [/\bip(?: ?v4)?(?: address)?\b/, (location) => `192.0.2.${integerAt(location, 1, 254)}`],
  [/\bmac(?: address)?\b/, (location) => `02:00:5e:${hexAt(location, 6).replace(/..(?=.)/g, '$&:')}`],
  [/\b(?:host ?name|domain|host|fqdn|server name)\b/, domain],
  [/\buser agent\b/, () => AGENT],
  [
    /\b(?:price|amount|total|cost|balance|fee|subtotal|tax|discount|salary|value)s?$/,
    (location) => fixedNumber(location),
  ],
  [
    /\bversion\b/,
    (location) => [
      `${integerAt(location, 1, 4)}.${integerAt(location, 0, 9, 'p')}.${integerAt(location, 0, 9, 'q')}`,
      `v${integerAt(location, 1, 3)}`,
    ],
  ],
  [
    /\bcolou?r\b/,
    ({ owner }) => [
      ofOwner(owner, COLOURS, 'colour'),
      `#${Math.floor(sharedAt(owner, 'colour') * 0xffffff)
        .toString(16)
        .padStart(6, '0')}`,
    ],
  ],
  [/\b(?:breed)\b/, ({ owner }) => ofOwner(owner, [...DOGS, ...CATS], 'breed')],
  [/\b(?:genre)\b/, ({ owner }) => genreOf(owner)],
  [/\b(?:make|car brand)\b/, ({ owner }) => titles.carOf(owner)[0]],
  [/\bmodel(?: name)?$/, modelTexts],
  [/\b(?:book|book title)\b/, ({ owner }) => ofOwner(owner, BOOKS, 'book')],
  [/\b(?:sha ?256|sha256sum)\b/, (location) => hexAt(location, 64)],
  [/\b(?:sha|sha ?1|commit|revision|git ref)\b/, (location) => hexAt(location, 40)],
  [/\b(?:md5|checksum|hash|digest|fingerprint|etag)\b/, (location) => hexAt(location, 32)],
  [/\b(?:token|secret|signature|api ?key|access key|key|nonce|jwt)$/, (location) => hexAt(location, 24)],
  [/\bids?$/, (location) => [hexAt(location, 8), uuidOf(location)]],
  [/\b(?:file ?name|file|attachment|document)s?$/, ({ owner }) => ofOwner(owner, phrases.FILES, 'files')],
  [/\b(?:mime|content|media) ?type\b/, ({ owner }) => ofOwner(owner, MEDIA_TYPES, 'media type')],
  [/\b(?:slug|permalink|path name)\b/, ({ owner }) => slugOf(titles.nameOf(owner))],
  [/\b(?:reason|cause)\b/, ({ owner }) => ofOwner(owner, phrases.REASONS, 'reasons')],
  [
    /\b(?:note|notes|remark|remarks|internal comment|instructions)$/,
    ({ owner }) => ofOwner(owner, phrases.NOTES, 'notes'),
  ],
  [/\b(?:comment|comments|feedback)$/, ({ owner }) => ofOwner(owner, phrases.MESSAGES, 'messages')],
  [/\bmessage\b/, ({ owner }) => (isFailure(owner) ? failureOf(owner) : ofOwner(owner, phrases.MESSAGES, 'messages'))],
  [/\b(?:text|content|contents|body|html|markdown|raw|cooked)$/, ({ owner }) => bodyOf(owner)],
  [
    /\b(?:bio|biography|about)$|\b(?:description|summary|details|excerpt|abstract|overview|tagline|caption|review)$/,
    ({ owner }) => descriptionOf(owner),
  ],
  [
    /\bcategor(?:y|ies)\b|\bdepartment\b/,
    ({ owner }) =>
      owner.names.has('price') ? productOf(owner).department : ofOwner(owner, phrases.CATEGORIES, 'categories'),
  ],
  [
    /\b(?:tag|label|topic|keyword|hashtag)s?$/,
    ({ owner, place }) => ofOwner({ ...owner, number: owner.number + lastNumber(place) }, phrases.TOPICS, 'topics'),
  ],
  [
    /\b(?:type|kind|mode|variant)$/,
    ({ owner, name }) => kindOf(owner, name === 'type' ? `${owner.subjects[0] ?? ''} type` : name),
  ],
  [/\b(?:subject|headline|title|label|name|heading)s?$/, nameTexts],
  [/\b(?:team|group)$/, ({ owner }) => ofOwner(owner, phrases.TEAMS, 'teams')],
  [/\bplan\b/, ({ owner }) => ofOwner(owner, phrases.PLANS, 'plans')],
  [/\bpriority|severity\b/, ({ owner }) => ofOwner(owner, PRIORITIES, 'priority')],
  [/\bpayment method\b/, ({ owner }) => ofOwner(owner, METHODS, 'method')],
  [/^size$/, ({ owner }) => ofOwner(owner, SIZES, 'size')],
  [/\b(?:status|state)$/, ({ owner, place }) => stateOf(owner, place[1] ?? '')],
  [/\bpath|folder|directory\b/, path],
  [/\bdurations?$/, (location) => `${integerAt(location, 1, 9) * 10} min`],
  [
    /\b(?:count|number|size|limit|offset|page|quantity|position|index|year|age|weight|height|width|length|latitude|longitude|lat|lng|lon|rating|score|percent|percentage)s?$/,
    (location) => fixedNumber(location),
  ],
  [/\bcode\b/, codeTexts],
];

/** The code of a country or a currency, if the object is one. */
function codeTexts(location: Location): string | readonly string[] {
  const subject = location.owner.subjects[0] ?? '';
  const { country } = address(location).city;
  if (subject.endsWith('country')) return [country.code, country.code3];
  if (subject.endsWith('currency')) return currencyOf(location.owner);
  if (subject.endsWith('language')) return ofOwner(location.owner, LANGUAGES, 'language');
  return codeOf(location, '??####');
}

/** The kind of an object, as services write it in a property of this name. */
export function objectOf({ owner }: Location): string {
  return (owner.subjects[0] ?? 'object').replaceAll(' ', '_');
}

function failureOf(owner: Location['owner']): string {
  return ofOwner(owner, ['Connection timed out', 'Not found', 'Permission denied'], 'error');
}

function isFailure({ subjects }: Location['owner']): boolean {
  return subjects.some((subject) => /\b(?:error|exception|failure|fault|problem|violation|warning)s?$/.test(subject));
}

/** Whom a message is from and to. */
function mailTexts({ owner, name }: Location): string | readonly string[] {
  const isMail = owner.subjects.some((subject) => /mail|message/.test(subject));
  if (!isMail && !/cc|reply/.test(name)) return [];
  return emailsOf({ ...owner, path: [] }, /from|reply/.test(name) ? 'sender' : 'recipient');
}

/** The names of several people in one object. */
function peopleTexts({ owner, name, place }: Location): string {
  return personOf({ ...owner, number: owner.number + lastNumber(place) }, name.replace(/s$/, '')).full;
}

function modelTexts(location: Location): string | readonly string[] {
  const isCar = /\b(?:car|vehicle)$/.test(location.owner.subjects[0] ?? '') || location.owner.names.has('make');
  return isCar ? titles.carOf(location.owner)[1] : codeOf(location, '??-###');
}

function lastNumber(place: readonly string[]): number {
  return Number(/\/(\d+)$/.exec(place.join('/'))?.[1] ?? 0);
}

function nameTexts(location: Location): string | readonly string[] {
  const { owner, name } = location;
  const of = /^(.+) (?:name|title|label)s?$/.exec(name)?.[1];
  if (of !== undefined && isPersonWord(of.split(' ').at(-1) ?? '')) return personOf(owner, roleIn(location)).full;
  const isOwnName =
    of === undefined ||
    /^(?:display|full|i18n|legal|localized|short|long|common|user|file|official|original|sub|page|nick|preferred|native)$/.test(
      of,
    );
  const isMail = name === 'subject' && owner.subjects.some((subject) => /mail|message/.test(subject));
  if (isMail) return ofOwner(owner, phrases.SUBJECT_LINES, 'mail');
  const title = titles.nameOf(isOwnName ? owner : { ...owner, subjects: [of], names: NONE });
  return [title, slugOf(title), slugOf(title).replaceAll('-', '_'), slugOf(title).replaceAll('-', '')];
}

const NONE: ReadonlySet<string> = new Set();

function currencyOf(owner: Location['owner']): string | readonly string[] {
  const isPlace = owner.names.has('country') || owner.names.has('country code');
  const code = isPlace ? addressOf(owner).city.country.currency : (CURRENCIES[currencyIndex(owner)] as string);
  return [code, code.toLowerCase()];
}

/** Most prices of a series are in one currency. */
function currencyIndex(owner: Location['owner']): number {
  const main = Math.floor(sharedAt({ ...owner, number: 0 }, 'currency') * CURRENCIES.length);
  const isOther = owner.number > 0 && sharedAt(owner, 'other currency') < 0.1;
  return isOther ? (main + 1) % CURRENCIES.length : main;
}

/** The region if the object is an address. The state of anything else is another word. */
function regionTexts(location: Location): string | readonly string[] {
  const { owner, name } = location;
  const isPlace = ['city', 'country', 'zip', 'postal code', 'street', 'town', 'country code', 'zip code'].some((one) =>
    owner.names.has(one),
  );
  if (/state/.test(name) && !isPlace) return stateOf(owner, location.place[1] ?? '');
  if (!isPlace && name === 'region') return ofOwner(owner, ['eu-central-1', 'us-east-1', 'ap-southeast-2'], 'region');
  const { city } = address(location);
  return /code/.test(name) || /state/.test(name) ? [city.regionCode, city.region] : [city.region, city.regionCode];
}

function streetTexts(location: Location): string {
  const { street, line } = address(location);
  const names = [...location.owner.names];
  return names.some((name) => /\b(?:house|street|building) (?:number|no)\b/.test(name)) ? street : line;
}

function fullAddress(location: Location): string | readonly string[] {
  const { name } = location;
  if (/\b(?:ip|mac|wallet|email)\b/.test(name)) return [];
  const { line, postalCode, city } = address(location);
  const has = (word: string) => location.owner.names.has(word);
  return has('city') || has('zip') || has('postal code') ? line : `${line}, ${city.name} ${postalCode}`;
}

function fixedNumber(location: Location): string {
  const isMoney = /price|amount|total|cost|balance|fee|tax|discount|salary|value/.test(location.name);
  const value = likelyNumber(location, !isMoney) ?? integerAt(location, 1, 50);
  return isMoney ? value.toFixed(2) : String(value);
}
