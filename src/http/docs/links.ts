// The other docs pages of a server, which each page links to: those of the other documents, and that of the control API.
import { OWN } from '../request/routes.ts';

/** A link to a docs page. */
export interface DocsLink {
  readonly title: string;
  readonly path: string;
  /** Whether all worlds share the page; its path then has no world in front. */
  readonly ofServer: boolean;
  /** The path that the document is served under, empty for the root, and the hosts of the service that it describes. */
  readonly mount: string;
  readonly hosts: readonly string[];
}

/** A document with a docs page. */
export interface LinkedDocument {
  readonly mount: string;
  readonly hosts: readonly string[];
  readonly contract: { readonly title: string };
}

const CONTROL: DocsLink = { title: 'Control API', path: `${OWN}/control/docs/`, ofServer: true, mount: '', hosts: [] };

/** @param mount of the document whose page has the links; undefined for the page of the control API */
export function docsLinksFor(documents: readonly LinkedDocument[], mount: string | undefined): readonly DocsLink[] {
  const others = documents
    .filter((document) => document.mount !== mount)
    .map((document) => ({
      title: document.contract.title,
      path: `${document.mount}${OWN}/docs/`,
      ofServer: false,
      mount: document.mount,
      hosts: document.hosts,
    }));
  return mount === undefined ? others : [...others, CONTROL];
}
