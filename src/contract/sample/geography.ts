// Cities with what belongs to them, so that the parts of an address agree. The postal codes are real ones.
import { nth, type Owner, ofOwner, sharedAt } from './location.ts';
import { STREETS } from './words.ts';

interface Country {
  readonly code: string;
  readonly code3: string;
  readonly name: string;
  readonly currency: string;
  /** Numbers that are reserved for fiction or not in use. # is a digit. */
  readonly phone: string;
  readonly continent: string;
  readonly streets: readonly string[];
  /** Where the house number is. */
  readonly number: 'before' | 'after';
  /** The highest usual house number. */
  readonly houses: number;
}

type CountryTexts = readonly [
  code3: string,
  name: string,
  currency: string,
  phone: string,
  continent: string,
  streets: string | readonly string[],
];

const country = (
  code: string,
  [code3, name, currency, phone, continent, streets]: CountryTexts,
  { number = 'before', houses = 120 }: { readonly number?: Country['number']; readonly houses?: number } = {},
): Country => {
  const names = typeof streets === 'string' ? streets.split('|') : streets;
  return { code, code3, name, currency, phone, continent, streets: names, number, houses };
};

const AMERICAN =
  'Maple Street|Oak Avenue|4th Avenue|Washington Street|Park Avenue|Elm Street|Cedar Lane|Lincoln Avenue|2nd Street|Lake Street|Hill Street|Pine Street|Jefferson Street|Highland Avenue|Sunset Drive|Walnut Street|Franklin Street|River Road|Spruce Street|Willow Drive|Chestnut Street|5th Street|Adams Street|Birch Lane';
const COMMONWEALTH =
  'King Street|Queen Street|Victoria Street|George Street|Albert Street|Church Street|Elizabeth Street|William Street|Station Street|Park Road|High Street|James Street|Bridge Road|Garden Avenue|Hill Street|Beach Road|Railway Parade|Clarence Street';
const GERMAN =
  'Hauptstraße|Bahnhofstraße|Gartenstraße|Schillerstraße|Goethestraße|Lindenstraße|Bergstraße|Schulstraße|Kirchstraße|Rosenweg|Mozartstraße|Wiesenweg';

const AU = country('AU', ['AUS', 'Australia', 'AUD', '+6125550####', 'Oceania', COMMONWEALTH], { houses: 280 });
const CA = country('CA', ['CAN', 'Canada', 'CAD', '+141655501##', 'North America', COMMONWEALTH], { houses: 900 });
const GB = country('GB', ['GBR', 'United Kingdom', 'GBP', '+442079460###', 'Europe', STREETS]);
const IE = country('IE', ['IRL', 'Ireland', 'EUR', '+35320910####', 'Europe', STREETS]);
const NZ = country('NZ', ['NZL', 'New Zealand', 'NZD', '+6499999###', 'Oceania', COMMONWEALTH], { houses: 280 });
const US = country('US', ['USA', 'United States', 'USD', '+120255501##', 'North America', AMERICAN], { houses: 4800 });
const AFTER = { number: 'after' } as const;
const AT = country('AT', ['AUT', 'Austria', 'EUR', '+431000####', 'Europe', GERMAN], AFTER);
const DE = country('DE', ['DEU', 'Germany', 'EUR', '+493023125###', 'Europe', GERMAN], AFTER);
const ES = country(
  'ES',
  [
    'ESP',
    'Spain',
    'EUR',
    '+34910000###',
    'Europe',
    'Calle Mayor|Calle Real|Calle de la Paz|Calle Nueva|Calle del Sol|Avenida de la Constitución|Plaza de España|Calle San Juan',
  ],
  AFTER,
);
const FR = country('FR', [
  'FRA',
  'France',
  'EUR',
  '+3319900####',
  'Europe',
  'Rue de la République|Rue Victor Hugo|Avenue Jean Jaurès|Rue Pasteur|Rue des Lilas|Rue de la Paix|Rue du Moulin|Place de la Mairie|Rue Voltaire|Rue des Écoles',
]);
const IT = country(
  'IT',
  [
    'ITA',
    'Italy',
    'EUR',
    '+3906000####',
    'Europe',
    'Via Roma|Via Garibaldi|Via Mazzini|Corso Italia|Via Dante|Via Verdi|Via Cavour|Via Marconi|Piazza della Repubblica',
  ],
  AFTER,
);
const NL = country(
  'NL',
  [
    'NLD',
    'Netherlands',
    'EUR',
    '+3120000####',
    'Europe',
    'Kerkstraat|Dorpsstraat|Schoolstraat|Molenweg|Julianalaan|Wilhelminastraat|Stationsstraat|Beatrixlaan|Nieuwstraat',
  ],
  AFTER,
);

