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
const later = page.getByRole("button", { name: "后两天" });

/** Turns to days on which there is such a `slot`: that depends on the hour and on crews' days of rest. */
async function turnTo(slot) {
  for (let turns = 0; turns < 5; turns++) {
    await slot
      .first()
      .waitFor({ timeout: 2_000 })
      .catch(() => null);
    if (await slot.count()) return;
    await later.click();
  }
  throw new Error("No day has such a window");
}

/** Opens the appointment of 陈女士 by the keyboard, out of those who share her window. */
async function openHers() {
  const hers = page.locator("button.slot").and(page.getByRole("button", { name: /陈女士/ }));
  await turnTo(hers);
  await hers.focus();
  await page.keyboard.press("Enter");
  const choice = bench.getByRole("button", { name: "陈女士", exact: true });
  await bench.getByRole("button", { name: "改期" }).or(choice).first().waitFor();
  if (await choice.count()) await choice.click();
  await bench.getByRole("heading", { name: "陈女士" }).waitFor();
}

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
    await later.click();
    await turnTo(page.getByRole("button", { name: /保证$/ }));
    const guaranteed = page.getByRole("button", { name: /保证$/ }).first();
    const window = await guaranteed.getAttribute("aria-label");
    await guaranteed.click();
    await bench.getByText(/^时段留给本平板/).waitFor();
    assert.equal(await bench.getByLabel("称呼").inputValue(), "陈女士", "the visit's name is there already");
    assert.match(await bench.getByLabel("电话").inputValue(), /13800002057$/, "and the customer's phone");
    await bench.getByRole("button", { name: "约这个时段" }).click();
    await bench.getByText("称呼、电话、地址都要填").first().waitFor();
    await bench.getByLabel("电话").fill("13800002057");
    await bench.getByLabel("地址").fill("滨江壹号 3 幢 1 单元 802");
    await bench.getByText(/^做.*左右，占 4 格$/).waitFor();
    await bench.getByLabel("几件").fill("99");
    await bench.getByText("这个时段放不下").waitFor();
    assert.equal(await bench.getByRole("button", { name: "约这个时段" }).isDisabled(), true);
    await bench.getByLabel("几件").fill("1");
    await bench.getByText(/^时段留给本平板/).waitFor();
    await bench.getByRole("button", { name: "约这个时段" }).click();
    await bench.getByText("约好了").waitFor();
    await bench.getByText(/占 4 格$/).waitFor();
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

  story("is proposed by way and load, without a network, and takes what was said along", async () => {
    tablet.wire.cut();
    await page.getByRole("link", { name: "预约" }).click();
    await bench.getByRole("heading", { name: "哪个时段合适" }).waitFor();
    await bench.getByText("没有填地址，先不算路程。").waitFor();
    await bench.getByLabel("做什么").selectOption("kitchen/cabinet");
    await bench.getByLabel("地址").fill("杭州市西湖区翠苑云庭 3 幢 502");
    await bench.getByText("西湖区：已算上路程。").waitFor();
    await bench.getByRole("radio", { name: "下午" }).click();
    const best = bench.getByRole("listitem").first().getByRole("button");
    await best.filter({ hasText: /当天已约 \d+\/\d+/ }).waitFor();
    assert.doesNotMatch(await best.textContent(), /不是想要的时间/);
    await best.click();
    await bench.getByRole("button", { name: "约这个时段" }).waitFor();
    assert.equal(await bench.getByLabel("地址").inputValue(), "杭州市西湖区翠苑云庭 3 幢 502");
    assert.equal(await bench.getByLabel("做什么").inputValue(), "kitchen/cabinet");
    tablet.wire.heal();
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
    await page.locator("button.slot.chosen, aside dl, aside h3").first().waitFor();
  });

  story("is opened on the board and moved by the keyboard, without a network", async () => {
    tablet.wire.cut();
    await openHers();
    await bench.getByText("滨江壹号 3 幢 1 单元 802").waitFor();
    await bench.getByRole("button", { name: "改期" }).click();
    await bench.getByRole("heading", { name: "给陈女士换一个时段" }).waitFor();
    const target = page.locator("button.slot[tabindex='0']");
    await turnTo(target);
    assert.equal(await page.locator("button.slot.taken").count(), 0, "only what takes it can be pressed");
    await target.focus();
    await page.keyboard.press("Enter");
    await bench.getByLabel("原因").fill("顾客出差");
    await bench.getByRole("button", { name: "改到这个时段" }).click();
    await bench.getByText(/^原来是.*顾客出差/).waitFor();
    tablet.wire.heal();
    await bench.getByText("总部已确认").waitFor({ timeout: 60_000 });
  });

  story("is taken up with the pointer and dropped on another window", async () => {
    await page.getByRole("radio", { name: "安装", exact: true }).click();
    await later.click();
    await turnTo(page.locator("button.slot[draggable='true']"));
    const alone = page.locator("button.slot[draggable='true']").first();
    const name = (await alone.getAttribute("aria-label")).split("，")[0];
    await alone.hover();
    await page.mouse.down();
    const from = await alone.boundingBox();
    await page.mouse.move(from.x + 20, from.y + 20, { steps: 4 });
    await bench.getByRole("heading", { name: `给${name}换一个时段` }).waitFor();
    const free = page.locator("button.slot").last();
    const to = await free.boundingBox();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
    await page.mouse.up();
    await bench.getByText("改到", { exact: true }).waitFor();
    await bench.getByRole("button", { name: "改到这个时段" }).click();
    await bench.getByRole("heading", { name, exact: true }).waitFor();
    await bench
      .getByText(/^原来是/)
      .first()
      .waitFor();
  });

  story("is called off with a word why, and its window is free again", async () => {
    await page.getByRole("link", { name: "找产品" }).click();
    await page.getByRole("link", { name: "预约" }).click();
    await openHers();
    await bench.getByRole("button", { name: "取消预约" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "取消陈女士的预约" }).click();
    await dialog.getByText("写一句原因").waitFor();
    await dialog.getByLabel("原因").fill("不做了");
    await dialog.getByRole("button", { name: "取消陈女士的预约" }).click();
    await bench.getByText(/取消：不做了$/).waitFor();
    await page.locator("button.slot", { hasText: "陈女士" }).waitFor({ state: "detached" });
  });

  story("is booked together with the installation, once the doors can be made", async () => {
    await page.getByRole("link", { name: "找产品" }).click();
    await page.getByRole("link", { name: "预约" }).click();
    await bench.getByLabel("做什么").selectOption("door");
    await bench.getByRole("radio", { name: "量尺和安装一起约" }).click();
    await bench.getByText(/^量好以后，出图和制作要 \d+ 天。$/).waitFor();
    const pair = bench.getByRole("listitem").getByRole("button").first();
    await pair.getByText(/^量完 \d+ 天后装$/).waitFor();
    await pair.click();
    await bench.getByLabel("称呼").fill("陈女士");
    await bench.getByLabel("电话").fill("13800002057");
    await bench.getByRole("button", { name: "两次都约" }).click();
    await bench.getByText("称呼、电话、地址都要填").first().waitFor();
    await bench.getByLabel("地址").fill("滨江壹号 3 幢 1 单元 802");
    await bench.getByRole("button", { name: "两次都约" }).click();
    await bench.getByText(/^(约好了|先记下了，等总部确认)$/).waitFor();
    await page.getByRole("button", { name: /^同步状态，已同步/ }).waitFor({ timeout: 60_000 });
    await bench.getByRole("button", { name: "再约一个" }).click();
    await bench.getByRole("heading", { name: "哪个时段合适" }).waitFor();
  });
});
