// The other docs pages of a server, to which each of them leads: those of the other documents, and the control API's.
import { OWN } from './routes.ts';

/** A docs page that another one leads to. */
export interface DocsLink {
  readonly title: string;
  readonly path: string;
  /** Whether it is one page in every world, so that no world's prefix stands before its path. */
  readonly ofServer: boolean;
}

/** A document, as far as its page is led to. */
export interface LinkedDocument {
  readonly mount: string;
  readonly contract: { readonly title: string };
}

const CONTROL: DocsLink = { title: 'Control API', path: `${OWN}/control/docs/`, ofServer: true };

/** @param mount of the document whose page it is; undefined for the control API's */
export function docsLinksFor(documents: readonly LinkedDocument[], mount: string | undefined): readonly DocsLink[] {
  const others = documents
    .filter((document) => document.mount !== mount)
    .map((document) => ({
      title: document.contract.title,
      path: `${document.mount}${OWN}/docs/`,
      ofServer: false,
    }));
  return mount === undefined ? others : [...others, CONTROL];
}
