import { describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages, PHONE } from "./support/browser.js";
import { openJob } from "./support/jobs.js";
import { fits } from "./support/layout.js";
import { PINS, signIn } from "./support/people.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open({ size: PHONE });
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const button = (name) => page.getByRole("button", { name, exact: true });

describe("goods that come in parts", () => {
  story("are counted without a network, and the missing ones shut the gate", async () => {
    await signIn(page, "fitter");
    await openJob(page, "货没到齐");
    tablet.wire.cut();
    await button("货到了多少").click();
    const sheet = page.getByRole("dialog", { name: "货到了多少" });
    await sheet.getByRole("radio", { name: "有没到的" }).click();
    await sheet.getByLabel("货名").fill("橱柜门板");
    await sheet.getByLabel("一共几件").fill("8");
    await sheet.getByLabel("到了几件").fill("9");
    await button("存清点").click();
    await sheet.getByText("写货名和件数，到货不超过总数").waitFor();
    await sheet.getByLabel("到了几件").fill("6");
    await sheet.getByLabel("没到的哪天到").fill("2026-12-01");
    await accessible(page);
    await fits(page);
    await picture(page, "goods-count");
    await button("存清点").click();
    await sheet.waitFor({ state: "detached" });
    await page.getByText("橱柜门板 × 2").waitFor();
    if (await button("接单").count()) await button("接单").click();
    await page.getByText("「橱柜门板」等 1 样货没到").waitFor();
    await picture(page, "goods-missing");
  });

  story("are gone without where a manager says so by PIN", async () => {
    await button("缺货先装").click();
    const sheet = page.getByRole("dialog", { name: "缺货先装，要店长同意" });
    await sheet.getByLabel("为什么").or(sheet.locator("input").first()).first().fill("先装柜体");
    await sheet.locator("input").last().fill(PINS.manager);
    await accessible(page);
    await picture(page, "goods-waive");
    await sheet.getByRole("button", { name: "缺货先装" }).click();
    await sheet.waitFor({ state: "detached" });
    await page.getByText(/同意缺货先装：先装柜体$/).waitFor();
    await button("出发").click();
    await button("到了").waitFor();
    tablet.wire.heal();
    await page.getByText("总部已确认").waitFor({ timeout: 60_000 });
  });
});
