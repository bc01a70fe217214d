import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const bench = page.getByRole("complementary", { name: "接待台" });

describe("a measurement", () => {
  before(() => signIn(page));

  story("is booked for the customer who is here", async () => {
    await page.getByRole("link", { name: "客户" }).click();
    await bench.getByRole("button", { name: "开始接待" }).click();
    await bench.getByText("先写怎么称呼").waitFor();
    await bench.getByLabel("怎么称呼").fill("陈女士");
    await bench.getByLabel("电话").fill("13800002057");
    await bench.getByRole("button", { name: "开始接待" }).click();
    await bench.getByRole("link", { name: "接待中：陈女士" }).waitFor();
    await bench.getByRole("link", { name: "约上门量尺" }).click();
    await page.getByRole("heading", { name: /^预约/ }).waitFor();
    await page.locator("button.slot").first().waitFor();
    await page.locator(".slot", { hasText: "安装" }).first().waitFor({ state: "detached" });
  });

  story("is guaranteed without a network and confirmed once there is one", async () => {
    tablet.wire.cut();
    const guaranteed = page.getByRole("button", { name: /保证$/ }).first();
    const window = await guaranteed.getAttribute("aria-label");
    await guaranteed.click();
    await bench.getByText(/^时段留给本平板/).waitFor();
    assert.equal(await bench.getByLabel("称呼").inputValue(), "陈女士", "the visit's name is there already");
    await bench.getByRole("button", { name: "约这个时段" }).click();
    await bench.getByText("称呼、电话、地址都要填").first().waitFor();
    await bench.getByLabel("电话").fill("13800002057");
    await bench.getByLabel("地址").fill("滨江壹号 3 幢 1 单元 802");
    await bench.getByRole("button", { name: "约这个时段" }).click();
    await bench.getByText("约好了").waitFor();
    await page.getByRole("button", { name: /^同步状态，离线，\d 项待传/ }).waitFor();
    await bench.getByRole("button", { name: "再约一个" }).click();
    await page.getByRole("button", { name: window, exact: true }).waitFor({ state: "detached" });

    await page.getByRole("link", { name: "待处理" }).click();
    await page.getByRole("heading", { name: /^等总部 / }).waitFor();
    const waiting = page.getByRole("link", { name: /预约.*已存本机/ });
    await waiting.waitFor();
    tablet.wire.heal();
    await waiting.waitFor({ state: "detached", timeout: 60_000 });
    await page.getByRole("button", { name: /^同步状态，已同步/ }).waitFor();
    assert.equal(await page.getByRole("heading", { name: /^要你处理/ }).count(), 0, "nothing was refused");
  });

  story("can be moved through with the arrow keys", async () => {
    await page.getByRole("link", { name: "预约" }).click();
    const slots = page.locator("button.slot");
    await slots.first().waitFor();
    await page.locator("button.slot[tabindex='0']").focus();
    const before = await page.evaluate(() => document.activeElement.dataset.at);
    await page.keyboard.press("ArrowRight");
    const after = await page.evaluate(() => document.activeElement.dataset.at);
    assert.notEqual(after, before);
    await page.keyboard.press("Enter");
    await page.locator("button.slot.chosen").waitFor();
  });
});
