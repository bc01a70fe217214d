import { describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages, PHONE } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { tickRequired } from "./support/jobs.js";
import { fits } from "./support/layout.js";
import { signIn } from "./support/people.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open({ size: PHONE });
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const button = (name) => page.getByRole("button", { name, exact: true });
let customer = "";

describe("the acceptance certificate", () => {
  story("is looked at and signed without a network", async () => {
    await signIn(page, "fitter");
    tablet.wire.cut();
    await page.locator("main .job.now > a").click();
    customer = await page.locator("header h2 span").innerText();
    await page.locator(".foot button").last().waitFor();
    for (const step of ["接单", "出发", "到了"])
      if (await button(step).count()) {
        await button(step).click();
        await button(step).waitFor({ state: "detached" });
      }
    await tickRequired(page);
    await button("请顾客签字").click();
    const sheet = page.getByRole("dialog", { name: "顾客验收" });
    await sheet.getByLabel("顾客有什么要说").fill("踢脚还差一截");
    await sheet.getByRole("button", { name: "验收单" }).click();
    const paper = page.getByRole("dialog", { name: /^验收单/ });
    await paper.locator(".pages img").first().waitFor({ timeout: 60_000 });
    await accessible(page);
    await picture(page, "certificate-shown");
    await page.keyboard.press("Escape");
    await paper.waitFor({ state: "detached" });
    await sheet.getByRole("img").scrollIntoViewIfNeeded();
    const field = await sheet.getByRole("img").boundingBox();
    await page.mouse.move(field.x + 30, field.y + 60);
    await page.mouse.down();
    for (let at = 0; at < 12; at++)
      await page.mouse.move(field.x + 30 + at * 16, field.y + 60 + (at % 2) * 30);
    await page.mouse.up();
    await picture(page, "certificate-sign");
    await sheet.getByRole("button", { name: "签好，做完了" }).click();
    await page.locator("li[aria-current=step]", { hasText: "完成" }).waitFor({ timeout: 60_000 });
    await page.getByText(/^验收单 SHA-256：[0-9a-f]{64}$/).waitFor();
    await fits(page);
    await button("验收单").click();
    await page
      .getByRole("dialog", { name: /^验收单/ })
      .locator(".pages img")
      .first()
      .waitFor({ timeout: 60_000 });
    await picture(page, "certificate-signed");
    await page.keyboard.press("Escape");
    tablet.wire.heal();
    await page.getByText("总部已确认").waitFor({ timeout: 60_000 });
  });

  story("is given to a clerk", async () => {
    const office = await world.console();
    await signInClerk(office, CLERK);
    const today = await office.evaluate(() => fetch("/v1/console/jobs").then((answer) => answer.json()));
    const link = office.getByRole("link", { name: "验收单" });
    for (const job of today.jobs.filter((one) => one.customer === customer)) {
      await office.evaluate((id) => (location.hash = `#/jobs?job=${id}`), job.work_order);
      if (
        await link.waitFor({ timeout: 5_000 }).then(
          () => true,
          () => false,
        )
      )
        break;
    }
    await link.waitFor();
    await link.scrollIntoViewIfNeeded();
    await accessible(office);
    await picture(office, "certificate-console");
  });
});
