// Numbers that a person expects for the name of a property.
import { addressOf } from './geography.ts';
import { byName, integerAt, type Location, ofOwner, pick, sharedAt, weighted } from './location.ts';
import { ageOf, momentOf } from './moments.ts';
import { cardOf, expiryOf } from './payments.ts';
import { priceNear, productOf, stockShare } from './products.ts';
import { isGoods, isPerson } from './titles.ts';

type NumberOf = (location: Location, integer: boolean) => number;

const between =
  (least: number, most: number): NumberOf =>
  (location) =>
    integerAt(location, least, most);
/** A whole number, or one with some decimals if the schema allows them. */
const measured =
  (least: number, most: number, decimals: number): NumberOf =>
  (location, integer) => {
    const scale = integer ? 1 : 10 ** decimals;
    return integerAt(location, Math.ceil(least * scale), Math.floor(most * scale)) / scale;
  };

/** Numbers by the words of a property. The first expressions are the most specific. */
const NUMBERS: readonly (readonly [name: RegExp, number: NumberOf])[] = [
  [/\blat(?:itude)?$/, ({ owner, name }, integer) => whole(addressOf(owner, name).latitude, integer)],
  [/\b(?:lon|lng|long|longitude)$/, ({ owner, name }, integer) => whole(addressOf(owner, name).longitude, integer)],
  [/\bexp(?:iry|iration)? ?month\b/, ({ owner }) => expiryOf(owner).month],
  [/\bexp(?:iry|iration)? ?year\b/, ({ owner }) => expiryOf(owner).year],
  [/\blast ?4\b/, ({ owner }) => Number(cardOf(owner).number.slice(-4))],
  [/\b(?:cvc|cvv)\b/, ({ owner }) => Number(cardOf(owner).code)],
  [/\bsalary min\b|\bmin(?:imum)? salary\b/, (location) => integerAt(location, 32, 48) * 1000],
  [/\bsalary max\b|\bmax(?:imum)? salary\b/, (location) => integerAt(location, 52, 78) * 1000],
  [/\bmin(?:imum)?\b(?! price)/, (location) => integerAt(location, 1, 10)],
  [/\bmax(?:imum)?\b(?! price)/, (location) => integerAt(location, 20, 100)],
  [/\b(?:status|response|http) ?code\b|\b(?:response|http) status\b/, () => 200],
  [/^status$/, () => 1],
  [/\b(?:time ?out|ttl|expires in|max age|lifetime|expiry seconds)\b/, () => 3600],
  [
    /\b(?:duration|elapsed|runtime|uptime|length) (?:in )?(?:ms|milliseconds|millis)\b|\bdurations? ms\b/,
    between(1, 900),
  ],
  [
    /\b(?:duration|runtime|length) (?:in )?(?:minutes|mins?)\b|\bminutes\b/,
    (location) => integerAt(location, 1, 12) * 15,
  ],
  [/\b(?:ms|millis|milliseconds)$/, (location) => momentOf(location)],
  [
    /\b(?:count|quantity|qty|num|number of|total count|total items|copies|pieces)\b|^(?:total )?(?:items|comments|likes|views|followers|following|members|users|stars|forks|downloads|visits|orders|replies|shares|votes)$/,
    countOf,
  ],
  [/\b(?:tax|vat) ?rate\b/, (location, integer) => (integer ? 20 : pick(location, [0.07, 0.19, 0.2]))],
  [
    /\b(?:price|cost|fee|fare|rent|amount|total|subtotal|balance|salary|budget|revenue|payment|tax|discount|deposit|refund|charge|shipping|tip|worth|credit|debit)\b/,
    money,
  ],
  [
    /\b(?:at|timestamp|created|updated|modified|expires|expiry|expiration|since|epoch|published|date|date ?time)$|\b(?:start|end|begin|finish|login|event|update|creation|expiry|server|device|last|arrival|departure) time$|^(?:start|end|ts|time)$/,
    (location) => momentOf(location) / 1000,
  ],
  [/\btime(?: (?:in )?minutes)?$/, (location) => integerAt(location, 1, 12) * 5],
  [/\bbirth year\b/, (location) => new Date(momentOf({ ...location, name: 'birth' })).getUTCFullYear()],
  [/\byear\b/, between(1998, 2025)],
  [/\bmonth\b/, between(1, 12)],
  [/\b(?:day of week|weekday)\b/, between(1, 5)],
  [/\b(?:day)\b/, between(1, 28)],
  [/\bhours?\b/, between(1, 12)],
  [/\bquarter\b/, between(1, 4)],
  [/\bage$/, ({ owner }) => (isPerson(owner) ? ageOf(owner) : 1 + Math.floor(sharedAt(owner, 'age') * 12))],
  [/\b(?:stock|inventory|available|on hand)\b/, stockOf],
  [
    /\b(?:rating|stars|average)\b/,
    (location, integer) => (integer ? integerAt(location, 3, 5) : integerAt(location, 31, 50) / 10),
  ],
  [/\b(?:probability|confidence|ratio)\b/, (location, integer) => (integer ? 1 : integerAt(location, 50, 99) / 100)],
  [/\b(?:percent|percentage|progress|humidity|battery|completion|utili[sz]ation|score)\b/, measured(5, 100, 0)],
  [/\brate\b/, (location, integer) => (integer ? integerAt(location, 1, 20) : integerAt(location, 10, 250) / 100)],
  [/\btemperature|temp\b/, measured(12, 26, 1)],
  [/\bport\b/, (location) => pick(location, [80, 443, 3000, 5432, 8080])],
  [/\b(?:file size|size|bytes|content length)\b/, between(2_048, 4_000_000)],
  [
    /\b(?:width)\b/,
    (location, integer) => (integer ? pick(location, [320, 640, 800, 1024, 1200]) : integerAt(location, 50, 900) / 10),
  ],
  [
    /\b(?:height)\b/,
    (location, integer) =>
      isPerson(location.owner)
        ? integerAt(location, 152, 196)
        : integer
          ? pick(location, [240, 480, 600, 768, 900])
          : integerAt(location, 20, 900) / 10,
  ],
  [
    /\b(?:weight)\b/,
    (location, integer) =>
      isPerson(location.owner) ? integerAt(location, 52, 98) : measured(0.2, 25, 1)(location, integer),
  ],
  [/\b(?:distance|length|depth|area)\b/, measured(1, 120, 1)],
  [/\b(?:duration|seconds)\b/, (location) => integerAt(location, 2, 40) * 15],
  [/\b(?:capacity|seats)\b/, (location) => pick(location, [4, 8, 12, 20, 40, 60])],
  [/\b(?:rooms|bedrooms|beds|bathrooms|guests|adults|floors?|level|nights)\b/, between(1, 4)],
  [/\bservings\b/, between(2, 6)],
  [/\bcalories\b|\bkcal\b/, (location) => integerAt(location, 25, 90) * 10],
  [/\b(?:mileage|odometer)\b/, (location) => integerAt(location, 4, 140) * 1000],
  [/\bpopulation\b/, (location) => integerAt(location, 20, 900) * 1000],
  [/\b(?:per page|page size|limit)\b/, () => 20],
  [/\b(?:total pages|last page)\b/, () => 1],
  [/\boffset\b/, () => 0],
  [/^(?:page|version|revision|attempt|attempts|retries)$|\bpage number\b/, () => 1],
  [/\b(?:position|order|rank|index|sequence|sort)\b/, ({ owner }) => owner.number + 1],
  [/\b(?:priority|severity)\b/, between(1, 3)],
  [/\bids?$/, idOf],
  [
    /\b(?:number|no)$/,
    (location) => (location.owner.path.length === 0 ? 1001 + location.owner.number : integerAt(location, 1, 20)),
  ],
];

