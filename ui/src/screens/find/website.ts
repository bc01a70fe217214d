/** The product's page on the website. Only web addresses are led to, whatever a catalog says. */
export type Page = { address: string; shown: string };

/** Longest address that still makes a code which a phone reads off a screen. */
const LONGEST = 500;

export function websitePage(link: string | null): Page | undefined {
  if (link === null || link.length > LONGEST) return undefined;
  try {
    const url = new URL(link);
    if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
    const path = url.pathname === "/" ? "" : url.pathname;
    return { address: url.href, shown: readable(url.host.replace(/^www\./, "") + path) };
  } catch {
    return undefined;
  }
}

function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