interface City {
  readonly country: Country;
  readonly name: string;
  readonly region: string;
  readonly regionCode: string;
  readonly postalCodes: readonly string[];
  readonly timeZone: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly airport: string;
}

type CityTexts = readonly [
  name: string,
  region: string,
  regionCode: string,
  postalCodes: string,
  timeZone: string,
  airport: string,
];

const city = (
  home: Country,
  [name, region, regionCode, postal, timeZone, airport]: CityTexts,
  [latitude, longitude]: readonly [number, number],
): City => {
  const postalCodes = postal.split('|');
  return { country: home, name, region, regionCode, postalCodes, timeZone, airport, latitude, longitude };
};

/** Cities of English-speaking countries. Documents that name no country get these. */
const CITIES: readonly City[] = [
  city(GB, ['Leeds', 'England', 'ENG', 'LS1 4DY|LS2 9JT|LS1 3AA|LS3 1AA', 'Europe/London', 'LBA'], [53.7997, -1.5492]),
  city(US, ['Austin', 'Texas', 'TX', '78701|78702|78704|78745', 'America/Chicago', 'AUS'], [30.2672, -97.7431]),
  city(CA, ['Toronto', 'Ontario', 'ON', 'M5V 3L9|M5H 2N2|M5S 1A1', 'America/Toronto', 'YYZ'], [43.6532, -79.3832]),
  city(IE, ['Cork', 'Munster', 'M', 'T12 K8AF|T12 T997', 'Europe/Dublin', 'ORK'], [51.8985, -8.4756]),
  city(GB, ['Bristol', 'England', 'ENG', 'BS1 5TR|BS8 1TH|BS1 6QF', 'Europe/London', 'BRS'], [51.4545, -2.5879]),
  city(US, ['Portland', 'Oregon', 'OR', '97201|97205|97209|97214', 'America/Los_Angeles', 'PDX'], [45.5152, -122.6784]),
  city(AU, ['Melbourne', 'Victoria', 'VIC', '3000|3004', 'Australia/Melbourne', 'MEL'], [-37.8136, 144.9631]),
  city(
    GB,
    ['Edinburgh', 'Scotland', 'SCT', 'EH1 1YJ|EH1 2NG|EH8 9YL|EH3 5LR', 'Europe/London', 'EDI'],
    [55.9533, -3.1883],
  ),
  city(
    US,
    ['Boston', 'Massachusetts', 'MA', '02108|02116|02118|02127', 'America/New_York', 'BOS'],
    [42.3601, -71.0589],
  ),
  city(NZ, ['Wellington', 'Wellington', 'WGN', '6011|6012|6021', 'Pacific/Auckland', 'WLG'], [-41.2866, 174.7756]),
  city(
    CA,
    ['Vancouver', 'British Columbia', 'BC', 'V5Y 1V4|V6Z 2H7|V6B 6B1', 'America/Vancouver', 'YVR'],
    [49.2827, -123.1207],
  ),
  city(
    GB,
    ['Cardiff', 'Wales', 'WLS', 'CF10 3AT|CF10 3ND|CF10 4UW|CF10 3RB', 'Europe/London', 'CWL'],
    [51.4816, -3.1791],
  ),
  city(US, ['Denver', 'Colorado', 'CO', '80202|80203|80206|80211', 'America/Denver', 'DEN'], [39.7392, -104.9903]),
  city(IE, ['Galway', 'Connacht', 'C', 'H91 TK33|H91 X4K8', 'Europe/Dublin', 'GWY'], [53.2707, -9.0568]),
  city(AU, ['Brisbane', 'Queensland', 'QLD', '4000', 'Australia/Brisbane', 'BNE'], [-27.4698, 153.0251]),
  city(
    US,
    ['Seattle', 'Washington', 'WA', '98101|98103|98109|98122', 'America/Los_Angeles', 'SEA'],
    [47.6062, -122.3321],
  ),
  city(GB, ['Norwich', 'England', 'ENG', 'NR2 1NH|NR4 7TJ|NR1 3JU|NR1 1EF', 'Europe/London', 'NWI'], [52.6309, 1.2974]),
  city(CA, ['Halifax', 'Nova Scotia', 'NS', 'B3J 3A5|B3H 4R2', 'America/Halifax', 'YHZ'], [44.6488, -63.5752]),
  city(US, ['Chicago', 'Illinois', 'IL', '60601|60611|60614|60647', 'America/Chicago', 'ORD'], [41.8781, -87.6298]),
  city(AU, ['Perth', 'Western Australia', 'WA', '6000', 'Australia/Perth', 'PER'], [-31.9523, 115.8613]),
  city(GB, ['Sheffield', 'England', 'ENG', 'S1 2HH|S10 2TN|S1 2BP', 'Europe/London', 'DSA'], [53.3811, -1.4701]),
  city(NZ, ['Auckland', 'Auckland', 'AUK', '1010|1011|1021', 'Pacific/Auckland', 'AKL'], [-36.8509, 174.7645]),
  city(GB, ['Manchester', 'England', 'ENG', 'M2 5DB|M13 9PL|M4 3AQ', 'Europe/London', 'MAN'], [53.4808, -2.2426]),
  city(IE, ['Dublin', 'Leinster', 'L', 'D02 PN40|D04 V1W8', 'Europe/Dublin', 'DUB'], [53.3498, -6.2603]),
];

