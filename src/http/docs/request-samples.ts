// Samples of request bodies, as the server generates them. A property with the key of another item has the key of one that exists.

import { personOfLogin } from '../../behaviours/login.ts';
import type { Contract } from '../../contract/contract.ts';
import { isJson } from '../../contract/operation/media-types.ts';
import { type Operation, viewOfBody } from '../../contract/operation/operations.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import { isObject, type Json } from '../../json/value.ts';
import type { Inference } from '../../resources/infer/infer.ts';
import type { KeyReferences } from '../../resources/infer/resource.ts';
import type { ExistingKeys } from './existing-keys.ts';

/** Characters of a sample that a person can still read. */
const MAX_LENGTH = 20_000;

export class RequestSamples {
  readonly #contract: Contract;
  readonly #inference: Inference | undefined;
  /** By the id of the operation and the media type. */
  readonly #samples = new Map<string, Promise<Json | undefined>>();

  constructor(contract: Contract, inference: Inference | undefined) {
    this.#contract = contract;
    this.#inference = inference;
  }

  /** Undefined for a body that is no JSON, for one with an example of its own, and if no valid sample is found. */
  async body(operation: Operation, mediaType: string, keys: ExistingKeys | undefined): Promise<Json | undefined> {
    const name = `${operation.id} ${mediaType}`;
    const known = this.#samples.get(name) ?? this.#sample(operation, mediaType);
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

  async #sample(operation: Operation, mediaType: string): Promise<Json | undefined> {
    const content = operation.requestBody?.content.find(({ name }) => name === mediaType);
    if (!content?.schema || content.examples.length > 0 || !isJson(content.name)) return undefined;
    try {
      const options = { seed: 1, place: operation.id, view: 'request' } as const;
      const sample = await lazySample(this.#contract, content.schema, options);
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
