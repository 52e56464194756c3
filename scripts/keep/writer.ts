// A client that changes shops of its own, and knows what the server has to keep: everything that was acknowledged. The one request
// that was sent and not answered when the server was killed is either carried out completely or not at all.
import { isDeepStrictEqual } from 'node:util';

/** A shop and its items, by their ids. */
interface Shop {
  readonly name: string;
  readonly items: ReadonlyMap<number, string>;
}
type Shops = ReadonlyMap<number, Shop>;

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: { readonly owner?: string; readonly name: string };
  readonly key?: string;
}

/** A request, and what it does to the shops. */
interface Step extends Sent {
  /** @param id the id that the server gave to what was created */
  readonly after: (shops: Shops, id: number) => Shops;
}

interface Acknowledged {
  readonly sent: Sent;
  readonly id: number;
}

export class Writer {
  readonly #owner: string;
  readonly #random: () => number;
  #shops: Shops = new Map();
  #waiting: Step | undefined;
  /** Acknowledged requests with an idempotency key, the last one last. */
  readonly #withKey: Acknowledged[] = [];
  #count = 0;
  acknowledged = 0;
  /** The ids that the server gave, of shops and of items by their shop. */
  readonly ids = new Set<string>();
  readonly problems: string[] = [];

  constructor(owner: string, random: () => number) {
    this.#owner = owner;
    this.#random = random;
  }