/** Cities for documents whose examples are of these countries, or in euros. */
const OTHER_CITIES: readonly City[] = [
  city(DE, ['Berlin', 'Berlin', 'BE', '10115|10405|10999|12047', 'Europe/Berlin', 'BER'], [52.52, 13.405]),
  city(DE, ['Hamburg', 'Hamburg', 'HH', '20095|20357|22765', 'Europe/Berlin', 'HAM'], [53.5511, 9.9937]),
  city(DE, ['München', 'Bayern', 'BY', '80331|80469|80799', 'Europe/Berlin', 'MUC'], [48.1351, 11.582]),
  city(DE, ['Köln', 'Nordrhein-Westfalen', 'NW', '50667|50674|50823', 'Europe/Berlin', 'CGN'], [50.9375, 6.9603]),
  city(FR, ['Paris', 'Île-de-France', 'IDF', '75003|75011|75018', 'Europe/Paris', 'CDG'], [48.8566, 2.3522]),
  city(FR, ['Lyon', 'Auvergne-Rhône-Alpes', 'ARA', '69001|69002|69007', 'Europe/Paris', 'LYS'], [45.764, 4.8357]),
  city(FR, ['Nantes', 'Pays de la Loire', 'PDL', '44000', 'Europe/Paris', 'NTE'], [47.2184, -1.5536]),
  city(NL, ['Utrecht', 'Utrecht', 'UT', '3584 CS|3512 JC', 'Europe/Amsterdam', 'AMS'], [52.0907, 5.1214]),
  city(NL, ['Rotterdam', 'Zuid-Holland', 'ZH', '3011 AD|3062 PA', 'Europe/Amsterdam', 'RTM'], [51.9244, 4.4777]),
  city(AT, ['Wien', 'Wien', '9', '1010|1030|1070|1090', 'Europe/Vienna', 'VIE'], [48.2082, 16.3738]),
  city(AT, ['Graz', 'Steiermark', '6', '8010|8020', 'Europe/Vienna', 'GRZ'], [47.0707, 15.4395]),
  city(ES, ['Madrid', 'Madrid', 'MD', '28001|28004|28013', 'Europe/Madrid', 'MAD'], [40.4168, -3.7038]),
  city(ES, ['Valencia', 'Comunitat Valenciana', 'VC', '46001|46002', 'Europe/Madrid', 'VLC'], [39.4699, -0.3763]),
  city(IT, ['Bologna', 'Emilia-Romagna', 'ER', '40121|40126', 'Europe/Rome', 'BLQ'], [44.4949, 11.3426]),
  city(IT, ['Milano', 'Lombardia', 'LO', '20121|20122|20145', 'Europe/Rome', 'LIN'], [45.4642, 9.19]),
];
const ALL_CITIES = [...CITIES, ...OTHER_CITIES];

