import { describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages, PHONE } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { openJob } from "./support/jobs.js";
import { fits } from "./support/layout.js";
import { signIn } from "./support/people.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open({ size: PHONE });
const hq = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [page, hq], tell));
const button = (name) => page.getByRole("button", { name, exact: true });

describe("goods that are missing, at headquarters", () => {
  story("are counted by the fitter, and the clerk reads which", async () => {
    await signIn(page, "fitter");
    await openJob(page, "货没到齐");
    await button("货到了多少").click();
    const sheet = page.getByRole("dialog", { name: "货到了多少" });
    await sheet.getByRole("radio", { name: "有没到的" }).click();
    await sheet.getByLabel("货名").fill("橱柜门板");
    await sheet.getByLabel("一共几件").fill("8");
    await sheet.getByLabel("到了几件").fill("6");
    await button("存清点").click();
    await sheet.waitFor({ state: "detached" });
    await page.getByText("总部已确认").waitFor({ timeout: 60_000 });
    await signInClerk(hq, CLERK);
    const job = new URL(page.url()).hash.match(/[0-9a-f-]{36}/)[0];
    await hq.evaluate((job) => (location.hash = `#/jobs?job=${job}`), job);
    await hq.locator("article").getByText("橱柜门板 × 2").waitFor();
  });

  story("are waived by the clerk with a word why, and the fitter may drive off", async () => {
    await hq.getByRole("button", { name: "缺货先装" }).click();
    const dialog = hq.getByRole("dialog", { name: "缺货先装？" });
    await dialog.getByText("橱柜门板 × 2").waitFor();
    await dialog.getByRole("button", { name: "缺货先装" }).click();
    await dialog.getByText("写一句原因").waitFor();
    await dialog.getByLabel("原因").fill("先装柜体");
    await accessible(hq);
    await fits(hq);
    await picture(hq, "hq-goods-waive");
    await dialog.getByRole("button", { name: "缺货先装" }).click();
    await dialog.waitFor({ state: "detached" });
    await hq.locator("article").getByText(`${CLERK}同意缺货先装：先装柜体`).waitFor();
    await hq.getByRole("button", { name: "缺货先装" }).waitFor({ state: "detached" });
    await page.getByText(`${CLERK}同意缺货先装：先装柜体`).waitFor({ timeout: 60_000 });
    if (await button("接单").count()) await button("接单").click();
    await button("出发").click();
    await button("到了").waitFor();
  });
});
