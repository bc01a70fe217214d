import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages, PHONE } from "./support/browser.js";
import { fits } from "./support/layout.js";
import { PINS } from "./support/people.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open({ size: PHONE });
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const give = page.getByRole("button", { name: "转给别的班组" });
const sheet = page.getByRole("dialog", { name: "哪个班组来做" });
const jobs = page.locator("main li .job > a");
const days = page.getByRole("group", { name: "日期" }).getByRole("button");

const measurers = page
  .locator("button.person")
  .filter({ has: page.locator("small", { hasText: "量尺师傅" }) });

async function signOut() {
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "换人", exact: true }).click();
  await measurers.first().waitFor();
}

/** Signs in the first measurer whose name begins so. */
async function signInAs(name) {
  const tile = measurers.filter({ has: page.locator("b", { hasText: new RegExp(`^${name}`) }) });
  await tile.first().click();
  await page.keyboard.type(PINS.measurer);
  await page.keyboard.press("Enter");
  await days.nth(6).waitFor();
}

async function openDay(day) {
  await days.nth(day).click();
  await page.locator(`[aria-pressed=true]:nth-child(${day + 1})`).waitFor();
}

/** Opens days and jobs until there is one that another crew could take; answers its day's place and its customer. */
async function openOneToGive() {
  await days.nth(6).waitFor();
  for (let day = 1; day < 7; day++) {
    await openDay(day);
    for (let at = 0; at < (await jobs.count()); at++) {
      await jobs.nth(at).click();
      await give.or(page.getByText("总部已确认")).first().waitFor();
      if (await give.count()) {
        await give.click();
        await sheet.getByRole("radio").or(sheet.getByText("这个时间没有别的班组有空")).first().waitFor();
        if (await sheet.getByRole("radio").count()) return day;
        await sheet.getByRole("button", { name: "取消" }).click();
      }
      await page.getByRole("button", { name: "返回" }).click();
    }
  }
  throw new Error("no job that another crew could take");
}

describe("a job that goes to another crew", () => {
  let own = "";
  let crew = "";
  let customer = "";
  let day = 0;
  before(async () => {
    await measurers.first().waitFor();
    const names = await measurers.locator("b").allInnerTexts();
    // The others have looked at their lists before.
    for (const name of names.reverse()) {
      await signInAs(name);
      for (let day = 1; day < 7; day++) await openDay(day);
      if (name !== names.at(-1)) await signOut();
      own = name;
    }
  });

  story("leaves the list of the one, with nothing sent yet", async () => {
    day = await openOneToGive();
    customer = (await page.locator("header h2 [lang]").innerText()).trim();
    tablet.wire.cut();
    await accessible(page);
    await fits(page);
    crew = (await sheet.getByRole("radio").first().locator("span").innerText()).trim();
    await sheet.getByRole("radio").first().click();
    await sheet.getByLabel("原因").fill("车坏了");
    await picture(page, "to-other-crew");
    await sheet.getByRole("button", { name: /^转给.+组$/ }).click();
    await sheet.waitFor({ state: "detached" });
    await openDay(day);
    await page.locator("main li .job", { hasText: customer }).waitFor({ state: "detached" });
  });

  story("is new in the list of the other, with who gave it and why", async () => {
    await signOut();
    await signInAs(crew[0]);
    await openDay(day);
    const job = page.locator("main li .job", { hasText: customer });
    await job.getByText("新的", { exact: true }).waitFor();
    await accessible(page);
    await fits(page);
    await picture(page, "new-in-list");
    await job.getByRole("link").first().click();
    await page.getByText("换过班组").waitFor();
    await page.getByText(new RegExp(`由${own}改：车坏了`)).waitFor();
    await picture(page, "other-crew-job");
    await page.getByRole("button", { name: "返回" }).click();
    assert.equal(await job.getByText("新的", { exact: true }).count(), 0, "it was looked at");
    tablet.wire.heal();
    await page.getByRole("button", { name: /^已同步/ }).waitFor({ timeout: 60_000 });
  });

  for (const [language, theme, size] of [
    ["en", "dark", PHONE],
    ["en", "light", { width: 800, height: 1280 }],
  ])
    story(`is asked for in ${language}, ${theme}, ${size.width} wide`, async () => {
      const other = await tablet.open({ size, language, theme });
      await other.locator(".week button").nth(day).click();
      await other.locator("main li .job", { hasText: customer }).getByRole("link").first().click();
      await other.getByRole("button", { name: "Hand to another crew" }).click();
      await other.getByRole("dialog", { name: "Which crew does it" }).getByRole("radio").first().waitFor();
      await accessible(other);
      await fits(other);
      await picture(other, `to-other-crew.${language}.${theme}.${size.width}`);
      await other.close();
    });
});
