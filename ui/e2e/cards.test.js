import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const home = await world.tablet("Binjiang");
const hq = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [hq], tell));

describe("cards at the console", () => {
  story("makes a batch whose files can be taken away", async () => {
    await signInClerk(hq, CLERK);
    await hq.getByRole("link", { name: "特权卡" }).click();
    await hq
      .getByRole("button", { name: "活动和批次" })
      .or(hq.getByRole("radio", { name: "活动和批次" }))
      .click();
    const campaign = hq.getByRole("article").filter({ hasText: "小程序一元到店礼" });
    await campaign.getByLabel("张数").fill("3");
    await campaign.getByRole("button", { name: "制一批" }).click();
    const table = campaign.getByRole("link", { name: "表格 CSV" });
    await table.waitFor();
    const answer = await hq.request.get(new URL(await table.getAttribute("href"), hq.url()).href);
    assert.equal(answer.status(), 200);
    assert.equal((await answer.text()).trim().split("\n").length, 4);
  });

  story("says what a card waits for until its tablet has given the right back", async () => {
    const card = await home.cardThatIs("refused", await world.cards("Binjiang"));
    await hq
      .getByRole("radio", { name: "查卡" })
      .or(hq.getByRole("button", { name: "查卡" }))
      .click();
    await hq.getByLabel("卡号，或手机尾号四位").fill(card.number);
    await hq.getByRole("button", { name: "查", exact: true }).click();
    const found = hq.getByRole("article");
    await found.getByLabel("要做什么").selectOption("void");
    home.wire.cut();
    await found.getByRole("button", { name: "确定" }).click();
    await found.getByText("还有一项没有填").waitFor();
    await found.getByLabel("原因").fill("顾客不要了");
    await found.getByRole("button", { name: "确定" }).click();
    await found.getByText("等权利收回").waitFor();

    home.wire.heal();
    await found.getByText("已作废", { exact: true }).waitFor({ timeout: 60_000 });
    await found.getByText("顾客不要了").first().waitFor();
  });

  story("saves a campaign and names the fields that are wrong", async () => {
    await hq
      .getByRole("radio", { name: "活动和批次" })
      .or(hq.getByRole("button", { name: "活动和批次" }))
      .click();
    await hq.getByRole("link", { name: "新活动" }).click();
    await hq.getByLabel("名称（中文）").fill("春日家装节");
    await hq.getByLabel("渠道（中文）").fill("直播");
    await hq.getByLabel("卖价").fill("九块九");
    await hq.getByLabel("最多抵多少").fill("300");
    await hq.getByLabel("满多少").fill("3000");
    await hq.getByRole("button", { name: "保存" }).click();
    await hq.getByLabel("卖价").and(hq.locator("[aria-invalid=true]")).waitFor();
    await hq.getByLabel("卖价").fill("9.90");
    await hq.getByRole("button", { name: "保存" }).click();
    await hq.getByRole("article").filter({ hasText: "春日家装节" }).waitFor();
  });
});
