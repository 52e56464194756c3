// The other docs pages of a server, to which each of them leads: those of the other documents, and the control API's.
import { OWN } from './routes.ts';

/** A docs page that another one leads to. */
export interface Neighbour {
  readonly title: string;
  readonly path: string;
  /** Whether it is one page in every world, so that no world's prefix stands before its path. */
  readonly ofServer: boolean;
}

/** A document, as far as its page is led to. */
export interface Shown {
  readonly mount: string;
  readonly contract: { readonly title: string };
}

const CONTROL: Neighbour = { title: 'Control API', path: `${OWN}/control/docs/`, ofServer: true };

/** @param mount of the document whose page it is; undefined for the control API's */
export function neighboursOf(documents: readonly Shown[], mount: string | undefined): readonly Neighbour[] {
  const others = documents
    .filter((document) => document.mount !== mount)
    .map((document) => ({
      title: document.contract.title,
      path: `${document.mount}${OWN}/docs/`,
      ofServer: false,
    }));
  return mount === undefined ? others : [...others, CONTROL];
}
