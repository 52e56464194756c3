// Products with what belongs to them: a name, a sentence, a usual price and a department.
import { nth, type Owner, ofOwner, sharedAt } from './location.ts';
import { BOOKS, DISHES, SONGS } from './words.ts';

interface Department {
  readonly name: string;
  /** Categories of documents that mean this department. */
  readonly matches: RegExp;
  /** What it sells, with the usual price. */
  readonly goods: readonly (readonly [name: string, price: number, sentence: string])[];
}

const goods = (...lines: readonly (readonly [string, number, string])[]) => lines;

const DEPARTMENTS: readonly Department[] = [
  {
    name: 'Kitchen',
    matches: /kitchen|cook|dining|household|house|home|tableware/,
    goods: goods(
      ['Bread knife', 24.9, 'Serrated blade, 20 cm.'],
      ['Cast iron pan', 39.9, 'For every hob and for the oven.'],
      ['Chopping board', 19.5, 'Oiled beech, with a groove for juice.'],
      ['Coffee grinder', 34.9, 'Ceramic burrs, 18 settings.'],
      ['Espresso cups, set of 4', 28, 'Stoneware, dishwasher safe.'],
      ['Glass storage jar', 8.95, 'Holds 1 litre. Airtight lid.'],
      ['Linen apron', 32, 'Two pockets, adjustable strap.'],
      ['Measuring jug', 11.5, 'Heat-resistant glass.'],
      ['Mixing bowl', 16.9, 'Stainless steel with a non-slip base.'],
      ['Salt and pepper mills', 49.9, 'A pair in dark walnut.'],
      ['Soup ladle', 9.95, 'Stainless steel, 30 cm.'],
      ['Tea towel', 7.5, 'Washed cotton, very absorbent.'],
      ['Cake stand', 33.5, 'White porcelain, 28 cm.'],
      ['Cheese grater', 14.9, 'Four sides, non-slip foot.'],
      ['Oven gloves', 16.5, 'A pair, quilted cotton.'],
      ['Espresso machine', 229, 'For beans and pods, 15 bar.'],
      ['Stand mixer', 179, 'Steel bowl, 4.8 litres.'],
      ['Pasta bowl', 12.9, 'Glazed stoneware, 22 cm.'],
    ),
  },
  {
    name: 'Garden',
    matches: /garden|outdoor|plant|lawn|patio/,
    goods: goods(
      ['Bird feeder', 17.9, 'For seeds and fat balls. Easy to clean.'],
      ['Garden fork', 36, 'Forged tines, ash handle.'],
      ['Garden hose, 20 m', 29.9, 'Does not kink. With all connectors.'],
      ['Hand trowel', 12.5, 'Sharp edge, fits small hands.'],
      ['Herb planter', 22, 'Three pots in a wooden tray.'],
      ['Kneeling pad', 9.9, 'Thick foam, wipes clean.'],
      ['Lavender plant', 5.95, 'In a 12 cm pot. Flowers from June.'],
      ['Picnic blanket', 34.5, 'Wool on top, waterproof below.'],
      ['Pruning shears', 27.9, 'Cut branches up to 20 mm.'],
      ['Seed tray', 6.5, 'Forty cells with a clear cover.'],
      ['Solar lantern', 18.9, 'Lights up at dusk for eight hours.'],
      ['Terracotta pot', 13.5, 'Frost resistant, 25 cm.'],
      ['Bee hotel', 21.9, 'Untreated larch and reed.'],
      ['Compost bin, 300 l', 64.9, 'With a flap at the bottom.'],
      ['Garden bench', 139, 'Acacia, seats two.'],
      ['Parasol, 3 m', 119, 'Tilts. With a cover for the winter.'],
      ['Rose bush', 16.9, 'Climbs to 3 m. Red flowers.'],
    ),
  },
  {
    name: 'Office',
    matches: /office|station[ae]ry|desk|school|paper/,
    goods: goods(
      ['A4 paper, 500 sheets', 6.9, 'Recycled, 80 g.'],
      ['Ballpoint pens, pack of 10', 5.5, 'Blue ink, medium tip.'],
      ['Cable organiser', 9.9, 'Keeps five cables in place.'],
      ['Desk calendar', 12, 'A page for each month.'],
      ['Document tray', 14.9, 'Stackable, for A4.'],
      ['Fineliner set', 11.5, 'Six colours, 0.4 mm.'],
      ['Footrest', 32.9, 'Two heights, tilts.'],
      ['Hole punch', 13.9, 'Up to 30 sheets.'],
      ['Laptop stand', 42, 'Aluminium. Folds flat.'],
      ['Sticky notes', 3.95, 'Four pads of 100 notes.'],
      ['Weekly planner', 16.5, 'Undated, 54 weeks.'],
      ['Whiteboard, 60 x 40 cm', 27.9, 'Magnetic, with two pens.'],
      ['Desk mat', 24.5, 'Felt and cork, 80 x 30 cm.'],
      ['Letter opener', 8.9, 'Brushed steel.'],
      ['Paper clips', 2.95, 'Box of 200.'],
      ['Office chair', 189, 'Adjustable arms, mesh back.'],
      ['Standing desk, 140 cm', 349, 'Electric, with four memory keys.'],
      ['Pencil holder', 11.9, 'Oak, three compartments.'],
    ),
  },
  {
    name: 'Toys',
    matches: /toy|game|kid|child|bab(?:y|ies)|puzzle/,
    goods: goods(
      ['Balance bike', 69.9, 'For children from two years.'],
      ['Building blocks, 100 pieces', 29.9, 'Solid maple in a cotton bag.'],
      ['Card game: Harbour', 12.9, 'Two to five players, 30 minutes.'],
      ['Doll house', 84, 'Four rooms, with furniture.'],
      ['Jigsaw puzzle, 500 pieces', 14.9, 'A map of the night sky.'],
      ['Kite', 19.9, 'Flies in a light breeze.'],
      ['Marble run', 39.5, 'Fifty parts and ten marbles.'],
      ['Plush rabbit', 17.5, 'Machine washable, 25 cm.'],
      ['Rocking horse', 95, 'Holds up to 40 kg.'],
      ['Skipping rope', 7.9, 'Wooden handles, 2.2 m.'],
      ['Train set', 49.9, 'Battery engine, three carriages.'],
      ['Watercolour set', 13.5, 'Twelve colours and a brush.'],
    ),
  },
  {
    name: 'Electronics',
    matches: /electronic|computer|tech|phone|gadget|audio|hardware|device|camera/,
    goods: goods(
      ['27-inch monitor', 249, 'QHD panel, adjustable height.'],
      ['Bluetooth speaker', 59.9, 'Twelve hours on one charge.'],
      ['Fitness watch', 129, 'Heart rate and GPS.'],
      ['Headphones', 89.9, 'Over-ear, with noise cancelling.'],
      ['Mechanical keyboard', 94.5, 'Hot-swappable switches.'],
      ['Portable SSD, 1 TB', 99, 'Reads 1,000 MB per second.'],
      ['Power bank', 34.9, '10,000 mAh, two ports.'],
      ['Smart plug', 16.9, 'Measures power, has a timer.'],
      ['USB-C cable, 2 m', 12.5, 'Charges with up to 100 W.'],
      ['USB-C hub', 44.9, 'HDMI, Ethernet, three USB ports.'],
      ['Webcam', 64, 'Full HD, with a privacy cover.'],
      ['Wireless mouse', 29.9, 'Quiet buttons, two-year battery.'],
    ),
  },
  {
    name: 'Clothing',
    matches: /cloth|fashion|apparel|shoe|wear|accessor|jewel/,
    goods: goods(
      ['Canvas tote bag', 15.9, 'Heavy cotton with an inner pocket.'],
      ['Cotton T-shirt', 19.9, 'Organic cotton, straight fit.'],
      ['Denim jacket', 79, 'Washed denim, four pockets.'],
      ['Knitted scarf', 29.5, 'Soft lambswool.'],
      ['Leather belt', 34.9, 'Vegetable-tanned, brass buckle.'],
      ['Merino socks', 14.5, 'A pair, reinforced heel.'],
      ['Rain jacket', 94.9, 'Waterproof, packs into its pocket.'],
      ['Running shoes', 109, 'Light, with extra cushioning.'],
      ['Straw hat', 24.9, 'Wide brim, adjustable.'],
      ['Sunglasses', 49, 'Polarised lenses.'],
      ['Wool jumper', 69.5, 'Crew neck, ribbed cuffs.'],
      ['Work trousers', 64.9, 'Strong twill, knee pockets.'],
    ),
  },
  {
    name: 'Drinks',
    matches: /drink|beverage|coffee|tea/,
    goods: goods(
      ['Americano', 3.2, 'Espresso with hot water.'],
      ['Cappuccino', 3.9, 'With milk or oat drink.'],
      ['Chai latte', 4.2, 'Spiced black tea with milk.'],
      ['Cold brew', 4.5, 'Steeped for 18 hours.'],
      ['Espresso', 2.6, 'A short, strong coffee.'],
      ['Flat white', 4, 'Two shots, little foam.'],
      ['Fresh orange juice', 4.8, 'Pressed to order.'],
      ['Green tea', 3.4, 'Sencha, in a pot.'],
      ['Hot chocolate', 4.1, 'Made with dark chocolate.'],
      ['Iced tea', 3.6, 'With lemon and mint.'],
      ['Lemonade', 3.5, 'Cloudy, with ice.'],
      ['Mineral water', 2.4, 'Still or sparkling.'],
    ),
  },
  {
    name: 'Desserts',
    matches: /dessert|cake|pastr|sweet/,
    goods: goods(
      ['Almond croissant', 3.8, 'Filled and baked twice.'],
      ['Apple crumble', 5.5, 'Warm, with custard.'],
      ['Baked cheesecake', 5.2, 'On a biscuit base.'],
      ['Brownie', 3.6, 'With walnuts.'],
      ['Carrot cake', 4.5, 'With cream cheese icing.'],
      ['Chocolate mousse', 5.8, 'Served with berries.'],
      ['Cinnamon roll', 3.4, 'Baked this morning.'],
      ['Lemon tart', 4.9, 'Sharp and creamy.'],
      ['Pecan pie', 5.1, 'A slice with ice cream.'],
      ['Scone', 3.2, 'With jam and cream.'],
    ),
  },
  {
    name: 'Groceries',
    matches: /food|grocer|snack|fruit|vegetable|bakery|dairy/,
    goods: goods(
      ['Almond butter', 7.9, 'Roasted almonds, nothing else.'],
      ['Apple juice, 1 l', 2.95, 'Pressed, cloudy.'],
      ['Blossom honey', 6.5, 'From one apiary, 500 g.'],
      ['Dark chocolate', 3.2, '72 percent cocoa.'],
      ['Earl Grey tea', 4.9, 'Twenty bags with bergamot.'],
      ['Espresso beans, 1 kg', 18.9, 'Dark roast with notes of nuts.'],
      ['Lemon biscuits', 3.6, 'Baked with butter.'],
      ['Oat drink', 2.2, 'Foams well, no added sugar.'],
      ['Olive oil, 750 ml', 13.9, 'Cold pressed, mild.'],
      ['Rye bread', 3.9, 'Sourdough, sliced.'],
      ['Strawberry jam', 4.2, '70 percent fruit.'],
      ['Tomato passata', 1.9, 'Sun-ripened tomatoes.'],
    ),
  },
  {
    name: 'Sports',
    matches: /sport|fitness|cycling|camp|hik|travel|bike/,
    goods: goods(
      ['Badminton set', 27.9, 'Two rackets, three shuttlecocks.'],
      ['Bike light set', 32.5, 'Charges by USB.'],
      ['Climbing rope, 60 m', 149, '9.5 mm, dry treated.'],
      ['Cycling gloves', 24.9, 'Padded palms.'],
      ['Foam roller', 22, 'Medium firmness, 45 cm.'],
      ['Head torch', 36.9, '400 lumens, waterproof.'],
      ['Kettlebell, 12 kg', 44, 'Cast iron, wide handle.'],
      ['Swimming goggles', 17.5, 'Anti-fog lenses.'],
      ['Trekking poles', 58, 'Folding, 240 g each.'],
      ['Two-Person tent', 189, 'Weighs 2.1 kg.'],
      ['Water bottle', 14.9, 'Keeps drinks cold for a day.'],
      ['Yoga mat', 39.5, 'Natural rubber, 5 mm.'],
    ),
  },
  {
    name: 'Furniture',
    matches: /furni|decor|light|lamp|living|bedroom|interior/,
    goods: goods(
      ['Bedside table', 79, 'Oak, with a drawer.'],
      ['Bookcase', 149, 'Five shelves, 180 cm high.'],
      ['Coat rack', 45.9, 'Steel, eight hooks.'],
      ['Dining chair', 89.9, 'Bent beech, stackable.'],
      ['Floor lamp', 119, 'Linen shade, foot switch.'],
      ['Folding table', 69.9, 'Seats four.'],
      ['Picture frame', 14.9, 'For A4, real glass.'],
      ['Round mirror', 59, 'Diameter 50 cm.'],
      ['Shoe bench', 74.5, 'Bamboo, two shelves.'],
      ['Wall shelf', 34.9, 'Walnut veneer, 80 cm.'],
      ['Wicker basket', 26.9, 'Hand-woven, with handles.'],
      ['Wool rug', 159, 'Hand-tufted, 120 x 180 cm.'],
    ),
  },
  {
    name: 'Beauty',
    matches: /beauty|health|cosmetic|care|pharma|wellness|bath/,
    goods: goods(
      ['Aloe gel', 8.9, 'Cools the skin after sun.'],
      ['Bath salts', 11.5, 'Lavender, 500 g.'],
      ['Beard oil', 14.9, 'Cedar and citrus.'],
      ['Body lotion', 12.9, 'For dry skin.'],
      ['Hair brush', 18, 'Wood with natural bristles.'],
      ['Hand cream', 6.9, 'Shea butter, no perfume.'],
      ['Lip balm', 3.9, 'Beeswax and almond oil.'],
      ['Nail kit', 16.5, 'Five tools in a case.'],
      ['Olive soap', 4.5, 'Hand-cut bar, 100 g.'],
      ['Shampoo bar', 9.9, 'Lasts about 60 washes.'],
      ['Sun cream, SPF 50', 15.9, 'Water resistant.'],
      ['Toothbrush, bamboo', 3.5, 'Soft bristles.'],
    ),
  },
  {
    name: 'Tools',
    matches: /tool|diy|industrial|automotive|repair|workshop|building/,
    goods: goods(
      ['Adjustable spanner', 18.9, 'Opens to 30 mm.'],
      ['Clamp set', 29.5, 'Four clamps, 15 cm.'],
      ['Cordless drill', 119, '18 V, two batteries.'],
      ['Hammer', 21.9, 'Fibreglass handle, 450 g.'],
      ['Level, 60 cm', 24.9, 'Three vials.'],
      ['Paint roller set', 13.9, 'With tray and two sleeves.'],
      ['Sandpaper, 20 sheets', 7.5, 'Grits from 80 to 240.'],
      ['Screwdriver set', 26.9, 'Eight pieces, magnetic tips.'],
      ['Step ladder', 64.9, 'Four steps, up to 150 kg.'],
      ['Tape measure, 5 m', 9.9, 'Locks at any length.'],
      ['Toolbox', 39.9, 'Metal, five trays.'],
      ['Work gloves', 8.5, 'Grip in wet and dry.'],
    ),
  },
];

