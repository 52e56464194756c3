// Path segments with several parameters, for example `{name}.{ext}`. A text such as `a.b.csv` has several readings: the one
// whose values are valid counts. A file name ends at its last dot; other separators end a value where they first occur.

/** A segment of a path template: the parameters in order, and the texts between them. */
interface SplitSegment {
  readonly names: readonly string[];
  readonly separators: readonly string[];
}

/** Values of path parameters, by name. */
type PathTexts = Readonly<Record<string, string>>;

/** Chooses the reading in which all values fit; the first reading if there is no such reading. */
export type SegmentSplitter = (texts: PathTexts, fits: (name: string, text: string) => boolean) => PathTexts;

/** Undefined if each segment has at most one reading. */
export function segmentSplitter(path: string): SegmentSplitter | undefined {
  const segments = path.split('/').flatMap(segmentIn);
  if (segments.length === 0) return undefined;
  return (texts, fits) => {
    let chosen = texts;
    for (const segment of segments) {
      const readings = readingsOf(segment, texts);
      const valid = readings.find((values) => values.every((value, at) => fits(segment.names[at] as string, value)));
      const values = valid ?? readings[0] ?? [];
      if (values.length > 0) {
        chosen = { ...chosen, ...Object.fromEntries(values.map((value, at) => [segment.names[at] as string, value])) };
      }
    }
    return chosen;
  };
}

/** The part of a segment from its first parameter to its last one, if it has several. */
function segmentIn(segment: string): SplitSegment[] {
  const parts = segment.split(/\{([^{}]+)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  const separators = parts.filter((_, index) => index % 2 === 0).slice(1, -1);
  return names.length > 1 && separators.every((separator) => separator !== '') ? [{ names, separators }] : [];
}

/** The most readings of one segment that are tried. */
const MAX_READINGS = 64;

function readingsOf({ names, separators }: SplitSegment, texts: PathTexts): readonly (readonly string[])[] {
  const text = names.map((name, at) => `${texts[name] ?? ''}${separators[at] ?? ''}`).join('');
  let readings: { readonly values: readonly string[]; readonly rest: string }[] = [{ values: [], rest: text }];
  for (const separator of separators) {
    readings = readings
      .flatMap(({ values, rest }) =>
        placesOf(separator, rest).map((place) => ({
          values: [...values, rest.slice(0, place)],
          rest: rest.slice(place + separator.length),
        })),
      )
      .slice(0, MAX_READINGS);
  }
  return readings.filter(({ rest }) => rest !== '').map(({ values, rest }) => [...values, rest]);
}

/** The places of a separator, in the order in which they are tried. No value is empty. */
function placesOf(separator: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(separator, 1); at >= 0; at = text.indexOf(separator, at + 1)) places.push(at);
  return separator === '.' ? places.toReversed() : places;
}
