// The cookies of a request (RFC 6265, section 4.2.1).

/** Cookies by name, not decoded. Parts without `=` are ignored. */
export function cookiesOf(header: string | readonly string[] | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').toString().split(';')) {
    const mark = pair.indexOf('=');
    if (mark < 1) continue;
    const name = pair.slice(0, mark).trim();
    if (!cookies.has(name))
      cookies.set(
        name,
        pair
          .slice(mark + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      );
  }
  return cookies;
}