/** Departments whose goods are works: their titles are the names. */
const WORKS: readonly {
  readonly name: string;
  readonly matches: RegExp;
  readonly titles: readonly string[];
  readonly price: number;
  readonly sentence: string;
}[] = [
  { name: 'Books', matches: /book|novel|literature|fiction/, titles: BOOKS, price: 11.9, sentence: 'Paperback.' },
  {
    name: 'Music',
    matches: /music|vinyl|record|album|song/,
    titles: SONGS,
    price: 18.9,
    sentence: 'Vinyl single, reissue.',
  },
  {
    name: 'Dishes',
    matches: /dish|meal|menu|pizza|starter|main|dessert|appetizer/,
    titles: DISHES,
    price: 12.5,
    sentence: 'Freshly made to order.',
  },
];

/** The departments of a shop that sells a bit of everything. */
const SHOP = DEPARTMENTS.filter(({ name }) => name !== 'Drinks' && name !== 'Desserts');

export interface Product {
  readonly name: string;
  readonly description: string;
  readonly price: number;
  readonly department: string;
}

/** The product that an object describes. Its category decides the department. */
export function productOf(owner: Owner): Product {
  const { value, rank } = owner.category ?? { value: '', rank: 0 };
  const category = value.toLowerCase();
  const work = category === '' ? undefined : WORKS.find(({ matches }) => matches.test(category));
  if (work) {
    const name = nth(owner, work.titles, { n: rank, label: `work ${work.name}` });
    return { name, description: work.sentence, price: priceNear(owner, work.price), department: work.name };
  }
  const known = category === '' ? undefined : DEPARTMENTS.find(({ matches }) => matches.test(category));
  const department = known ?? ofOwner(owner, SHOP, 'department');
  const n = known ? rank : Math.floor(owner.number / SHOP.length);
  const shown = owner.list?.names;
  const sold = department.goods.filter(([name]) => !shown?.has(name.toLowerCase()));
  const [name, usual, description] = nth(owner, sold, { n, label: `goods ${department.name}` });
  const variant = variantOf(name, Math.floor(n / sold.length));
  const price = Math.max(priceNear(owner, usual * variant.factor), leastPrice(owner, name, description));
  return { name: variant.name, description, price, department: department.name };
}