  /** Sends requests until one fails because the server is gone, or until it has to stop. */
  async write(origin: string, stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      const step = this.#next();
      this.#waiting = step;
      const response = await send(origin, step).catch(() => undefined);
      if (response === undefined) return;
      this.#waiting = undefined;
      if (response.status >= 300) {
        this.problems.push(`${this.#owner}: ${step.method} ${step.path} returned ${response.status} ${response.text}`);
        return;
      }
      this.acknowledged += 1;
      this.#noteCarriedOut(step, response.id);
      if (step.key !== undefined) this.#withKey.push({ sent: step, id: response.id });
    }
  }

  #noteCarriedOut(step: Step, id: number): void {
    if (step.method === 'POST') {
      const known = `${step.path}/${id}`;
      if (this.ids.has(known)) this.problems.push(`${this.#owner}: the id of ${known} was given twice`);
      this.ids.add(known);
    }
    this.#shops = step.after(this.#shops, id);
  }

  #next(): Step {
    const shops = [...this.#shops.keys()];
    const id = shops[Math.floor(this.#random() * shops.length)];
    const chance = this.#random();
    const name = `${this.#owner} ${++this.#count}`;
    if (id === undefined || chance < 0.15) return createShop(this.#owner, name, undefined);
    if (chance < 0.3) return createShop(this.#owner, name, `${this.#owner}-${this.#count}`);
    if (chance < 0.6) return createItem(id, name);
    if (chance < 0.85) return renameShop(id, name);
    return deleteShop(id);
  }

  /** Compares what the server has after its next start with what it must have. */
  async verify(origin: string): Promise<void> {
    const found = await this.#read(origin);
    const step = this.#waiting;
    this.#waiting = undefined;
    if (isSame(found, this.#shops)) return;
    const id = step && this.#newId(found, step);
    const after = step?.after(this.#shops, id ?? 0);
    if (step === undefined || after === undefined || !isSame(found, after)) {
      const waiting = step === undefined ? 'nothing' : `${step.method} ${step.path}`;
      this.problems.push(`${this.#owner}: ${difference(this.#shops, found)}, waiting for ${waiting}`);
      return;
    }
    if (id === undefined) this.#shops = after;
    else this.#noteCarriedOut(step, id);
  }

  /** Repeats the last requests that have an idempotency key: each must have the response that it had. */
  async repeat(origin: string): Promise<number> {
    const last = this.#withKey.slice(-3);
    for (const { sent, id } of last) {
      const response = await send(origin, sent);
      if (response.status !== 201 || response.id !== id || !response.isRepeated) {
        this.problems.push(
          `${this.#owner}: the request with the key ${sent.key} created ${response.id} instead of repeating ${id}`,
        );
      }
    }
    return last.length;
  }

  /** The id of what the unanswered request created; undefined if it created nothing. */
  #newId(found: Shops, { path }: Step): number | undefined {
    if (path === '/shops') return [...found.keys()].find((id) => !this.#shops.has(id));
    const shop = Number(path.split('/')[2]);
    return [...(found.get(shop)?.items.keys() ?? [])].find((id) => !this.#shops.get(shop)?.items.has(id));
  }

  async #read(origin: string): Promise<Shops> {
    const all = (await read(origin, '/shops')) as readonly { id: number; owner: string; name: string }[];
    const found = new Map<number, Shop>();
    for (const { id, name } of all.filter((shop) => shop.owner === this.#owner)) {
      const items = (await read(origin, `/shops/${id}/items`)) as readonly { id: number; name: string }[];
      found.set(id, { name, items: new Map(items.map((item) => [item.id, item.name])) });
    }
    // The items of a deleted shop are gone with it.
    for (const id of this.#shops.keys()) {
      if (found.has(id)) continue;
      const { status } = await fetch(`${origin}/shops/${id}/items`);
      if (status !== 404) this.problems.push(`${this.#owner}: the shop ${id} is gone, and its items are not`);
    }
    return found;
  }
}

/** Whether two states are equal, in the same order. */
function isSame(one: Shops, other: Shops): boolean {
  const inOrder = (shops: Shops) => [...shops].map(([id, { name, items }]) => [id, name, [...items]]);
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}

function createShop(owner: string, name: string, key: string | undefined): Step {
  return {
    method: 'POST',
    path: '/shops',
    body: { owner, name },
    ...(key !== undefined && { key }),
    after: (shops, id) => new Map(shops).set(id, { name, items: new Map() }),
  };
}

function createItem(shop: number, name: string): Step {
  return {
    method: 'POST',
    path: `/shops/${shop}/items`,
    body: { name },
    after(shops, id) {
      const { name: own, items } = shops.get(shop) as Shop;
      return new Map(shops).set(shop, { name: own, items: new Map(items).set(id, name) });
    },
  };
}

function renameShop(shop: number, name: string): Step {
  return {
    method: 'PATCH',
    path: `/shops/${shop}`,
    body: { name },
    after: (shops) => new Map(shops).set(shop, { ...(shops.get(shop) as Shop), name }),
  };
}

function deleteShop(shop: number): Step {
  return {
    method: 'DELETE',
    path: `/shops/${shop}`,
    after(shops) {
      const left = new Map(shops);
      left.delete(shop);
      return left;
    },
  };
}

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly id: number;
  readonly isRepeated: boolean;
}

async function send(origin: string, { method, path, body, key }: Sent): Promise<Answered> {
  const headers = {
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(key !== undefined && { 'Idempotency-Key': key }),
  };
  const response = await fetch(`${origin}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  const id = response.status === 201 || response.status === 200 ? (JSON.parse(text) as { id: number }).id : 0;
  return { status: response.status, text, id, isRepeated: response.headers.get('Idempotency-Replayed') === 'true' };
}

export async function read(origin: string, path: string): Promise<unknown> {
  const response = await fetch(`${origin}${path}`);
  if (!response.ok) throw new Error(`GET ${path} returned ${response.status} ${await response.text()}`);
  return response.json();
}

function difference(wanted: Shops, found: Shops): string {
  const missing = [...wanted.keys()].filter((id) => !found.has(id));
  const added = [...found.keys()].filter((id) => !wanted.has(id));
  const changed = [...wanted].filter(([id, shop]) => found.has(id) && !isDeepStrictEqual(shop, found.get(id)));
  return `shops missing: ${missing.join(', ') || 'none'}; added: ${added.join(', ') || 'none'}; changed: ${
    changed.map(([id]) => id).join(', ') || 'none'
  }`;
}
