/** Head office with the demonstration chain, and tablets of its stores, for one test file. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { openBrowser } from "./browser.js";
import { cable } from "./cable.js";
import { command, program, serve } from "./programs.js";

const screens = join(import.meta.dirname, "..", "..", "dist");
const loopback = ["--listen", "127.0.0.1:0", "--ui", screens, "--json"];

/** Opens the world of a test file; everything in it ends with the file. `products` makes it a catalog of its own. */
export async function openWorld({ products } = {}) {
  const chain = process.env.TENON_CHAIN;
  if (!chain) throw new Error("run.js makes the chain: npm run e2e -- part-of-a-file-name");
  const folder = mkdtempSync(join(dirname(chain), "world-"));
  const ends = [() => rmSync(folder, { recursive: true, force: true })];
  after(async () => {
    const failures = [];
    while (ends.length > 0) await Promise.resolve(ends.pop()()).catch((failure) => failures.push(failure));
    if (failures.length > 0) throw failures[0];
  });

  const data = join(folder, "hq");
  if (products === undefined) cpSync(chain, data, { recursive: true });
  else await command(program("tenon-hq"), ["--data", data, "demo", "--products", String(products), "--json"]);
  const ask = (...args) => command(program("tenon-hq"), ["--data", data, ...args, "--json"]);
  const hq = await serve(program("tenon-hq"), ["--data", data, "serve", ...loopback]);
  ends.push(hq.stop);
  const browser = await openBrowser();
  ends.push(browser.close);

  let tablets = 0;
  /** Enrols a tablet of a store, syncs it and serves its screens. */
  async function tablet(store) {
    const wire = await cable(hq.url);
    ends.push(wire.stop);
    const own = join(folder, `tablet-${++tablets}`);
    const tell = (...args) => command(program("tenon-tablet"), ["--data", own, ...args, "--json"]);
    const { code } = await ask("enrol", "--store", store);
    await tell("enrol", "--hq", wire.url, "--code", code);
    await tell("sync");
    const served = await serve(program("tenon-tablet"), ["--data", own, "serve", ...loopback]);
    ends.push(served.stop);
    /** The first of these cards that this tablet would give that verdict now. */
    async function cardThatIs(verdict, cards) {
      for (const card of cards) if ((await tell("scan", card.text)).card?.verdict === verdict) return card;
      throw new Error(`None of ${cards.length} cards is ${verdict}`);
    }
    /** Its screens; with `camera`, in a browser of its own that has one. */
    async function open({ camera, ...looks } = {}) {
      const own = camera ? await openBrowser(camera) : browser;
      if (camera) ends.push(own.close);
      return own.page(served.url, looks);
    }
    return { wire, cardThatIs, search: (text) => tell("search", text), open };
  }

  return {
    tablet,
    /** A command of head office, with its answer. */
    ask,
    /** Where a file of the world's own may lie. */
    place: (name) => join(folder, name),
    /** A file in the world's own folder. */
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    /** Cards of a store that can be redeemed. */
    cards: (store) => ask("cards", "--store", store),
    console: (looks) => browser.page(hq.url, looks),
  };
}