const VARIANTS = [
  ['large', 1.3],
  ['small', 0.8],
  ['black', 1],
  ['white', 1],
  ['gift box', 1.2],
  ['twin pack', 1.9],
] as const;

/** The product again, as shops offer it: in another size or colour. */
function variantOf(name: string, round: number): { readonly name: string; readonly factor: number } {
  if (round === 0) return { name, factor: 1 };
  // The size of some is in the name.
  const fitting = name.includes(',') ? VARIANTS.slice(2) : VARIANTS;
  const [variant, factor] = fitting[round - 1] ?? [`no. ${round + 1}`, 1];
  return { name: `${name}, ${variant}`, factor };
}

/** Endings of prices. Those that the examples have come first. */
const ENDINGS = [0, 0.5, 0.9, 0.9, 0.95];
/** The number of examples that show how prices end. */
const SEVERAL = 3;

/** A price within a quarter of the usual one, which ends as those of the examples. */
export function priceNear(owner: Owner, usual: number): number {
  const whole = Math.max(1, Math.round(usual * (0.82 + sharedAt(owner, 'price') * 0.42)));
  const shown = (owner.list?.prices ?? []).map((price) => Math.round((price % 1) * 100) / 100);
  // Nobody asks for 250.95.
  const usualEnds = whole < 60 ? ENDINGS : [0, 0, 0.9];
  const endings = shown.length === 0 || shown.length >= SEVERAL ? shown : [...shown, ...shown, ...usualEnds];
  const fitting = whole < 100 ? endings : endings.filter((ending) => ending === 0 || ending === 0.9);
  const ends = fitting.length > 0 ? fitting : endings.length > 0 ? endings : usualEnds;
  const end = ends[Math.floor(sharedAt(owner, 'price end') * ends.length)] as number;
  // 26.9 is less than 27, as a price is meant.
  return Math.round((end < 0.6 ? whole + end : whole - 1 + end) * 100) / 100;
}

/** Products of which there are several in one. */
const SEVERAL_IN_ONE = /\b(?:pair|set|pack|twin|double|pieces|of \d+)\b/i;

/** The price of one piece in the examples, and more, for a product that is a pair or a set of it. */
function leastPrice({ list }: Owner, name: string, description: string): number {
  if (!list || !SEVERAL_IN_ONE.test(`${name} ${description}`)) return 0;
  const words = wordsOf(name);
  for (const { name: single, price } of list.priced) {
    if (SEVERAL_IN_ONE.test(single) || !wordsOf(single).every((word) => words.includes(word))) continue;
    return Math.floor(price * 1.7) + (price % 1);
  }
  return 0;
}

/** The words of a name, in the singular. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .map((word) => word.replace(/s$/, ''));
}

/** How few of an expensive product are in stock, and how many of a cheap one: the share of all stocks that are smaller. */
export function stockShare(owner: Owner): number {
  const { price } = productOf(owner);
  const cheapness = Math.min(1, Math.max(0, 1 - Math.log(price / 2) / Math.log(200)));
  return 0.55 * sharedAt(owner, 'stock') + 0.45 * cheapness;
}
