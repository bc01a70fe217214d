import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { PINS, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const sheet = page.getByRole("dialog", { name: "手工让价" });
const discounts = page.getByRole("region", { name: "手工让价" });

/** Opens the sheet and types how much is to be taken off; answers what the price would be then. */
async function takeOff(share) {
  await discounts.getByRole("button", { name: "让价", exact: true }).click();
  const most = await sheet.getByText(/^最多可让/).textContent();
  // Whole yuan of a share of the most that anybody may take off.
  const amount = Math.floor(Number(/[\d,]+(\.\d+)?/.exec(most)[0].replaceAll(",", "")) * share);
  assert.ok(amount > 0);
  await sheet.getByLabel("让多少（元）").fill(String(amount));
}

describe("a discount by hand", () => {
  before(async () => {
    await signIn(page);
    await page.getByRole("searchbox", { name: "找产品" }).fill("sofa");
    await page.locator(".scroller li button", { hasText: "沙发" }).first().click();
    await page.locator("aside .foot a").last().click();
    await discounts.waitFor();
  });

  story("is the seller's own while it is small", async () => {
    await takeOff(0.05);
    await sheet.getByText("在你的权限内，马上生效").waitFor();
    await accessible(page);
    await sheet.getByRole("button", { name: "让价" }).click();
    await discounts.getByText(/已批准/).waitFor();
  });

  story("is refused below the floor, with the floor", async () => {
    await takeOff(1.1);
    await sheet.getByText(/^让得太多，底价/).waitFor();
    assert.ok(await sheet.getByRole("button", { name: "让价" }).isDisabled());
    await accessible(page);
    await sheet.getByRole("button", { name: "取消" }).click();
  });

  story("waits for a manager, who types the PIN on the same tablet without a network", async () => {
    tablet.wire.cut();
    await takeOff(0.25);
    await sheet.getByText(/^要批准：店长/).waitFor();
    await sheet.getByRole("button", { name: "请示" }).click();
    await discounts.getByText("等批准").waitFor();
    await accessible(page);
    await discounts.getByLabel(/ 的 PIN$/).fill("9999");
    await discounts.getByRole("button", { name: "批准", exact: true }).click();
    await discounts.getByRole("alert").waitFor();
    await discounts.getByLabel(/ 的 PIN$/).fill(PINS.manager);
    await discounts.getByRole("button", { name: "批准", exact: true }).click();
    await discounts
      .getByText(/已批准/)
      .nth(1)
      .waitFor();
  });
});
