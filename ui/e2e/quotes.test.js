import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { PINS, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const bench = page.locator("#bench");
const main = page.getByRole("main");
const nav = page.getByRole("navigation");
const title = main.getByRole("heading", { level: 1 });

/** Puts the first that `text` finds into the quote of the customer on the bench. */
async function add(text) {
  await nav.getByRole("link").nth(0).click();
  await page.getByRole("searchbox").fill(text);
  await page.locator(".scroller li button").first().click();
  await bench.getByRole("button", { name: "加进报价" }).click();
  await title.getByText("Q-").waitFor();
}

/** The goods that the quote lists. */
const lines = () => main.locator("li .what > b").allInnerTexts();

describe("a quote", () => {
  before(async () => {
    await signIn(page);
    await nav.getByRole("link").nth(2).click();
    await bench.getByLabel(/^怎么称呼/).fill("吴女士");
    await bench.locator("button[type=submit]").click();
    await page.locator("a.visit", { hasText: "吴女士" }).waitFor();
    tablet.wire.cut();
  });

  story("goes back to a version of before", async () => {
    await add("sofa");
    const one = await lines();
    const ask = bench.getByRole("button", { name: "请店长批准" });
    for (let press = 0; press < 8 && (await ask.count()) === 0; press++) {
      const was = await bench.locator("output").innerText();
      await bench.getByRole("button", { name: /^多让/ }).click();
      await page.waitForFunction(
        (before) => document.querySelector("#bench output").textContent !== before,
        was,
      );
    }
    await ask.click();
    await page.getByRole("dialog").locator("input").fill(PINS.manager);
    await page.getByRole("dialog").getByRole("button", { name: "批准", exact: true }).click();
    await bench.getByRole("button", { name: "请顾客签字" }).waitFor();

    // What was granted is fixed: another lamp makes a new version.
    await add("lamp");
    await main.getByText("以前的版本 (1)").click();
    await main.getByRole("button", { name: /^回到/ }).click();
    await page.waitForFunction(
      (count) => document.querySelectorAll("main li .what > b").length === count,
      one.length,
    );
    assert.deepEqual(await lines(), one);
  });

  story("is copied to a quote of its own", async () => {
    const [number, goods] = [await title.innerText(), await lines()];
    await main.getByRole("button", { name: "复制成新报价" }).click();
    await page.waitForFunction((was) => document.querySelector("main h1").textContent !== was, number);
    await title.getByText("Q-").waitFor();
    assert.notEqual(await title.innerText(), number);
    await main.locator("li .what > b").first().waitFor();
    assert.deepEqual(await lines(), goods);
    assert.equal(
      await bench.getByRole("button", { name: "请店长批准" }).count(),
      0,
      "no discount comes along",
    );
  });
});
