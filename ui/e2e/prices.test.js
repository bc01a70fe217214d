import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { signIn } from "./support/people.js";
import { go } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const hq = await world.console({ size: { width: 1440, height: 900 } });
const seller = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [hq, seller], tell));
/** From the clerk's hand to the seller's eyes. */
const SOON_MS = 20_000;
/** A comparison reads the whole catalog. */
const LONG_MS = 60_000;

describe("promotions at the console", () => {
  before(async () => {
    await signInClerk(hq, CLERK);
    await signIn(seller);
  });

  story("are listed with what they do and whether they hold", async () => {
    await go(hq, "offers");
    const row = hq.getByRole("row").filter({ hasText: "岁末焕新节" });
    await row.getByText("减 8%").waitFor();
    await row.getByText("进行中").waitFor();
    await hq.getByRole("radio", { name: /^结束了/ }).click();
    await hq.getByRole("row").filter({ hasText: "金秋装修季" }).waitFor();
    assert.equal(await row.count(), 0);
    await hq.getByRole("radio", { name: /^全部/ }).click();
    await accessible(hq);
  });

  story("say at each field what is wrong, and save nothing", async () => {
    await hq.getByRole("link", { name: "新活动" }).click();
    await hq.getByLabel("减百分之几").fill("viel");
    await hq.getByRole("button", { name: "保存活动" }).click();
    await hq.getByText("写成 8 或 8.5").waitFor();
    await hq.getByLabel("减百分之几").fill("120");
    await hq.getByRole("button", { name: "保存活动" }).click();
    await hq.getByText("在 0.01 和 100 之间").waitFor();
    await hq.getByText("写个名称").waitFor();
    await accessible(hq);
  });

  story("show what they would do, then reach the tablet", async () => {
    await hq.getByLabel("名称，中文").fill("马桶周");
    await hq.getByLabel("减百分之几").fill("25");
    const category = hq.getByLabel("品类").first();
    await category.selectOption(await category.locator("option", { hasText: "马桶" }).getAttribute("value"));
    await hq.getByLabel("开始").fill("2026-01-01T00:00");
    await hq.getByRole("button", { name: "试算" }).click();
    const table = hq.getByRole("table", { name: "先试算" });
    await table.waitFor();
    assert.equal(await table.locator("tbody tr").count(), 3);
    const after = await table.locator("tbody tr").first().locator("td").nth(1).innerText();
    const name = await table.locator("tbody tr").first().locator("th span").innerText();
    await hq.getByRole("button", { name: "保存活动" }).click();
    await hq.getByRole("row").filter({ hasText: "马桶周" }).getByText("进行中").waitFor();

    await seller.locator("input").first().fill(name);
    const price = after.split("\n")[0].trim();
    await seller.locator("li .price", { hasText: price }).first().waitFor({ timeout: SOON_MS });
  });

  story("are ended, and the tablet goes back", async () => {
    await hq.getByRole("link", { name: "马桶周" }).click();
    await hq.getByRole("button", { name: "现在结束" }).click();
    await hq.getByRole("dialog").getByRole("button", { name: "结束这个活动" }).click();
    await hq.getByRole("row").filter({ hasText: "马桶周" }).getByText("结束了").waitFor();
    await seller.locator("li .price s").first().waitFor({ state: "detached", timeout: SOON_MS });
  });

  story("stand beside the versions of the price book and the discount authority", async () => {
    await hq.getByRole("radio", { name: "价格本" }).click();
    await hq.getByRole("columnheader", { name: "价区" }).waitFor();
    await hq.getByRole("radio", { name: "让价权限" }).click();
    const floor = hq.getByLabel("至少卖到原价的 %").first();
    const was = await floor.inputValue();
    await floor.fill("101");
    await hq.getByRole("button", { name: "让新规则生效" }).click();
    await hq.getByText("最多 100").waitFor();
    await floor.fill(was);
    await hq.getByLabel("最多让 %").first().fill("1.5");
    await hq.getByRole("button", { name: "试算" }).click();
    await hq
      .getByRole("table", { name: "先试算" })
      .getByText(/导购 ¥/)
      .first()
      .waitFor();
    await accessible(hq);
    await hq.getByRole("button", { name: "让新规则生效" }).click();
    await hq.getByText("第 2 版").waitFor();
  });
});

describe("catalog parity at the console", () => {
  story("finds no difference in the chain's own feed", async () => {
    await go(hq, "parity");
    await hq.getByText("还没对过").waitFor();
    await hq.getByRole("button", { name: "对一遍" }).click();
    await hq.getByText("写网址，或者选文件").waitFor();
    const own = await hq.evaluate(() => `${location.origin}/v1/feed.xml`);
    await hq.getByLabel("官网数据的网址").fill(own);
    await hq.getByRole("button", { name: "对一遍" }).click();
    await hq.getByText("官网和平板完全一致").waitFor({ timeout: LONG_MS });
    await accessible(hq);
  });

  story("names every difference in a file, and gives the table", async () => {
    const feed = await hq.evaluate(async () => (await fetch("/v1/feed.xml")).text());
    const changed = feed.replace(/<g:price>[^<]*<\/g:price>/, "<g:price>1.23 CNY</g:price>");
    await hq.getByLabel("官网数据的网址").fill("");
    await hq
      .getByLabel("或者选一个文件")
      .setInputFiles({ name: "官网.xml", mimeType: "text/xml", buffer: Buffer.from(changed) });
    await hq.getByRole("button", { name: "对一遍" }).click();
    await hq.getByRole("row").filter({ hasText: "1.23" }).first().waitFor({ timeout: LONG_MS });
    const csv = await hq.evaluate(async () => (await fetch("/v1/console/parity.csv")).text());
    assert.match(csv, /price,.*1\.23/);
    await accessible(hq);
  });
});
