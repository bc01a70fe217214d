import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const hq = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [page, hq], tell));
const bench = page.getByRole("complementary", { name: "接待台" });
const entry = (name) => bench.getByRole("listitem").filter({ hasText: name });

/** Puts somebody on the waiting list, from the proposals. */
async function join(name) {
  await bench.getByRole("button", { name: "都不合适，放进候补" }).click();
  await bench.getByRole("button", { name: "放进候补", exact: true }).click();
  await bench.getByText("称呼、电话、地址都要填").first().waitFor();
  await bench.getByLabel("称呼").fill(name);
  await bench.getByLabel("电话").fill("13800002057");
  await bench.getByLabel("地址").fill("滨江壹号 3 幢 1 单元 802");
  await bench.getByRole("radio", { name: "8 周" }).click();
  await bench.getByRole("button", { name: "放进候补", exact: true }).click();
  await entry(name).waitFor();
}

describe("the waiting list", () => {
  before(async () => {
    await signInClerk(hq, CLERK);
    await signIn(page);
    await page.getByRole("link", { name: "预约" }).click();
  });

  story("takes a customer without a network, and a place is kept once there is one", async () => {
    tablet.wire.cut();
    await join("陈女士");
    await entry("陈女士").getByText("已存本机").waitFor();
    assert.equal(await entry("陈女士").getByText(/^留着/).count(), 0);
    tablet.wire.heal();
    await entry("陈女士").getByText(/^留着/).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "候补名单：1 个空位" }).waitFor();
    await page.getByRole("link", { name: /^预约.*1 条要你处理/ }).waitFor();
  });

  story("is seen by head office with the place that is kept", async () => {
    await hq.getByRole("link", { name: "候补名单" }).click();
    const row = hq.locator("tbody tr").filter({ hasText: "陈女士" });
    await row.getByText(/\d–\d/).waitFor();
  });

  story("goes on where the place does not suit", async () => {
    const first = await entry("陈女士").getByText(/^留着/).innerText();
    await entry("陈女士").getByRole("button", { name: "他不要，继续等" }).click();
    const other = entry("陈女士").getByText(/^留着/).filter({ hasNotText: first });
    await other.waitFor({ timeout: 60_000 });
  });

  story("ends with one press that books the place", async () => {
    await entry("陈女士").getByRole("button", { name: "就约这个" }).click();
    await bench.getByText("没有人在等").waitFor();
    await page.getByRole("button", { name: "候补名单", exact: true }).waitFor();
    await page.getByRole("button", { name: /^同步状态，已同步/ }).waitFor({ timeout: 60_000 });
    await hq.getByText("没有人在等空位").waitFor({ timeout: 60_000 });
    assert.equal(
      await page.getByRole("link", { name: /^待处理.*要你处理/ }).count(),
      0,
      "nothing was refused",
    );
  });

  story("takes an appointment earlier, and lets somebody go", async () => {
    await bench.getByRole("button", { name: "回到排班表" }).click();
    const hers = page.locator("button.slot").and(page.getByRole("button", { name: /陈女士/ }));
    const later = page.getByRole("button", { name: "后两天" });
    for (let turns = 0; turns < 5 && !(await hers.count()); turns++) {
      await hers
        .first()
        .waitFor({ timeout: 2_000 })
        .catch(() => null);
      if (!(await hers.count())) await later.click();
    }
    await hers.first().click();
    const choice = bench.getByRole("button", { name: "陈女士", exact: true });
    await bench.getByRole("button", { name: "改期" }).or(choice).first().waitFor();
    if (await choice.count()) await choice.click();
    await bench.getByRole("button", { name: "想提前：有空位就打电话" }).click();
    await bench.getByText("在等更早的空位").waitFor();
    await page.getByRole("button", { name: /^候补名单/ }).click();
    await entry("陈女士")
      .getByText(/想提前$/)
      .waitFor();
    await entry("陈女士").getByRole("button", { name: "不等了" }).click();
    await entry("陈女士").getByRole("button", { name: "陈女士不等了" }).click();
    await bench.getByText("没有人在等").waitFor();
  });
});
