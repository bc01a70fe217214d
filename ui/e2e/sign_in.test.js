import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { choose, PINS, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");

describe("signing in", () => {
  it("says what a wrong PIN means and lets the right one in", async () => {
    const page = await tablet.open();
    await onPages("sign-in", [page], async () => {
      const name = await choose(page, "seller");
      await page.getByLabel(`${name} 的 PIN`).waitFor();
      await page.keyboard.type("9999");
      await page.getByRole("button", { name: "登录" }).click();
      await page.getByText("PIN 不对").waitFor();
      assert.equal(await page.getByLabel(`${name} 的 PIN`).inputValue(), "", "the wrong PIN is gone");
      for (const digit of PINS.seller) await page.getByRole("button", { name: digit, exact: true }).click();
      await page.getByRole("button", { name: "登录" }).click();
      await page.getByRole("button", { name: `${name}，设置` }).waitFor();
      await page.getByRole("navigation", { name: "主导航" }).waitFor();
    });
  });

  it("locks a name after three wrong PINs and counts down", async () => {
    const page = await tablet.open();
    await onPages("locked", [page], async () => {
      await page.getByRole("button", { name: /，设置/ }).click();
      await page.getByRole("button", { name: "换人" }).click();
      await page.locator("button.person").nth(1).click();
      for (const wrong of ["1111", "2222", "3333"]) {
        await page.locator("#pin").fill(wrong);
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.querySelector("#pin").value === "");
      }
      const countdown = page.getByText(/试得太多，\d+ 秒后再试/);
      await countdown.waitFor();
      const before = await countdown.innerText();
      await page.waitForFunction((text) => !document.body.innerText.includes(text), before);
      assert.equal(await page.getByRole("button", { name: "登录" }).isDisabled(), true);
    });
  });

  it("needs no network", async () => {
    const page = await tablet.open();
    tablet.wire.cut();
    await onPages("offline sign-in", [page], async () => {
      const name = await signIn(page, "manager");
      await page.getByRole("button", { name: `${name}，设置` }).waitFor();
      await page.getByRole("button", { name: /^同步状态，离线/ }).waitFor();
    });
    tablet.wire.heal();
  });

  it("sends fitters to their own screens", async () => {
    const page = await tablet.open();
    await onPages("fitter", [page], async () => {
      await page.getByRole("button", { name: /，设置/ }).click();
      await page.getByRole("button", { name: "换人" }).click();
      await signIn(page, "fitter");
      await page.getByRole("link", { name: "日程" }).waitFor();
      assert.equal(await page.getByRole("link", { name: "扫卡" }).count(), 0);
    });
  });
});
