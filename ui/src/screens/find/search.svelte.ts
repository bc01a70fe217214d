/** One search: text, filters and the pages that were scrolled to. Survives leaving the screen and coming back. */
import { query, type SearchAnswer, type SearchArgs, type SearchHit } from "../../host";

export const PAGE = 50;
const PATIENCE_MS = 150;

export type Filters = Pick<
  SearchArgs,
  "category" | "brand" | "price_min" | "price_max" | "colour" | "size" | "in_stock" | "sort"
>;

const noFilters: Filters = {
  category: null,
  brand: null,
  price_min: null,
  price_max: null,
  colour: null,
  size: null,
  in_stock: false,
  sort: "relevance",
};

class Search {
  text = $state("");
  filters = $state<Filters>({ ...noFilters });
  /** The newest first page; the one before stays until it comes. */
  answer = $state.raw<SearchAnswer>();
  failed = $state(false);
  slow = $state(false);
  chosen = $state<{ product: string; variant: string } | null>(null);
  /** What the answer answers; asking the same again keeps the place in the list. */
  question = $state("");
  scrollTop = 0;
  #pages = $state.raw(new Map<number, SearchHit[]>());
  #wanted = new Set<number>();
  #asked = 0;
  #answering: Promise<void> = Promise.resolve();

  /** Whether anything narrows the catalog; otherwise the screen offers the categories. */
  get empty(): boolean {
    return this.text.trim() === "" && this.#filterCount === 0;
  }

  get #filterCount(): number {
    const { category, brand, price_min, price_max, colour, size, in_stock } = this.filters;
    const chosen = [category, brand, price_min, price_max, colour, size];
    return chosen.filter((value) => value !== null).length + (in_stock ? 1 : 0);
  }

  get filtered(): boolean {
    return this.#filterCount > 0;
  }

  hit(index: number): SearchHit | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  clearFilters(): void {
    this.filters = { ...noFilters, sort: this.filters.sort };
  }

  /**
   * Asks anew from the top. One question at a time is put to the tablet: of those that come while it answers, only
   * the newest is asked, and an answer that was overtaken is dropped.
   */
  async ask(): Promise<void> {
    const mine = ++this.#asked;
    if (this.empty) {
      this.answer = undefined;
      this.slow = this.failed = false;
      return;
    }
    const timer = setTimeout(
      () => (this.slow = mine === this.#asked && this.answer === undefined),
      PATIENCE_MS,
    );
    const before = this.#answering;
    const turn = before.then(() => (mine === this.#asked ? this.#answer(mine) : undefined));
    this.#answering = turn;
    await turn;
    clearTimeout(timer);
    if (mine === this.#asked) this.slow = false;
  }

  async #answer(mine: number): Promise<void> {
    try {
      const answer = await query("search", this.#args(0, "hits"));
      if (mine !== this.#asked) return;
      // Counting takes longer than finding in a large catalog; until it is done the counts before it stay.
      answer.facets = this.answer?.facets ?? answer.facets;
      this.#wanted = new Set([0]);
      this.#pages = new Map([[0, answer.hits]]);
      const question = JSON.stringify(this.#args(0, "hits"));
      if (question !== this.question) this.scrollTop = 0;
      this.question = question;
      this.answer = answer;
      this.failed = this.slow = false;
      const { facets, total } = await query("search", this.#args(0, "facets"));
      if (mine === this.#asked) this.answer = { ...answer, facets, total };
    } catch (failure) {
      if (mine !== this.#asked) return;
      this.failed = true;
      console.error("search", failure);
    }
  }

  /** Fetches the pages that these rows lie on. */
  async reach(first: number, last: number): Promise<void> {
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      if (this.#wanted.has(page)) continue;
      const mine = this.#asked;
      this.#wanted.add(page);
      try {
        const { hits } = await query("search", this.#args(page * PAGE, "hits"));
        if (mine === this.#asked) this.#pages = new Map(this.#pages).set(page, hits);
      } catch (failure) {
        this.#wanted.delete(page);
        console.error("search", failure);
      }
    }
  }

  #args(offset: number, part: SearchArgs["part"]): SearchArgs {
    return { text: this.text.trim(), ...this.filters, part, offset, limit: PAGE };
  }
}

export const search = new Search();
