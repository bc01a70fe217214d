import { describe, it } from "node:test";
import { choose, PINS, shoot } from "./support/people.js";
import { go, tour } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
/** A store for each language, so that what one tour does is not in the other's way. */
const stores = { "zh-CN": "Binjiang", en: "Nanshan" };

const type = (page, text) => page.locator("input").first().fill(text);
const main = "aside .foot button, aside .foot a";

/** The sales tablet from the first tap on; each stop starts where the one before left off. */
const stops = (tablet, { own, second, elsewhere }) => [
  ["sign-in", (page) => page.locator("button.person").first().waitFor()],
  ["sign-in-pin", (page) => choose(page, "seller")],
  [
    "sign-in-wrong",
    async (page) => {
      await page.keyboard.type("9999");
      await page.keyboard.press("Enter");
      await page.locator(".say").waitFor();
    },
  ],
  [
    "find",
    async (page) => {
      await page.keyboard.type(PINS.seller);
      await page.keyboard.press("Enter");
      await page.locator(".browse .tile").first().waitFor();
    },
  ],
  [
    "results",
    async (page) => {
      await type(page, "chugui");
      await page.locator(".scroller li button").first().click();
      await page.locator(main).first().waitFor();
    },
  ],
  [
    "nothing-found",
    async (page) => {
      await type(page, "zzqqxx");
      await page.locator("b", { hasText: "zzqqxx" }).waitFor();
    },
  ],
  [
    "product",
    async (page) => {
      await type(page, "chugui");
      await page.locator(".scroller li button").first().click();
      await page.locator(main).last().click();
      await page.getByRole("radiogroup").first().waitFor();
    },
  ],
  [
    "scan",
    async (page) => {
      await go(page, "scan");
      await page.locator("#number").waitFor();
    },
  ],
  [
    "card-final",
    async (page) => {
      await shoot(page, own.text);
      await page.locator(".verdict.final").waitFor();
    },
  ],
  [
    "card-redeemed",
    async (page) => {
      await page.locator(main).last().click();
      await page.locator(".verdict.final .joint").waitFor();
    },
  ],
  [
    "card-provisional",
    async (page) => {
      await shoot(page, elsewhere.text);
      await page.locator(".verdict.provisional").waitFor();
    },
  ],
  [
    "card-refused",
    async (page) => {
      await shoot(page, own.text);
      await page.locator(".verdict.refused").waitFor();
    },
  ],
  [
    "code-unknown",
    async (page) => {
      await shoot(page, "ZZ99887766");
      await page.getByText("ZZ99887766").waitFor();
    },
  ],
  [
    "customers",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, "customers");
      await page.locator("aside form").waitFor();
    },
  ],
  [
    "customer-missing",
    async (page) => {
      await page.locator("aside form button[type=submit]").click();
      await page.locator(".odd").first().waitFor();
    },
  ],
  [
    "customer-here",
    async (page) => {
      await page.locator("aside input").first().fill("陈女士");
      await page.locator("aside form button[type=submit]").click();
      await page.locator("a[aria-current=true] .now").waitFor();
    },
  ],
  [
    "bookings",
    async (page) => {
      await go(page, "bookings");
      await page.locator("button.slot").first().waitFor();
    },
  ],
  [
    "booking-form",
    async (page) => {
      await page.locator("button.slot.guaranteed").first().click();
      await page.locator("aside form input").first().waitFor();
    },
  ],
  [
    "booked",
    async (page) => {
      const fields = page.locator("aside form input");
      for (const [i, text] of ["陈女士", "13800002057", "滨江壹号 3 幢 1 单元 802"].entries())
        await fields.nth(i).fill(text);
      await page.locator("aside form button[type=submit]").click();
      await page.locator("aside .say.ok").waitFor();
    },
  ],
  [
    "inbox",
    async (page) => {
      await go(page, "inbox");
      await page.locator("#inbox-title").waitFor();
    },
  ],
  [
    "sync-sheet",
    async (page) => {
      await page.locator("nav > button").last().click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "user-sheet",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.locator("nav > button").first().click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "offline",
    async (page) => {
      await page.keyboard.press("Escape");
      tablet.wire.cut();
      await shoot(page, second.text);
      await page.locator(".verdict.final").waitFor();
      await page.locator(main).last().click();
      await page.locator("nav > button.away").waitFor();
    },
  ],
];

describe("every sales screen", () => {
  for (const [language, store] of Object.entries(stores))
    it(language, async (t) => {
      const tablet = await world.tablet(store);
      const page = await tablet.open({ language });
      const [mine, theirs] = [await world.cards(store), await world.cards("Jinniu")];
      const own = await tablet.cardThatIs("final", mine);
      const second = await tablet.cardThatIs(
        "final",
        mine.filter((card) => card !== own),
      );
      const elsewhere = await tablet.cardThatIs("provisional", theirs);
      await tour(t, page, language, stops(tablet, { own, second, elsewhere }));
    });
});
