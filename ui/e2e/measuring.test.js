import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages, PHONE, TABLET } from "./support/browser.js";
import { openJob, tickRequired } from "./support/jobs.js";
import { shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open({ size: PHONE });
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const field = (name) => page.getByLabel(name, { exact: false }).first();
const button = (name) => page.getByRole("button", { name, exact: true });

/** Waits until the meter's next reading would go into the field `key`. */
const focused = (key) =>
  page.waitForFunction((key) => document.activeElement?.closest("[data-field]")?.dataset.field === key, key);

/** Takes the steps from where the job is until the crew is there. */
async function arrive() {
  for (const step of ["接单", "出发", "到了"])
    if (await button(step).count()) {
      await button(step).click();
      await button(step).waitFor({ state: "detached" });
    }
}

/** Signs out, and somebody in `role` in. */
async function changePerson(role) {
  await page
    .getByRole("link", { name: "我的" })
    .or(page.getByRole("button", { name: /，设置/ }))
    .click();
  await page.getByRole("button", { name: "换人" }).first().click();
  await signIn(page, role);
}

/** The phone of whose kitchen is measured. */
let phone = "";

describe("a kitchen", () => {
  story("is measured without a network by a meter that types, each reading saved at once", async () => {
    await signIn(page, "measurer");
    tablet.wire.cut();
    await openJob(page, "量尺");
    await arrive();
    phone = (await page.locator("a[href^='tel:']").first().getAttribute("href")).slice("tel:".length);
    await button("开始量").click();
    const sheet = page.getByRole("dialog", { name: "量什么" });
    await sheet.getByRole("radio", { name: "橱柜（一字）" }).click();
    await sheet.getByLabel("叫什么").fill("厨房");
    await sheet.getByRole("button", { name: "开始量" }).click();
    await page.getByRole("heading", { name: /^厨房/ }).waitFor();

    await field("墙面总长").focus();
    await shoot(page, "3.000 m");
    await page.waitForFunction(
      () => document.activeElement?.closest("[data-field]")?.dataset.field === "part_1",
    );
    assert.equal(await field("墙面总长").inputValue(), "3000", "the meter's metres are millimetres");
    await shoot(page, "1.5");
    await page.getByText("看不准是多少").waitFor();
    await field("第 1 段").fill("1500 mm");
    await page.keyboard.press("Enter");
    await page.getByText("看不准是多少").waitFor({ state: "detached" });
    await focused("part_2");
    await page.keyboard.type("1480");
    await page.keyboard.press("Enter");
    await page.getByText("各段加起来 2,980，总长 3,000，差 20").waitFor();
    await focused("part_3");
    await field("第 2 段").fill("1500");
    await page.keyboard.press("Enter");
    await page.getByText("各段加起来").waitFor({ state: "detached" });
  });

  story("keeps what was read when the screen is opened again, and is finished", async () => {
    await page.reload();
    await page.getByRole("heading", { name: /^厨房/ }).waitFor();
    assert.equal(await field("第 2 段").inputValue(), "1500");
    const rest = {
      "层高（左）": "2600",
      "层高（右）": "2604",
      台面进深: "60 cm",
      左墙角: "90.5",
      水槽中心离左墙: "800",
    };
    for (const [name, reading] of Object.entries(rest)) {
      await field(name).fill(reading);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /^量完了/ }).waitFor();
    }
    await button("燃气灶").click();
    await button("是").click();
    await page.getByText("1.80 m²").waitFor();
    await button("量完了").click();
    await page.getByRole("heading", { name: "量过的" }).waitFor();
    await page.getByText("第 1 次").waitFor();
  });

  story("is measured again, and what changed is shown", async () => {
    await page.locator("section a", { hasText: "厨房" }).click();
    await button("重新量").click();
    await page.getByRole("heading", { name: "厨房 · 第 2 次" }).waitFor();
    await field("墙面总长").fill("3012");
    await page.keyboard.press("Enter");
    await page.getByText("3,000 → 3,012").waitFor();
    await field("备注").fill("只复了总长，其余没变");
    await page.getByRole("button", { name: /^量完了/ }).click();
    await page.getByText("第 2 次").waitFor();
    await button("做完了").click();
    await page.locator("li[aria-current=step]", { hasText: "完成" }).waitFor();
    await page.getByRole("button", { name: "撤回「完成」" }).waitFor();

    tablet.wire.heal();
    await page.getByRole("link", { name: "今天", exact: true }).click();
    await page.getByRole("button", { name: /^已同步/ }).waitFor({ timeout: 60_000 });
  });
});

