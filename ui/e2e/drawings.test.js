import assert from "node:assert/strict";
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
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const button = (name) => page.getByRole("button", { name, exact: true });

/** A PDF of one page: a cupboard from the front. */
function pdf() {
  const drawn = "0.2 0.2 0.2 RG 3 w 40 40 320 200 re S 146 40 m 146 240 l S 253 40 m 253 240 l S\n";
  const parts = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 280] /Contents 4 0 R >>",
    `<< /Length ${drawn.length} >>\nstream\n${drawn}endstream`,
  ];
  let file = "%PDF-1.7\n";
  const places = parts.map((part, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${part}\nendobj\n`;
    return place;
  });
  const table = file.length;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\n`;
  return Buffer.from(`${file}startxref\n${table}\n%%EOF\n`);
}

/** Adds a revision with this file. */
async function adds(file) {
  await button("加新版图纸").click();
  const sheet = page.getByRole("dialog", { name: /^加第 \d 版图纸$/ });
  await sheet.getByLabel("备注").fill("橱柜立面");
  const asked = page.waitForEvent("filechooser");
  await sheet.getByRole("button", { name: "选文件" }).click();
  await (await asked).setFiles([file]);
  return sheet;
}

let customer = "";

describe("the drawing of a project", () => {
  story("is added without a network, and a file that is neither picture nor PDF is refused", async () => {
    await signIn(page, "fitter");
    await openJob(page, "图纸没确认");
    customer = await page.locator("header h2 span").innerText();
    tablet.wire.cut();
    const refused = await adds({ name: "plan.dwg", mimeType: "image/x-dwg", buffer: Buffer.from("AC1032") });
    await refused.getByText("这种文件不能当照片").waitFor();
    await refused.getByRole("button", { name: "取消" }).click();
    const sheet = await adds({ name: "plan.pdf", mimeType: "application/pdf", buffer: pdf() });
    await sheet.waitFor({ state: "detached" });
    const row = page.getByRole("button", { name: /^第 1 版/ });
    await row.getByText("等顾客确认").waitFor();
    await row.click();
    const shown = page.getByRole("dialog", { name: "第 1 版" });
    const sheetOf = shown.getByRole("img", { name: "第 1 页，共 1 页" });
    await sheetOf.waitFor();
    assert.ok(await sheetOf.evaluate((img) => img.complete && img.naturalWidth > 0), "the page is drawn");
    await shown.getByText(/^文件 SHA-256/).waitFor();
    await accessible(page);
    await fits(page);
    await picture(page, "drawing-pdf");
    await shown.locator(".foot, footer").or(shown).getByRole("button", { name: "关闭" }).last().click();
  });

  story("is confirmed with the file on the screen", async () => {
    if (await button("接单").count()) await button("接单").click();
    await button("确认图纸").click();
    const sheet = page.getByRole("dialog", { name: "顾客确认图纸" });
    await sheet.getByRole("img", { name: "第 1 页，共 1 页" }).waitFor();
    await accessible(page);
    await picture(page, "drawing-confirm");
    await sheet.getByRole("button", { name: "确认第 1 版" }).click();
    await sheet.waitFor({ state: "detached" });
    await page
      .getByRole("button", { name: /^第 1 版/ })
      .getByText(/确认$/)
      .waitFor();
    tablet.wire.heal();
    await page.getByText("总部已确认").waitFor({ timeout: 60_000 });
  });

  story("is seen by a clerk with the hash of what was confirmed", async () => {
    const office = await world.console();
    await signInClerk(office, CLERK);
    const { jobs } = await office.evaluate(async () => {
      const days = [...Array(10).keys()].map((at) => new Date(Date.now() + (at - 1) * 86_400_000));
      const all = await Promise.all(
        days.map((day) =>
          fetch(`/v1/console/jobs?day=${day.toISOString().slice(0, 10)}`).then((r) => r.json()),
        ),
      );
      return { jobs: all.flatMap((day) => day.jobs) };
    });
    for (const job of jobs.filter((one) => one.kind === "install" && one.customer === customer)) {
      await office.evaluate((id) => (location.hash = `#/jobs?job=${id}`), job.work_order);
      if (
        await office
          .getByRole("link", { name: "第 1 版" })
          .waitFor({ timeout: 5_000 })
          .then(
            () => true,
            () => false,
          )
      )
        break;
    }
    await office.getByText(/^文件 SHA-256：[0-9a-f]{64}$/).waitFor();
    await accessible(office);
    await picture(office, "drawing-console");
  });
});
