// The icons of the places: lines in the colour of the text.
const PATHS = {
  live: 'M2 9h3l2-6 4 12 2-6h3',
  data: 'M2.5 4.5c0-1.1 2.9-2 6.5-2s6.5.9 6.5 2v9c0 1.1-2.9 2-6.5 2s-6.5-.9-6.5-2zM2.5 4.5c0 1.1 2.9 2 6.5 2s6.5-.9 6.5-2M2.5 9c0 1.1 2.9 2 6.5 2s6.5-.9 6.5-2',
  faults: 'M9 2.5l7 12.5H2zM9 7v4M9 13v.1',
  worlds: 'M9 2a7 7 0 1 0 0 14A7 7 0 0 0 9 2zM9 5v4l3 2',
  world: 'M6 6V3h9v9h-3M3 6h9v9H3z',
  contract: 'M4 2h7l3 3v11H4zM7 9l1.5 1.5L11.5 7.5',
  search: 'M7.5 3a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11 11l4 4',
  person: 'M9 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 15c1-4 11-4 12 0',
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 18 18" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