describe("what was measured", () => {
  story("goes into the quote of whose home it is, and back out", async () => {
    await page.setViewportSize(TABLET);
    tablet.wire.cut();
    await changePerson("seller");
    const bench = page.locator("#bench");
    await page.getByRole("navigation").getByRole("link").nth(2).click();
    await bench.getByLabel("怎么称呼").fill("林女士");
    await bench.getByLabel("电话").fill(phone);
    await bench.locator("button[type=submit]").click();
    await page.locator("a.visit", { hasText: "林女士" }).waitFor();
    await page.getByRole("navigation").getByRole("link").nth(0).click();
    await page.getByRole("searchbox").fill("PET 橱柜");
    await page.locator(".scroller li button", { hasText: "延米" }).first().click();
    await bench.getByRole("link", { name: "看配置" }).click();
    await bench.getByLabel("长 mm").fill("2500");
    await bench.getByRole("button", { name: "加进报价" }).click();
    const line = page.getByRole("main").locator("li", { hasText: "预估，待量尺" });
    await line.getByRole("button", { name: "用量尺结果" }).click();
    const sheet = page.getByRole("dialog", { name: /^量尺结果/ });
    await sheet.getByText("第 2 版").first().waitFor();
    await accessible(page);
    await sheet.getByRole("button", { name: /地柜/ }).click();
    const taken = page.getByRole("main").locator("li", { hasText: "3.012 m" });
    await taken.getByText("实测").waitFor();
    await page.getByRole("heading", { name: "厨房" }).waitFor();
    await page.getByRole("button", { name: "放回去" }).click();
    await line.getByText("2,500 mm").waitFor();
    tablet.wire.heal();
    await page.setViewportSize(PHONE);
  });
});

describe("an installation", () => {
  story("waits for drawing and goods, is signed for and done", async () => {
    await changePerson("fitter");
    await openJob(page, "图纸没确认");
    await button("接单").click();
    await page.getByText("图纸还没确认").waitFor();
    await button("确认图纸").click();
    await page.getByRole("dialog").getByRole("button", { name: "确认第 1 版" }).click();
    await button("货到齐了").click();
    await page.getByRole("dialog").getByRole("button", { name: "记为到齐" }).click();
    await button("出发").waitFor();
    await arrive();
    await tickRequired(page);
    await button("请顾客签字").click();
    const sheet = page.getByRole("dialog", { name: "顾客验收" });
    await sheet.getByRole("button", { name: "签好，做完了" }).click();
    await sheet.getByText("写姓名，请顾客签字").waitFor();
    const pad = await sheet.getByRole("img").boundingBox();
    await page.mouse.move(pad.x + 30, pad.y + 40);
    await page.mouse.down();
    for (const at of [60, 90, 130, 180]) await page.mouse.move(pad.x + at, pad.y + 30 + (at % 40));
    await page.mouse.up();
    await sheet.getByLabel("顾客有什么要说").fill("都好");
    await sheet.getByRole("button", { name: "签好，做完了" }).click();
    await page.locator("li[aria-current=step]", { hasText: "完成" }).waitFor();
    await page.getByRole("heading", { name: /签了字$/ }).waitFor();
  });
});
