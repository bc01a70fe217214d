/** The catalog's screens with nothing, with one product, and with names that never end, without pictures. */
import { describe, it } from "node:test";
import { PHONE } from "./support/browser.js";
import { shoot, signIn } from "./support/people.js";
import { go, tour } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const UPRIGHT = { width: 800, height: 1280 };
const LONG_ZH = "全屋定制一字型高低错层带岛台多功能收纳橱柜套装".repeat(5);
const LONG_EN = "Handmade-extraordinarily-long-compound-name".repeat(3) + " oak table ".repeat(10);
const HEAD = "id\ttitle\tdescription\tlink\tprice\tavailability\tbrand\tgtin\tproduct_type";
const row = (id, title, link) =>
  [
    id,
    title,
    `${title} ${title}`,
    link,
    "1234567890.12 CNY",
    "in_stock",
    title.slice(0, 70),
    "",
    "Very long > ".repeat(3) + title.slice(0, 40),
  ].join("\t");
const one = row("LONG-" + "0123456789".repeat(4), LONG_ZH, `https://www.example.com/p/${"long-".repeat(60)}`);
const two = row("SHORT-1", LONG_EN, "");

const world = await openWorld({ products: 0 });
const home = await world.tablet("Binjiang");

const publish = (...rows) =>
  world.ask(
    "import",
    world.file("feed.tsv", [HEAD, ...rows].join("\n")),
    "--format",
    "google",
    "--merchant",
    "long",
  );
const type = (page, text) => page.locator("input").first().fill(text);

const stops = [
  [
    "extreme-nothing",
    async (page) => {
      await signIn(page);
      await page.locator(".browse .empty").waitFor();
    },
  ],
  [
    "extreme-one-browse",
    async (page) => {
      await publish(one);
      await page.locator(".browse .tile").first().waitFor({ timeout: 60_000 });
    },
  ],
  [
    "extreme-one-found",
    async (page) => {
      await type(page, "全屋定制");
      await page.locator(".scroller li button").first().click();
      await page.locator("aside .foot a").waitFor();
    },
  ],
  [
    "extreme-one-product",
    async (page) => {
      await page.locator("aside .foot a").click();
      await page.locator("main svg[role=img]").waitFor();
    },
  ],
  [
    "extreme-held",
    async (page) => {
      await page.locator("aside .aside button").click();
      await publish(one, two);
      await go(page, "find");
      await page.locator(".held").waitFor();
    },
  ],
  [
    "extreme-compare",
    async (page) => {
      await type(page, "oak table");
      const other = page.locator(".scroller li button", { hasText: "SHORT-1" });
      await other.waitFor({ timeout: 60_000 });
      await other.click();
      await page
        .locator("aside")
        .getByText(/SHORT-1$/)
        .first()
        .waitFor();
      await page.locator("aside .foot button").last().click();
      await page.locator("tbody th[scope=row]").first().waitFor();
    },
  ],
  [
    "extreme-viewed",
    async (page) => {
      await go(page, "find");
      await type(page, "");
      await page.locator(".viewed button").nth(1).waitFor();
    },
  ],
  [
    "extreme-million",
    async (page) => {
      let hit;
      await page.route("**/api/query", async (route) => {
        const asked = route.request().postDataJSON();
        if (asked.name !== "search") return route.continue();
        const answer = await (await route.fetch()).json();
        hit ??= answer.hits[0];
        const { offset, limit } = asked.args;
        const left = Math.max(0, Math.min(limit, 10_000 - offset));
        const hits = Array.from({ length: left }, (_, i) => ({
          ...hit,
          sku: `N-${offset + i + 1}`,
        }));
        return route.fulfill({ json: { ...answer, total: 1_000_000, hits } });
      });
      await type(page, "SHORT-1");
      await page.locator(".scroller li button", { hasText: "N-12" }).first().waitFor();
      await page.locator(".scroller").evaluate((one) => one.scrollTo({ top: one.scrollHeight }));
      await page.locator(".scroller li button", { hasText: "N-10000" }).waitFor();
      await page.locator(".end").waitFor();
    },
  ],
  [
    "extreme-scanned",
    async (page) => {
      await page.unroute("**/api/query");
      await go(page, "scan");
      await shoot(page, "SHORT-1");
      await page.locator("aside h2").waitFor();
    },
  ],
];

describe("a catalog of nothing, of one, and of endless names", () => {
  for (const language of ["zh-CN", "en"])
    it(language, async (t) => {
      const page = await home.open({ language });
      await tour(t, page, language, language === "en" ? stops.slice(1) : stops, [UPRIGHT, PHONE]);
    });
});
