// The resources of an MCP server: the documents, and of a world its exchanges, its data and its violations.
import { isObject } from '../json/value.ts';
import type { McpTarget } from './target.ts';

interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
}

interface ResourceTemplate extends Omit<ListedResource, 'uri'> {
  readonly uriTemplate: string;
}

const JSON_TYPE = 'application/json';

/** The parts of a world, by the last segment of their URIs. */
const PARTS = {
  exchanges: {
    title: 'Exchanges',
    description: 'The latest requests of the world and their responses, newest first.',
    read: (target: McpTarget, world: string) => target.control.world(world).exchanges(),
  },
  state: {
    title: 'State',
    description: 'The data of the world as a snapshot.',
    read: (target: McpTarget, world: string) => target.control.world(world).snapshot(),
  },
  violations: {
    title: 'Violations',
    description: 'How requests and responses of the world violate the document.',
    read: (target: McpTarget, world: string) => target.control.violations(world),
  },
} as const;

type PartName = keyof typeof PARTS;

export function listResources({ documents }: McpTarget): readonly ListedResource[] {
  const own = documents().map(({ mount, contract }) => ({
    uri: `standin://document${mount}`,
    name: mount === '' ? 'document' : `document${mount.replaceAll('/', '-')}`,
    title: contract.title,
    description: 'The OpenAPI document as it is served: in one piece, as OpenAPI 3.1.',
    mimeType: JSON_TYPE,
  }));
  const parts = Object.entries(PARTS).map(([name, { title, description }]) => {
    return { uri: `standin://${name}`, name, title, description, mimeType: JSON_TYPE };
  });
  return [...own, ...parts];
}

export function listResourceTemplates(): readonly ResourceTemplate[] {
  return Object.entries(PARTS).map(([name, { title, description }]) => ({
    uriTemplate: `standin://worlds/{world}/${name}`,
    name: `world-${name}`,
    title: `${title} of a world`,
    description,
    mimeType: JSON_TYPE,
  }));
}

/** @returns undefined if there is no such resource @throws ControlError if the world does not exist */
export async function readResource(target: McpTarget, uri: string, world: string): Promise<string | undefined> {
  const [, path = ''] = /^standin:\/\/(.*)$/.exec(uri) ?? [];
  const document = target.documents().find(({ mount }) => path === `document${mount}`);
  if (document) return JSON.stringify(document.contract.document);
  const [, other, name] = /^worlds\/([^/]+)\/(\w+)$/.exec(path) ?? ['', world, path];
  if (!isPart(name) || other === undefined) return undefined;
  const value: unknown = await PARTS[name].read(target, decodeURIComponent(other));
  return JSON.stringify(isObject(value) || Array.isArray(value) ? value : null, null, 1);
}

function isPart(name: string | undefined): name is PartName {
  return name !== undefined && Object.hasOwn(PARTS, name);
}
