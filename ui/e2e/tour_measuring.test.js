import { describe, it } from "node:test";
import { PHONE } from "./support/browser.js";
import { openJob } from "./support/jobs.js";
import { signIn } from "./support/people.js";
import { go, tour } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
/** A store for each language, so that what one tour does is not in the other's way. */
const stores = { "zh-CN": "Binjiang", en: "Nanshan" };
const begin = /^(开始量|Begin)$/;
const dialog = (page) => page.getByRole("dialog");
const field = (page, key) => page.locator(`[data-field="${key}"] input`);

/** Takes steps until the main button says `words`. */
async function stepTo(page, words) {
  const main = page.locator(".foot button").last();
  for (let step = 0; step < 6 && !words.test(await main.innerText()); step++) {
    const said = await main.innerText();
    await main.click();
    await page.waitForFunction(
      (was) => [...document.querySelectorAll(".foot button")].at(-1)?.innerText !== was,
      said,
    );
  }
}

/** The measurer's phone, then the fitter's; each stop starts where the one before left off. */
const stops = [
  [
    "measuring-job",
    async (page) => {
      await signIn(page, "measurer");
      await openJob(page, /量尺|Measur/);
      await stepTo(page, begin);
    },
  ],
  [
    "measuring-what",
    async (page) => {
      await page.locator(".foot button").last().click();
      await dialog(page).getByRole("radio").first().waitFor();
    },
  ],
  [
    "measuring",
    async (page) => {
      await dialog(page)
        .getByRole("radio", { name: /橱柜|Kitchen/ })
        .first()
        .click();
      await dialog(page).locator("input[type=text]").last().fill("B1");
      await dialog(page).getByRole("button", { name: begin }).click();
      await page.locator("[data-field]").first().waitFor();
    },
  ],
  [
    "measuring-warnings",
    async (page) => {
      for (const [key, reading] of [
        ["part_1", "1500"],
        ["part_2", "1480"],
      ]) {
        await field(page, key).fill(reading);
        await page.keyboard.press("Enter");
      }
      const total = page.locator("[data-field] input").first();
      await total.fill("3000");
      await page.keyboard.press("Enter");
      await field(page, "part_3").fill("1.5");
      await page.keyboard.press("Enter");
      await page.locator("[data-field] .odd, [data-field] [role=alert]").first().waitFor();
    },
  ],
  [
    "installing-blocked",
    async (page) => {
      await go(page, "me");
      await page
        .getByRole("button", { name: /^(换人|Switch|Change)/ })
        .first()
        .click();
      await signIn(page, "fitter");
      await openJob(page, /图纸没确认|Drawing not confirmed/);
      await page.locator(".foot button").last().click();
      await page.getByRole("button", { name: /^(确认图纸|Confirm the drawing)$/ }).waitFor();
    },
  ],
  [
    "installing-drawing",
    async (page) => {
      await page.getByRole("button", { name: /^(确认图纸|Confirm the drawing)$/ }).click();
      await dialog(page).locator("input").first().waitFor();
    },
  ],
  [
    "installing-goods",
    async (page) => {
      await dialog(page).locator("button").last().click();
      await dialog(page).waitFor({ state: "detached" });
      await page.getByRole("button", { name: /^(货到齐了|Goods are there)$/ }).click();
      await dialog(page).locator("button").last().waitFor();
    },
  ],
  [
    "installing-sign-off",
    async (page) => {
      await dialog(page).locator("button").last().click();
      await dialog(page).waitFor({ state: "detached" });
      await stepTo(page, /^(请顾客签字|Have it signed)$/);
      await page.locator(".foot button").last().click();
      await dialog(page).getByRole("img").waitFor();
    },
  ],
];

describe("every screen of measuring and installing", () => {
  for (const [language, store] of Object.entries(stores))
    it(language, async (t) => {
      const tablet = await world.tablet(store);
      const page = await tablet.open({ language, size: PHONE });
      await tour(t, page, language, stops);
    });
});
