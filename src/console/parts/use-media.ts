// Whether a media query matches, for parts of the page that are made in another way on a small screen.
import { useEffect, useState } from 'preact/hooks';

export function useMedia(query: string): boolean {
  const [isMatching, setIsMatching] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const change = () => setIsMatching(list.matches);
    list.addEventListener('change', change);
    return () => list.removeEventListener('change', change);
  }, [query]);
  return isMatching;
}