export interface PostalAddress {
  readonly city: City;
  readonly street: string;
  readonly houseNumber: string;
  /** The street with the number, as people of the country write it; sometimes with a flat. */
  readonly line: string;
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
  const at = ofOwner(owner, citiesFor(owner, label), label);
  const digit = (index: number) => Math.floor(sharedAt(owner, `${label} ${index}`) * 10);
  const street = nth(owner, at.country.streets, { n: owner.number, label: `${label} street` });
  // Low numbers are more frequent, because every street has them.
  const houseNumber = String(1 + Math.floor(sharedAt(owner, `${label} house`) ** 1.7 * at.country.houses));
  const flat = sharedAt(owner, `${label} flat`);
  return {
    city: at,
    houseNumber,
    street,
    line:
      owner.number > 0 && flat < 0.14
        ? withFlat(at.country, street, { houseNumber, flat: 1 + Math.floor(flat * 100) })
        : lineOf(at.country, street, houseNumber),
    postalCode: at.postalCodes[Math.floor(sharedAt(owner, `${label} postal`) * at.postalCodes.length)] as string,
    phone: at.country.phone.replace(/#/g, (_, index: number) => String(digit(index + 20))),
    // Within some kilometres of the centre.
    latitude: rounded(at.latitude + (sharedAt(owner, `${label} latitude`) - 0.5) / 10),
    longitude: rounded(at.longitude + (sharedAt(owner, `${label} longitude`) - 0.5) / 10),
  };
}

/** The share of the places in the country of the examples. */
const AT_HOME = 0.75;

/** Cities of the country of the examples, for most items. The others are where people pay with the same currency. */
function citiesFor({ list, ...owner }: Owner, label: string): readonly City[] {
  const [named, paid] = [list?.countries ?? [], list?.currencies ?? []];
  if (named.length === 0 && paid.length === 0) return CITIES;
  const home = ALL_CITIES.filter(({ country: { code, code3, name } }) =>
    [code, code3, name].some((one) => isAmong(one, named)),
  );
  const currencies = paid.length > 0 ? paid : home.map(({ country: { currency } }) => currency);
  const near = ALL_CITIES.filter(({ country: { currency } }) => isAmong(currency, currencies));
  if (home.length === 0) return near.length > 0 ? near : CITIES;
  return near.length === 0 || sharedAt(owner, `${label} home`) < AT_HOME ? home : near;
}

function isAmong(text: string, values: readonly string[]): boolean {
  return values.some((value) => value.toLowerCase() === text.toLowerCase());
}

function lineOf({ number }: Country, street: string, houseNumber: string): string {
  return number === 'before' ? `${houseNumber} ${street}` : `${street} ${houseNumber}`;
}

function withFlat(
  home: Country,
  street: string,
  { houseNumber, flat }: { readonly houseNumber: string; readonly flat: number },
): string {
  const line = lineOf(home, street, houseNumber);
  if (home === US || home === CA) return `${line}, Apt ${flat}`;
  if (home === AU || home === NZ) return `${flat}/${line}`;
  return home === GB || home === IE ? `Flat ${flat}, ${line}` : line;
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}
