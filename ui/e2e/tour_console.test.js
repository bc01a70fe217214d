import { describe, it } from "node:test";
import { CLERK, signInClerk } from "./support/console.js";
import { shoot, signIn } from "./support/people.js";
import { go, tour } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const DESK = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };

const world = await openWorld();
const home = await world.tablet("Binjiang");
const away = await world.tablet("West");

/** One card at two tablets, so that there is a redemption to see and a case to settle. */
async function makeCase() {
  const [first, second] = [await home.open(), await away.open()];
  await signIn(first);
  await signIn(second);
  const card = await away.cardThatIs("provisional", await world.cards("Binjiang"));
  away.wire.cut();
  for (const page of [second, first]) {
    await shoot(page, card.text);
    await page.locator("aside .foot button").last().click();
    await page.locator(".verdict .joint").waitFor();
  }
  away.wire.heal();
  await second.locator("nav .badge").waitFor({ timeout: 60_000 });
}

const stops = [
  ["hq-sign-in", (page) => page.locator("form input").first().waitFor()],
  [
    "hq-sign-in-wrong",
    async (page) => {
      await page.locator("form input").nth(0).fill(CLERK);
      await page.locator("form input").nth(1).fill("0000");
      await page.keyboard.press("Enter");
      await page.locator(".say").waitFor();
    },
  ],
  [
    "hq-today",
    async (page) => {
      await signInClerk(page, CLERK);
      await page.locator("tbody tr").first().waitFor();
    },
  ],
  [
    "hq-devices",
    async (page) => {
      await go(page, "devices");
      await page.locator("thead th").nth(5).waitFor();
    },
  ],
  [
    "hq-attention",
    async (page) => {
      await go(page, "attention");
      await page.locator("section.case [role=radio]").first().waitFor();
    },
  ],
];

describe("every page of the console", () => {
  it("has a case to show", makeCase);
  for (const language of ["zh-CN", "en"])
    it(language, async (t) => {
      const page = await world.console({ language, size: DESK });
      await tour(t, page, language, stops, [NARROW]);
    });
});
