import { describe, it } from "node:test";
import { PHONE } from "./support/browser.js";
import { tickRequired } from "./support/jobs.js";
import { signIn } from "./support/people.js";
import { go, tour } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
/** A store for each language, so that what one tour does is not in the other's way. */
const stores = { "zh-CN": "Binjiang", en: "Nanshan" };

/** The fitter's phone; each stop starts where the one before left off. */
const stops = (tablet) => [
  ["fitter-sign-in", (page) => page.locator("button.person").first().waitFor()],
  [
    "fitter-today",
    async (page) => {
      await signIn(page, "fitter");
      await page.locator(".job.now > a").waitFor();
    },
  ],
  [
    "fitter-job",
    async (page) => {
      await page.locator(".job.now > a").click();
      await page.locator(".foot button").last().waitFor();
    },
  ],
  [
    "fitter-job-offline",
    async (page) => {
      tablet.wire.cut();
      await tickRequired(page);
      await page.locator(".foot button").last().click();
      // On site the customer is asked to sign first.
      const unsigned = page.getByRole("dialog").locator("footer button").first();
      await unsigned.or(page.locator(".block .joint .dashed")).first().waitFor();
      if (await unsigned.count()) await unsigned.click();
      await page.locator(".block .joint .dashed").waitFor();
    },
  ],
  [
    "fitter-not-done",
    async (page) => {
      await go(page, "today");
      await page.locator(".job.now > a").click();
      const failed = page.locator(".foot .acts:has(button:nth-child(2)) button").first();
      for (let step = 0; step < 3 && !(await failed.count()); step++) {
        const said = await page.locator(".foot button").last().innerText();
        await page.locator(".foot button").last().click();
        await page.locator(".foot button", { hasText: said }).waitFor({ state: "detached" });
      }
      await failed.click();
      await page.getByRole("dialog").locator("footer button, button").last().click();
      await page.getByRole("dialog").locator(".odd").waitFor();
    },
  ],
  [
    "fitter-calendar",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await go(page, "calendar");
      await page.locator("main li button").first().waitFor();
    },
  ],
  [
    "fitter-inbox",
    async (page) => {
      await go(page, "inbox");
      await page.locator("#inbox-title").waitFor();
    },
  ],
  [
    "fitter-me",
    async (page) => {
      await go(page, "me");
      await page.locator(".setting").first().waitFor();
    },
  ],
];

describe("every screen of a fitter", () => {
  for (const [language, store] of Object.entries(stores))
    it(language, async (t) => {
      const tablet = await world.tablet(store);
      const page = await tablet.open({ language, size: PHONE });
      await tour(t, page, language, stops(tablet));
    });
});
