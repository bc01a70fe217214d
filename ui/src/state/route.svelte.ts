/** Screens are addressed by hash: `#/find/018f…?kind=measure`. Back and forward are the platform's own. */
type Route = { path: string[]; query: URLSearchParams };

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  return { path: path.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

let current = $state.raw<Route>(parse(location.hash));
window.addEventListener("hashchange", () => (current = parse(location.hash)));

export const route = {
  get path(): string[] {
    return current.path;
  },
  get query(): URLSearchParams {
    return current.query;
  },
};

export function href(...path: string[]): string {
  return `#/${path.map(encodeURIComponent).join("/")}`;
}

/** Goes to a screen; `replace` leaves no step behind for Back. */
export function go(to: string, replace = false): void {
  if (replace) {
    history.replaceState(null, "", to);
    current = parse(to);
  } else location.hash = to.replace(/^#/, "");
}

/**
 * The way onward from work that takes a moment, had before it begins: it leads nowhere once the person went elsewhere by
 * themselves.
 */
export function onward(): (to: string, replace?: boolean) => void {
  const here = current;
  return (to, replace = false) => {
    if (current === here) go(to, replace);
  };
}

/** Back to where the person came from, or to `fallback` when this is the first screen. */
export function back(fallback: string): void {
  if (history.length > 1) history.back();
  else go(fallback, true);
}
