import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { fits } from "./support/layout.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const [hq, other] = [await world.console(), await world.console()];
const story = (name, tell) => it(name, () => onPages(name, [hq, other], tell));
const snack = (page, text) => page.locator(".snack", { hasText: text });

async function opens(page, view) {
  await page.getByRole("link", { name: "表单", exact: true }).click();
  await page.getByRole("heading", { name: "表单", level: 1 }).waitFor();
  await page.getByRole("radio", { name: view }).click();
}

const part = (page, name) =>
  page.locator("li:has(> details)").filter({ has: page.locator("summary b", { hasText: name }) });

describe("forms and checklists at headquarters", () => {
  before(async () => {
    await signInClerk(hq, CLERK);
    await signInClerk(other, CLERK);
  });

  story("are listed with their versions", async () => {
    await opens(hq, "测量表");
    await hq.getByRole("link", { name: "改橱柜（一字）" }).waitFor();
    await accessible(hq);
    await fits(hq);
    await picture(hq, "hq-forms");
  });

  story("a form is changed and tried by the tablet's own rules before it is published", async () => {
    await hq.getByRole("link", { name: "改橱柜（一字）" }).click();
    await hq.getByRole("heading", { name: "橱柜（一字），第 1 版" }).waitFor();
    const trial = hq.getByRole("region", { name: "试一试" });
    await trial.getByLabel("墙面总长").fill("3.000 m");
    await trial.getByLabel("台面进深").fill("60 cm");
    await trial.getByText("1.89 m²").waitFor();
    await trial.getByLabel("第 1 段").fill("1500");
    await trial.getByLabel("第 2 段").fill("1400");
    await trial.getByText(/总长 3,000，差 100/).waitFor();
    await trial.getByLabel("层高（左）").fill("12.5");
    await trial.getByText("看不准是多少").waitFor();

    const depth = part(hq, "台面进深");
    await depth.locator("summary").click();
    await depth.getByLabel("至多").fill("六百");
    await hq.getByRole("button", { name: "发布第 2 版" }).click();
    await depth.getByText("写一个数").waitFor();
    await depth.getByLabel("至多").fill("400");
    await depth.getByText("要不小于「至少」").waitFor();
    await depth.getByLabel("至多").fill("550");
    await depth.locator(".odd").waitFor({ state: "detached" });
    await trial.getByText(/550/).waitFor();
    await accessible(hq);
    await fits(hq);
    await picture(hq, "hq-form");
  });

  story("what a removed field leaves behind is said where it is, and the field is put back", async () => {
    const wall = part(hq, "墙面总长").first();
    await wall.getByRole("button", { name: "去掉墙面总长" }).last().click();
    await hq.getByText("已经去掉的一项").first().waitFor();
    await hq.getByRole("button", { name: "发布第 2 版" }).click();
    await hq.getByText("有一项不是数，或者还没选够").first().waitFor();
    await hq.getByRole("button", { name: "放回去" }).click();
    await part(hq, "墙面总长").first().waitFor();
  });

  story("what was changed waits while somebody looks elsewhere, and is published", async () => {
    await hq.getByRole("link", { name: "班组", exact: true }).click();
    await opens(hq, "测量表");
    await hq.getByRole("link", { name: "改橱柜（一字）" }).click();
    await hq.getByRole("button", { name: "不要这些改动" }).waitFor();
    const depth = part(hq, "台面进深");
    await depth.locator("summary").click();
    assert.equal(await depth.getByLabel("至多").inputValue(), "550");

    // Somebody else has it open as it is.
    await opens(other, "测量表");
    await other.getByRole("link", { name: "改橱柜（一字）" }).click();
    await part(other, "台面进深").locator("summary").click();
    await part(other, "台面进深").getByLabel("至多").fill("700");

    await hq.getByRole("button", { name: "发布第 2 版" }).click();
    await snack(hq, "第 2 版已经发布").waitFor();
    await other.getByRole("button", { name: "发布第 2 版" }).click();
    await other.getByText("这张表已经有第 2 版").waitFor();
    await other.getByRole("button", { name: "不要这些改动" }).click();
    await part(other, "台面进深").locator("summary").click();
    assert.equal(await part(other, "台面进深").getByLabel("至多").inputValue(), "550");
  });

  story("a checklist gets an item, moved by the keyboard, in a window of 800", async () => {
    await hq.setViewportSize({ width: 800, height: 1000 });
    await opens(hq, "检查清单");
    await hq.getByRole("link", { name: /^改/ }).first().click();
    const items = hq.locator("form ol > li");
    const count = await items.count();
    await hq.getByRole("button", { name: "加一条" }).click();
    await items.nth(count).getByLabel("中文名称").fill("拍照留底");
    await hq.getByRole("button", { name: /^发布第/ }).click();
    await items.nth(count).getByText("中英文都要写").waitFor();
    await items.nth(count).getByLabel("英文名称").fill("Photos taken");
    await items.nth(count).getByLabel("不做不能往下走").check();
    const up = hq.getByRole("button", { name: "把拍照留底往前移" });
    await up.focus();
    await hq.keyboard.press("Enter");
    await items
      .nth(count - 1)
      .getByLabel("中文名称")
      .and(hq.locator("input"))
      .waitFor();
    assert.equal(
      await items
        .nth(count - 1)
        .getByLabel("中文名称")
        .inputValue(),
      "拍照留底",
    );
    assert.equal(
      await hq.evaluate(() => document.activeElement.getAttribute("aria-label")),
      "把拍照留底往前移",
    );
    await accessible(hq);
    await fits(hq);
    await picture(hq, "hq-checklist");
    await hq.getByRole("button", { name: /^发布第/ }).click();
    await snack(hq, "已经发布").waitFor();
    await hq.setViewportSize({ width: 1280, height: 800 });
  });

  story("a new form is made from nothing", async () => {
    await opens(hq, "测量表");
    await hq.getByRole("link", { name: "新建测量表" }).click();
    const form = hq.locator("form#form");
    await form.getByLabel("中文名称").first().fill("淋浴房");
    await form.getByLabel("英文名称").first().fill("Shower");
    const first = form.locator("ol").first().locator("> li").first();
    await first.locator("summary").click();
    await first.getByLabel("中文名称").fill("净宽");
    await first.getByLabel("英文名称").fill("Clear width");
    await first.getByLabel("至少").fill("700");
    await hq.getByRole("button", { name: "加一个用量" }).click();
    const quantity = form.locator("ol").last().locator("> li").first();
    await quantity.getByLabel("中文名称").fill("门槛石");
    await quantity.getByLabel("英文名称").fill("Threshold");
    await quantity.getByLabel("按什么算").selectOption("metre");
    await quantity.getByLabel("哪一项").selectOption({ label: "净宽" });
    await hq.getByRole("region", { name: "试一试" }).getByLabel("净宽").fill("900");
    await hq.getByRole("region", { name: "试一试" }).getByText("0.90").waitFor();
    await hq.getByRole("button", { name: "发布第 1 版" }).click();
    await snack(hq, "第 1 版已经发布").waitFor();
    await hq.getByRole("link", { name: "改淋浴房" }).waitFor();
  });
});