const numberFor = byName((name) => NUMBERS.find(([expression]) => expression.test(name))?.[1]);

/** The number for a property; undefined if its name suggests none. */
export function likelyNumber(location: Location, integer: boolean): number | undefined {
  return numberFor(location.name)?.(location, integer);
}

function whole(value: number, integer: boolean): number {
  return integer ? Math.round(value) : value;
}

function countOf({ owner, name, ...at }: Location): number {
  const location = { owner, name, ...at };
  if (/\b(?:stock|available|inventory|on hand)\b/.test(name)) return stockOf(location);
  if (!/\b(?:quantity|qty)\b/.test(name)) return integerAt(location, 0, 48);
  // A product itself has a quantity in stock, a line of an order one that people buy.
  if (owner.path.length === 0 && owner.names.has('price') && isGoods(owner) && !owner.names.has('product id'))
    return stockOf(location);
  return 1 + weighted(QUANTITIES, sharedAt(owner, `quantity ${at.place.join(' ')}`));
}

/** How many of 100 lines of orders are for so many pieces, from 1 on. */
const QUANTITIES = [72, 17, 5, 3, 2, 1];
/** The share of products that are out of stock. */
const SOLD_OUT = 0.05;

/** The number of pieces in stock: more of what is cheap. */
function stockOf({ owner, place: [, at = ''], ...location }: Location): number {
  if (sharedAt(owner, 'sold out') < SOLD_OUT) return 0;
  const shown = (owner.list?.valuesAt(at) ?? []).filter((value) => typeof value === 'number' && value > 0) as number[];
  const [least, most] = shown.length > 2 ? [Math.min(...shown), Math.max(...shown) * 1.1] : [2, 140];
  const share = isGoods(owner) ? stockShare(owner) : sharedAt(owner, `stock ${location.name}`);
  return Math.max(1, Math.round(least * (most / least) ** share));
}

/** A price as shops let prices end. The price of a product belongs to its name. */
function money(location: Location, integer: boolean): number {
  const { owner, name } = location;
  const isProduct = isGoods(owner) && /\b(?:price|cost|amount)\b/.test(name);
  const price = isProduct && !/\b(?:total|discount|tax|fee|shipping)\b/.test(name) ? productOf(owner).price : undefined;
  if (price !== undefined && /\b(?:sale|discounted|reduced|special)\b/.test(name))
    return Number((price * 0.8).toFixed(integer ? 0 : 2));
  if (price !== undefined) return integer ? Math.max(1, Math.round(price)) : price;
  if (/\b(?:salary|revenue|budget)\b/.test(name)) return integerAt(location, 32, 96) * 1000;
  if (/\b(?:ticket|entry|admission|parking)\b/.test(name)) return integerAt(location, 8, 60);
  const small = /\b(?:tax|discount|fee|shipping|tip|charge)\b/.test(name);
  const amount = small ? integerAt(location, 1, 12) : integerAt(location, 12, 240);
  if (integer) return amount * (small ? 1 : 10);
  return small ? amount + pick(location, [0, 0.5, 0.9, 0.95], 'cents') : priceNear(owner, amount);
}

/** Items have the numbers from 1 on. References to others name one of the first three. */
function idOf(location: Location): number {
  const { owner, name } = location;
  if (name === 'id' && owner.path.length === 0) return owner.number + 1;
  return name === 'id'
    ? 1 + Math.floor(sharedAt(owner, `id ${owner.path.join(' ')}`) * 50)
    : ofOwner(owner, [1, 2, 3], name);
}
