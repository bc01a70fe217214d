import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages, PHONE } from "./support/browser.js";
import { tickRequired } from "./support/jobs.js";
import { signIn } from "./support/people.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open({ size: PHONE });
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const STEPS = ["接单", "出发", "到了", "请顾客签字"];

describe("a fitter's day", () => {
  before(() => signIn(page, "fitter"));

  story("shows today's jobs and the way to each", async () => {
    const heading = page.getByRole("heading", { name: /^今天 \d+ 单$/ });
    await heading.waitFor();
    const count = Number(/\d+/.exec(await heading.innerText())[0]);
    assert.ok(count > 0);
    assert.equal(await page.locator("main li .job").count(), count);
  });

  story("steps a job forward to its end without a network, then everything is confirmed", async () => {
    tablet.wire.cut();
    await page.locator("main .job.now > a").click();
    const next = page.locator(".foot button").last();
    await next.waitFor();
    const from = STEPS.indexOf(await next.innerText());
    assert.ok(from >= 0, "the job has a next step");
    for (const step of STEPS.slice(from, -1))
      await page.getByRole("button", { name: step, exact: true }).click();
    const finish = async () => {
      await page.getByRole("button", { name: "请顾客签字" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "没人签，先做完" }).click();
    };
    await finish();
    await page.getByText("「打孔前看过水电走向」还没勾").waitFor();
    await tickRequired(page);
    await accessible(page);
    await page.getByRole("button", { name: "报缺件" }).click();
    const report = page.getByRole("dialog", { name: "报缺件" });
    await report.getByRole("button", { name: "报缺件" }).click();
    await report.getByText("写缺什么、缺几个").waitFor();
    await report.getByLabel("缺什么").fill("铰链");
    await report.getByLabel("几个").fill("2");
    await report.getByRole("button", { name: "报缺件" }).click();
    await page.getByText("铰链 × 2").waitFor();
    await picture(page, "fitter-checklist");
    await finish();
    await page.locator("li[aria-current=step]", { hasText: "完成" }).waitFor();
    await page.getByText(/^在现场 /).waitFor();
    await page.getByText("已存本机", { exact: true }).waitFor();
    await page.getByRole("button", { name: "返回" }).click();
    const strip = page.getByRole("button", { name: /^离线/ });
    assert.match(await strip.innerText(), /\d 项待传/);

    tablet.wire.heal();
    await page.getByRole("button", { name: /^已同步/ }).waitFor({ timeout: 60_000 });
    await page.locator(".job.done > a").last().click();
    await page.getByText("总部已确认").waitFor();
  });

  story("says why a job could not be done", async () => {
    await page.getByRole("button", { name: "返回" }).click();
    await page.locator("main .job.now > a").click();
    for (const step of STEPS.slice(0, 3)) {
      const button = page.getByRole("button", { name: step, exact: true });
      await page.locator(".foot button").last().waitFor();
      if (await button.count()) await button.click();
      if (await page.getByRole("button", { name: "没做成" }).count()) break;
    }
    await page.getByRole("button", { name: "没做成" }).click();
    const sheet = page.getByRole("dialog", { name: "为什么没做成" });
    await sheet.getByRole("button", { name: "记为没做成" }).click();
    await sheet.getByText("写一句原因，店长好安排").waitFor();
    // Before the visit begins nobody can be absent.
    const absent = sheet.getByRole("radio", { name: "家里没人" });
    await ((await absent.count()) ? absent : sheet.getByRole("radio", { name: "现场没准备好" })).click();
    await sheet.getByRole("button", { name: "记为没做成" }).click();
    await page.locator("li[aria-current=step]", { hasText: "没做成" }).waitFor();
  });

  story("leads from a day ahead to its jobs", async () => {
    await page.getByRole("link", { name: "日程" }).click();
    await page.getByRole("button", { name: /^明天/ }).click();
    await page.getByRole("heading", { name: /^明天 \d+ 单$/ }).waitFor();
  });
});
