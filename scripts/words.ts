// Prints src/contract/sample/words.ts: the names and titles of @faker-js/faker that generated values use. Printed, so that the server
// loads some twenty kilobytes instead of the library, and so that the library is no dependency of its users.
import { en, en_AU as enAu, en_GB as enGb } from '@faker-js/faker';

/** English names that look made up in a list of people. */
const RARE_NAMES =
  /^(?:Bahringer|Bartell|Bartoletti|Bauch|Baumbach|Beahan|Beier|Berge|Bode|Bogan|Borer|Bosco|Botsford|Bruen|Cassin|Champlin|Corkery|Cormier|Corwin|Crooks|D'Amore|Dare|Ebert|Emard|Emmerich|Erdman|Ernser|Fadel|Feeney|Feil|Flatley|Garden|Goldner|Greenfelder|Greenholt|Gutmann|Hammes|Hand|Hane|Harber|Hermiston|Hessel|Hettinger|Hickle|Hills|Huel|Jacobi|Jerde|Kemmer|Kiehn|Kirlin|Koelpin|Koss|Kovacek|Kreiger|Kris|Kuhlman|Kulas|Kunde|Kutch|Lakin|Langworth|Leannon|Leffler|Lockman|Mann|Marvin|Mc[a-z]+|Morissette|Nader|Nicolas|O'Conner|Parisian|Rohan|Rolfson|Russel|Sauer|Smitham|Swift|Tillman|Towne|Tromp|Turcotte|Wilderman|Windler|Beau|Jett|Phoenix|Nate|Zac|Charli|Maddison|Mikayla|Tahlia)$/;

/** Streets that would read as a joke. */
const ODD_STREETS = /^(?:Blind|Cemetery|Cow|Dark|Pinfold|Watery|Old Military|The )/;

/** Works whose titles are long, offensive, or no title at all. */
const ODD_TITLES =
  /[:,?.]|Bible|Lolita|Mutzenbacher|Tropic|Stories of|Collected|Complete Works|Mountain|^(?:It|Dora|Money|Hitting the line)$/;

const plain = (text: string) => /^[A-Za-z][A-Za-z' &-]*$/.test(text);
const common = (name: string) => plain(name) && !RARE_NAMES.test(name);

/** Each list by its name in the printed module. */
function lists(): Readonly<Record<string, readonly string[]>> {
  const streets = (enGb.location?.street_name ?? []).filter(
    (street) => street.includes(' ') && !ODD_STREETS.test(street),
  );
  const places = streets.flatMap((street) => /^([A-Z][a-z]{4,}) (?:Road|Street|Lane|Avenue)$/.exec(street)?.[1] ?? []);
  const generic =
    /^(?:Avenue|Beach|Boundary|Broad|Central|Church|Commercial|Common|Cross|Ferry|Field|First|Front|Green|Market|Middle|North|South|West|Western|School|Second|Third|Fourth|Union|Water|Charles|Edward|George|Henry|Howard|James|Princes|Smith|William|Railway|Rectory|Vicarage|Douglas|Gordon|Russell|Stanley|Cromwell|Roman)$/;
  return {
    FEMALE_NAMES: (enAu.person?.first_name?.female ?? []).filter(common),
    MALE_NAMES: (enAu.person?.first_name?.male ?? []).filter(common),
    LAST_NAMES: (enAu.person?.last_name?.generic ?? []).filter(common),
    STREETS: streets,
    PLACE_NAMES: [...new Set(places)].filter((name) => !generic.test(name)),
    BOOKS: (en.book?.title ?? []).filter((title) => plain(title) && !ODD_TITLES.test(title)),
    SONGS: (en.music?.song_name ?? [])
      .filter((song) => plain(song) && song.length < 24)
      .filter((_, index) => index % 5 === 0),
    GENRES: ['Blues', 'Classical', 'Country', 'Disco', 'Folk', 'Funk', 'Jazz', 'Pop', 'Reggae', 'Rock', 'Soul'].filter(
      (genre) => en.music?.genre?.includes(genre),
    ),
    DISHES: (en.food?.dish ?? [])
      .filter((dish) => plain(dish) && !/stinky/.test(dish))
      .map((dish) => dish.charAt(0).toUpperCase() + dish.slice(1)),
    PET_NAMES: en.animal?.pet_name ?? [],
    DOGS: (en.animal?.dog ?? []).filter(
      (dog) => plain(dog) && /(?:Terrier|Retriever|Spaniel|Collie|Poodle|Beagle|Boxer)$/.test(dog),
    ),
    CATS: (en.animal?.cat ?? []).filter((cat) => / |Bengal|Burmese|Manx|Persian|Ragdoll|Siamese/.test(cat)),
    COLOURS: (en.color?.human ?? []).filter((colour) => !/azure|fuchsia|gold|silver|orchid|plum|sky/.test(colour)),
  };
}

export function wordsModule(): string {
  const printed = Object.entries(lists()).map(
    ([name, words]) => `export const ${name} = ${JSON.stringify(words.join('|'))}.split('|');`,
  );
  return [
    '// Printed by `npm run generate` from @faker-js/faker (MIT), whose licence is in THIRD-PARTY-NOTICES.txt: names and titles for samples.',
    ...printed,
    '',
  ].join('\n');
}
