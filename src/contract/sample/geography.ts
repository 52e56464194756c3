// Cities with what belongs to them, so that the parts of an address agree.
import { nth, type Owner, ofOwner, sharedAt } from './location.ts';
import { STREETS } from './words.ts';

interface Country {
  readonly code: string;
  readonly code3: string;
  readonly name: string;
  readonly currency: string;
  /** The form of a postal code: # is a digit, ? a letter. */
  readonly postalCode: string;
  /** Numbers that are reserved for fiction or not in use. # is a digit. */
  readonly phone: string;
  readonly continent: string;
}

const country = (
  code: string,
  [code3, name, currency, postalCode, phone, continent]: readonly [string, string, string, string, string, string],
): Country => ({ code, code3, name, currency, postalCode, phone, continent });

const AU = country('AU', ['AUS', 'Australia', 'AUD', '####', '+6125550####', 'Oceania']);
const CA = country('CA', ['CAN', 'Canada', 'CAD', '?#? #?#', '+141655501##', 'North America']);
const GB = country('GB', ['GBR', 'United Kingdom', 'GBP', '?# #??', '+442079460###', 'Europe']);
const IE = country('IE', ['IRL', 'Ireland', 'EUR', '?## ?#?#', '+35320910####', 'Europe']);
const NZ = country('NZ', ['NZL', 'New Zealand', 'NZD', '####', '+6499999###', 'Oceania']);
const US = country('US', ['USA', 'United States', 'USD', '#####', '+120255501##', 'North America']);

interface City {
  readonly country: Country;
  readonly name: string;
  readonly region: string;
  readonly regionCode: string;
  /** The first characters of its postal codes. */
  readonly postal: string;
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly airport: string;
}

const city = (
  home: Country,
  [name, region, regionCode, postal, timeZone, airport]: readonly [string, string, string, string, string, string],
  [latitude, longitude]: readonly [number, number],
): City => ({ country: home, name, region, regionCode, postal, timeZone, airport, latitude, longitude });

const CITIES: readonly City[] = [
  city(GB, ['Leeds', 'England', 'ENG', 'LS', 'Europe/London', 'LBA'], [53.7997, -1.5492]),
  city(US, ['Austin', 'Texas', 'TX', '787', 'America/Chicago', 'AUS'], [30.2672, -97.7431]),
  city(CA, ['Toronto', 'Ontario', 'ON', 'M5V', 'America/Toronto', 'YYZ'], [43.6532, -79.3832]),
  city(IE, ['Cork', 'Munster', 'M', 'T12', 'Europe/Dublin', 'ORK'], [51.8985, -8.4756]),
  city(GB, ['Bristol', 'England', 'ENG', 'BS', 'Europe/London', 'BRS'], [51.4545, -2.5879]),
  city(US, ['Portland', 'Oregon', 'OR', '972', 'America/Los_Angeles', 'PDX'], [45.5152, -122.6784]),
  city(AU, ['Melbourne', 'Victoria', 'VIC', '300', 'Australia/Melbourne', 'MEL'], [-37.8136, 144.9631]),
  city(GB, ['Edinburgh', 'Scotland', 'SCT', 'EH', 'Europe/London', 'EDI'], [55.9533, -3.1883]),
  city(US, ['Boston', 'Massachusetts', 'MA', '021', 'America/New_York', 'BOS'], [42.3601, -71.0589]),
  city(NZ, ['Wellington', 'Wellington', 'WGN', '601', 'Pacific/Auckland', 'WLG'], [-41.2866, 174.7756]),
  city(CA, ['Vancouver', 'British Columbia', 'BC', 'V6B', 'America/Vancouver', 'YVR'], [49.2827, -123.1207]),
  city(GB, ['Cardiff', 'Wales', 'WLS', 'CF', 'Europe/London', 'CWL'], [51.4816, -3.1791]),
  city(US, ['Denver', 'Colorado', 'CO', '802', 'America/Denver', 'DEN'], [39.7392, -104.9903]),
  city(IE, ['Galway', 'Connacht', 'C', 'H91', 'Europe/Dublin', 'GWY'], [53.2707, -9.0568]),
  city(AU, ['Brisbane', 'Queensland', 'QLD', '400', 'Australia/Brisbane', 'BNE'], [-27.4698, 153.0251]),
  city(US, ['Seattle', 'Washington', 'WA', '981', 'America/Los_Angeles', 'SEA'], [47.6062, -122.3321]),
  city(GB, ['Norwich', 'England', 'ENG', 'NR', 'Europe/London', 'NWI'], [52.6309, 1.2974]),
  city(CA, ['Halifax', 'Nova Scotia', 'NS', 'B3H', 'America/Halifax', 'YHZ'], [44.6488, -63.5752]),
  city(US, ['Chicago', 'Illinois', 'IL', '606', 'America/Chicago', 'ORD'], [41.8781, -87.6298]),
  city(AU, ['Perth', 'Western Australia', 'WA', '600', 'Australia/Perth', 'PER'], [-31.9523, 115.8613]),
  city(GB, ['Sheffield', 'England', 'ENG', 'S', 'Europe/London', 'DSA'], [53.3811, -1.4701]),
  city(NZ, ['Auckland', 'Auckland', 'AUK', '101', 'Pacific/Auckland', 'AKL'], [-36.8509, 174.7645]),
];

export interface PostalAddress {
  readonly city: City;
  readonly street: string;
  readonly houseNumber: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Words that distinguish two places in one object. */
const PLACE_ROLE = /\b(?:arrival|birth|departure|destination|dropoff|from|origin|pickup|source|target|to)\b/;

/** The place of an object. @param name the name of the property, such as `billing city` */
export function addressOf(owner: Owner, name = ''): PostalAddress {
  const role = [...owner.path, name].flatMap((words) => PLACE_ROLE.exec(words)?.[0] ?? []).at(-1) ?? '';
  const label = `address ${role}`;
  const at = ofOwner(owner, CITIES, label);
  const digit = (index: number) => Math.floor(sharedAt(owner, `${label} ${index}`) * 10);
  const letter = (index: number) => 'ABDEGHJLNPRSTUWX'[Math.floor(sharedAt(owner, `${label} ${index}`) * 16)] as string;
  const isBritish = at.country === GB;
  const number = String(1 + Math.floor(sharedAt(owner, `${label} house`) * 120));
  return {
    city: at,
    houseNumber: number,
    street: nth(owner, STREETS, { n: owner.number, label: `${label} street` }),
    postalCode: isBritish
      ? `${at.postal}${1 + (digit(0) % 9)} ${digit(1)}${letter(2)}${letter(3)}`
      : at.postal + inForm(at.country.postalCode.slice(at.postal.length), digit, letter),
    phone: inForm(at.country.phone, (index) => digit(index + 20), letter),
    // Within some kilometres of the centre.
    latitude: rounded(at.latitude + (sharedAt(owner, `${label} latitude`) - 0.5) / 10),
    longitude: rounded(at.longitude + (sharedAt(owner, `${label} longitude`) - 0.5) / 10),
  };
}

function inForm(form: string, digit: (index: number) => number, letter: (index: number) => string): string {
  return [...form].map((sign, index) => (sign === '#' ? digit(index) : sign === '?' ? letter(index) : sign)).join('');
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
