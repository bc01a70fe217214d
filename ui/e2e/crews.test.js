import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const hq = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [hq], tell));
const found = hq.locator("article");
const snack = (text) => hq.locator(".snack", { hasText: text });

describe("the crews of headquarters", () => {
  before(async () => {
    await signInClerk(hq, CLERK);
    await hq.getByRole("link", { name: "班组", exact: true }).click();
    await hq.getByRole("heading", { name: "班组", level: 1 }).waitFor();
  });

  story("take other goods and set out from elsewhere when a clerk says so", async () => {
    const row = hq.getByRole("row").filter({ hasText: "安装" }).first();
    const name = await row.locator("button.open").innerText();
    await accessible(hq);
    await row.locator("button.open").click();
    const goods = found.getByLabel("接什么货");
    const option = goods.locator("option", { hasText: "马桶" }).first();
    await goods.selectOption(await option.getAttribute("value"));
    await found.getByRole("button", { name: /马桶/ }).waitFor();
    const base = found.getByLabel("从哪里出发");
    const area = await base.locator("option").last().innerText();
    await base.selectOption({ label: area });
    await found.getByRole("button", { name: "保存" }).click();
    await snack(`${name} 已经改好`).waitFor();
    await hq.reload();
    const changed = hq.getByRole("row").filter({ hasText: name });
    await changed.getByText(/马桶/).waitFor();
    await changed.getByText(area).waitFor();
  });

  story("drive ways whose length is changed in one direction", async () => {
    await hq.getByRole("radio", { name: "路程" }).click();
    const cell = hq.locator("tbody tr").nth(1).locator("button").first();
    const saved = hq
      .locator("tbody tr")
      .nth(1)
      .getByRole("button", { name: /77 分钟，41.5 公里/ });
    const back = hq.locator("tbody tr").first().locator("button").nth(1);
    const before = await back.innerText();
    await cell.click();
    await found.getByLabel("开车几分钟").fill("abc");
    await found.getByRole("button", { name: "保存" }).click();
    await found.getByText("写 0 到 1440 的整数").waitFor();
    await found.getByLabel("开车几分钟").fill("77");
    await found.getByLabel("几公里").fill("41.5");
    await accessible(hq);
    await found.getByRole("button", { name: "保存" }).click();
    await snack("77 分钟").waitFor();
    await saved.waitFor();
    assert.equal(await back.innerText(), before, "the way back is another way");
  });
});
