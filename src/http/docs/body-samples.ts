// Samples of bodies, as the server generates them. In requests, a property with the key of another item has the key of one that exists.

import { personOfLogin } from '../../behaviours/login.ts';
import type { Contract } from '../../contract/contract.ts';
import { isJson } from '../../contract/operation/media-types.ts';
import { type MediaType, type Operation, type Response, viewOfBody } from '../../contract/operation/operations.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import { isObject, type Json } from '../../json/value.ts';
import type { Inference } from '../../resources/infer/infer.ts';
import type { KeyReferences } from '../../resources/infer/resource.ts';
import type { ExistingKeys } from './existing-keys.ts';

/** Characters of a sample that a person can still read. */
const MAX_LENGTH = 20_000;

interface SampledBody {
  readonly place: string;
  readonly view: 'request' | 'response';
}

export function isForm(mediaType: string): boolean {
  return mediaType === 'application/x-www-form-urlencoded' || mediaType === 'multipart/form-data';
}

export class BodySamples {
  readonly #contract: Contract;
  readonly #inference: Inference | undefined;
  /** Where generated URLs lead to. */
  readonly #samplesUrl: string | undefined;
  /** By the id of the operation and the media type. */
  readonly #samples = new Map<string, Promise<Json | undefined>>();

  constructor(contract: Contract, inference: Inference | undefined, samplesUrl: string | undefined) {
    this.#contract = contract;
    this.#inference = inference;
    this.#samplesUrl = samplesUrl;
  }

  /** The body of a response. Undefined as for a request. */
  response({ id }: Operation, { status, content }: Response, mediaType: string): Promise<Json | undefined> {
    const declared = content.find(({ name }) => name === mediaType);
    const name = `${id} ${status} ${mediaType}`;
    const known = this.#samples.get(name) ?? this.#sample(declared, { place: id, view: 'response' });
    this.#samples.set(name, known);
    return known;
  }

  /** Undefined for a body that is neither JSON nor a form, for one with an example of its own, and if no valid sample is found. */
  async request(operation: Operation, mediaType: string, keys: ExistingKeys | undefined): Promise<Json | undefined> {
    const name = `${operation.id} ${mediaType}`;
    const declared = operation.requestBody?.content.find((one) => one.name === mediaType);
    const known = this.#samples.get(name) ?? this.#sample(declared, { place: operation.id, view: 'request' });
    this.#samples.set(name, known);
    const sample = await known;
    if (sample === undefined || keys === undefined) return sample;
    const linked = await this.#withExisting(operation, sample, keys);
    return this.#isValid(operation, mediaType, linked) ? linked : sample;
  }

  /** The sample with a person who can log in, and with keys of items. */
  async #withExisting(operation: Operation, sample: Json, keys: ExistingKeys): Promise<Json> {
    const inference = this.#inference;
    if (inference === undefined) return sample;
    const person = personOfLogin({ contract: this.#contract, inference }, operation);
    if (person) return withValueAt(sample, person.path, await keys.propertyOf(person.collection, person.property));
    const references = inference.roleOf(operation)?.resource.references();
    return references === undefined ? sample : withKeys(sample, references, keys);
  }

  async #sample(declared: MediaType | undefined, { place, view }: SampledBody): Promise<Json | undefined> {
    if (!declared?.schema || declared.examples.length > 0) return undefined;
    if (!isJson(declared.name) && !isForm(declared.name)) return undefined;
    try {
      const sample = await lazySample(this.#contract, declared.schema, {
        seed: 1,
        samplesUrl: this.#samplesUrl,
        place,
        view,
      });
      return JSON.stringify(sample).length <= MAX_LENGTH ? sample : undefined;
    } catch {
      // The page then shows what Swagger UI generates.
      return undefined;
    }
  }

  #isValid(operation: Operation, mediaType: string, body: Json): boolean {
    const content = operation.requestBody?.content.find(({ name }) => name === mediaType);
    if (!content?.schema) return false;
    return this.#contract.validator(viewOfBody(operation, content.name), content.schema)(body).length === 0;
  }
}

function withValueAt(target: Json, [name, ...rest]: readonly string[], value: Json | undefined): Json {
  if (name === undefined) return value ?? target;
  if (!isObject(target) || value === undefined) return target;
  return { ...target, [name]: withValueAt(target[name] ?? {}, rest, value) };
}

async function withKeys(value: Json, references: KeyReferences, keys: ExistingKeys): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map((item: Json) => withKeys(item, references, keys)));
  if (!isObject(value)) return value;
  const result: Record<string, Json> = { ...value };
  for (const { property, collection } of references.own) {
    if (!Object.hasOwn(value, property)) continue;
    const key = await keys.ofCollection(collection);
    const old = value[property];
    if (key !== undefined) result[property] = Array.isArray(old) ? [key] : key;
  }
  for (const [property, inner] of references.inner) {
    const part = value[property];
    if (part !== undefined) result[property] = await withKeys(part, inner, keys);
  }
  return result;
}
