// The dates in a state, so that the page can say what expires or is due next.

/** A date in a record. */
export interface DataMoment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly mount: string;
  readonly path: string;
  readonly pointer: string;
}

/** The resources by path, for each document. */
type Documents = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const DATE_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;
/** The objects inside a record that are searched. */
const DEEPEST = 3;

/** Earliest first. */
export function nextMoments(documents: Documents): readonly DataMoment[] {
  const found: DataMoment[] = [];
  for (const [mount, resources] of Object.entries(documents)) {
    for (const [path, record] of Object.entries(resources)) collect(record, { mount, path, pointer: '' }, found);
  }
  return found.sort((one, other) => one.at - other.at);
}

function collect(value: unknown, place: Omit<DataMoment, 'at'>, found: DataMoment[], depth = 0): void {
  if (typeof value === 'string') {
    if (DATE_TIME.test(value)) found.push({ ...place, at: Date.parse(value) });
    return;
  }
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  for (const [name, inner] of Object.entries(value))
    collect(inner, { ...place, pointer: `${place.pointer}/${name}` }, found, depth + 1);
}
