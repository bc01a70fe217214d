import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { fits } from "./support/layout.js";
import { PINS, signIn } from "./support/people.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
await world.ask("codes", "--kinds", "measure");
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const bench = page.getByRole("complementary", { name: "接待台" });
const button = (name) => page.getByRole("button", { name, exact: true });
/** What the customer was given. */
let code = "";

/** Signs the seller out and that measurer in who has a job of 陈女士; answers whether there is one. */
async function findHers() {
  for (let at = 0; ; at++) {
    await page
      .getByRole("link", { name: "我的" })
      .or(page.getByRole("button", { name: /，设置/ }))
      .click();
    await page.getByRole("button", { name: "换人" }).first().click();
    const measurers = page
      .locator("button.person")
      .filter({ has: page.locator("small", { hasText: "量尺师傅" }) });
    await measurers.first().waitFor();
    if (at >= (await measurers.count())) return false;
    await measurers.nth(at).click();
    await page.keyboard.type(PINS.measurer);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "日程" }).click();
    const days = page.locator("main li button");
    await days.first().waitFor();
    for (let day = 0; day < (await days.count()); day++) {
      await days.nth(day).click();
      await page.locator(".job > a, .empty").first().waitFor();
      const hers = page.locator(".job > a").filter({ hasText: "陈女士" });
      if (await hers.count()) {
        await hers.first().click();
        await page.locator(".foot button").last().waitFor();
        return true;
      }
      await page.getByRole("link", { name: "日程" }).click();
      await days.first().waitFor();
    }
  }
}

describe("the customer's code", () => {
  story("is shown where the visit is booked, without a network", async () => {
    await signIn(page);
    tablet.wire.cut();
    await page.getByRole("navigation").getByRole("link").nth(2).click();
    await bench.getByLabel("怎么称呼").fill("陈女士");
    await bench.getByLabel("电话").fill("13800002057");
    await bench.locator("button[type=submit]").click();
    await bench.getByRole("link", { name: "约上门量尺" }).click();
    const slot = page.getByRole("button", { name: /保证$/ }).first();
    for (let turns = 0; turns < 5 && !(await slot.count()); turns++) {
      await button("后两天").click();
      await slot.waitFor({ timeout: 2_000 }).catch(() => null);
    }
    await slot.click();
    await bench.getByLabel("地址").fill("滨江壹号 3 幢 1 单元 802");
    await bench.getByRole("button", { name: "约这个时段" }).click();
    const hers = page.locator("button.slot").and(page.getByRole("button", { name: /陈女士/ }));
    await hers.first().click();
    const choice = bench.getByRole("button", { name: "陈女士", exact: true });
    await bench.getByRole("button", { name: "改期" }).or(choice).first().waitFor();
    if (await choice.count()) await choice.click();
    const shown = bench.getByText(/^上门码：\d{3} \d{3}$/);
    await shown.waitFor();
    code = /(\d{3} \d{3})/.exec(await shown.innerText())[1];
    await accessible(page);
    await picture(page, "code-shown");
    await bench.getByRole("button", { name: "上门单" }).click();
    const slip = page.getByRole("dialog", { name: /^上门单/ });
    await slip.locator(".pages img").first().waitFor({ timeout: 30_000 });
    await picture(page, "visit-slip");
    await accessible(page);
    await slip.getByRole("button", { name: "关闭" }).first().click();
  });

  story("is asked for where the crew arrives, and a wrong one is counted", async () => {
    assert.ok(await findHers(), "the crew has the job");
    for (const step of ["接单", "出发"]) {
      await button(step).click();
      await button(step).waitFor({ state: "detached" });
    }
    await button("到了").click();
    const sheet = page.getByRole("dialog", { name: "上门码" });
    await sheet.getByLabel("上门码").fill(code === "000 000" ? "000 001" : "000 000");
    await sheet.getByRole("button", { name: "到了" }).click();
    await sheet.getByText("上门码不对").waitFor();
    await sheet.getByText("还能试 4 次").first().waitFor();
    await accessible(page);
    await fits(page);
    await picture(page, "code-asked");
  });

  story("that the customer does not have is made up for by a reason, which head office is told", async () => {
    const sheet = page.getByRole("dialog", { name: "上门码" });
    await sheet.getByRole("button", { name: "顾客没有上门码" }).click();
    await sheet.getByRole("button", { name: "没有码，先开工" }).click();
    await sheet.getByText("写一句原因").waitFor();
    await sheet.getByLabel("为什么没有").fill("手机没电");
    await picture(page, "code-without");
    await sheet.getByRole("button", { name: "没有码，先开工" }).click();
    await page.locator("li[aria-current=step]", { hasText: "到达" }).waitFor();
    tablet.wire.heal();
    await page.getByText("总部已确认").waitFor({ timeout: 60_000 });
    const office = await world.console();
    await signInClerk(office, CLERK);
    await office.evaluate(() => (location.hash = "#/attention"));
    await office.getByText("师傅没有上门码就开工了：手机没电").first().waitFor();
    await accessible(office);
    await picture(office, "code-case");
  });
});
