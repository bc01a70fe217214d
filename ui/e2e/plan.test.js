import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { accessible } from "./support/axe.js";
import { CLERK, signInClerk } from "./support/console.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const hq = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [hq], tell));
const approve = hq.locator("tbody button", { hasText: "照办" });

/** Turns to a day for which something is proposed: that depends on who is booked. */
async function turnToProposals() {
  for (let turns = 0; turns < 14; turns++) {
    await approve
      .first()
      .waitFor({ timeout: 1_000 })
      .catch(() => null);
    if (await approve.count()) return;
    await hq.getByRole("button", { name: "后一天" }).click();
  }
  throw new Error("Nothing is proposed for any day");
}

/** Minutes of the bars: as it stands, and with all proposals. */
async function hours() {
  const words = await hq.locator("dl dd b").allInnerTexts();
  return words.map((text) => Number(/([\d.]+) 小时/.exec(text)[1]));
}

describe("the planner at headquarters", () => {
  before(async () => {
    await signInClerk(hq, CLERK);
    await hq.getByRole("link", { name: "顺路" }).click();
    await hq.getByRole("heading", { name: "顺路", level: 1 }).waitFor();
  });

  story("says what a day's driving is and what other crews would save", async () => {
    await turnToProposals();
    const [now, then] = await hours();
    assert.ok(now > then, `${now} and ${then}`);
    await hq.getByText("时段都不变，只换班组").waitFor();
    assert.match(await approve.first().getAttribute("aria-label"), /^照办：.*换成/);
  });

  story("says for a week what the night's plan found, and opens a day of it", async () => {
    const days = hq.getByRole("region", { name: "接下来几天" });
    assert.equal(await days.getByRole("button").count(), 7);
    await days.getByText("每天夜里 2 点排一遍").waitFor();
    await days.getByRole("button", { name: /省/ }).first().click();
    await days.locator("button[aria-pressed=true]", { hasText: "省" }).waitFor();
    await approve.first().waitFor();
    const told = await days.locator("button[aria-pressed=true] span").innerText();
    assert.equal(parseInt(told, 10), await approve.count());
    await accessible(hq);
    await picture(hq, "hq-plan-days");
  });

  story("carries out what a clerk approves, and what was saved is no longer proposed", async () => {
    const [now] = await hours();
    const count = await approve.count();
    await approve.first().click();
    await hq.locator(".snack", { hasText: "上门" }).waitFor();
    await hq.waitForFunction((before) => document.querySelectorAll("tbody button").length < before, count);
    assert.ok((await hours())[0] < now);
    const left = await approve.count();
    const told = hq.locator("section button[aria-pressed=true] span");
    await told.filter({ hasText: left > 0 ? `${left} 条` : "没有建议" }).waitFor();
  });
});
