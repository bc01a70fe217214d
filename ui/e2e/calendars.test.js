/** Calendars of phones: one appointment by a code without a network, and addresses that head office gives out. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const hq = await world.console();
const page = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [page, hq], tell));
const bench = page.getByRole("complementary", { name: "接待台" });
const wasm = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));

/** What a phone's camera reads of a code on a screen. */
async function scanned(code) {
  await prepareZXingModule({ overrides: { wasmBinary: (await readFile(wasm)).buffer } });
  const [read] = await readBarcodes(new Uint8Array(await code.screenshot()), { formats: ["QRCode"] });
  assert.ok(read, "the code can be read");
  return read.text;
}

const calendarAt = async (address) => {
  const answer = await fetch(address);
  return { status: answer.status, text: (await answer.text()).replaceAll("\r\n ", "") };
};

describe("an appointment", () => {
  let uid;

  story("goes into the customer's phone without a network", async () => {
    await signIn(page);
    tablet.wire.cut();
    await page.getByRole("link", { name: "客户" }).click();
    await bench.getByRole("button", { name: "开始接待" }).click();
    await bench.getByLabel("怎么称呼").fill("陈女士");
    await bench.getByLabel("电话").fill("13800002057");
    await bench.getByRole("button", { name: "开始接待" }).click();
    await bench.getByRole("link", { name: "约上门量尺" }).click();
    const guaranteed = page.getByRole("button", { name: /保证$/ });
    const later = page.getByRole("button", { name: "后两天" });
    for (let turns = 0; turns < 5 && !(await guaranteed.count()); turns++) {
      await later.click();
      await guaranteed
        .first()
        .waitFor({ timeout: 2_000 })
        .catch(() => null);
    }
    await guaranteed.first().click();
    await bench.getByLabel("电话").fill("13800002057");
    await bench.getByLabel("地址").fill("滨江壹号 3 幢 1 单元 802, A;B");
    await bench.getByRole("button", { name: "约这个时段" }).click();
    await bench.getByText("约好了").waitFor();
    // Others may share her window, and there may be room left in it.
    const hers = page.locator("button.slot").and(page.getByRole("button", { name: /陈女士/ }));
    await hers.first().focus();
    await page.keyboard.press("Enter");
    const choice = bench.getByRole("button", { name: "陈女士", exact: true });
    const give = bench.getByRole("button", { name: "放进客户的日历" });
    await give.or(choice).first().waitFor();
    if (await choice.count()) await choice.click();
    await give.click();
    const code = page.getByRole("dialog").getByRole("img", { name: /^陈女士的预约，.*二维码$/ });
    const text = (await scanned(code)).replaceAll("\r\n ", "");
    assert.match(text, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
    assert.match(
      text,
      /\r\nSEQUENCE:0\r\nDTSTART:\d{8}T\d{6}Z\r\nDTEND:\d{8}T\d{6}Z\r\nSTATUS:CONFIRMED\r\n/,
    );
    assert.match(text, /\r\nLOCATION:滨江壹号 3 幢 1 单元 802\\, A\\;B\r\n/);
    uid = /\r\nUID:(.*)\r\n/.exec(text)[1];
    await page.keyboard.press("Escape");
    tablet.wire.heal();
    await page.getByRole("button", { name: /^同步状态，已同步/ }).waitFor({ timeout: 60_000 });
  });

  story("is in the calendar whose address head office gives the customer", async () => {
    await signInClerk(hq, CLERK);
    await hq.getByRole("link", { name: "客户", exact: true }).click();
    await hq.getByLabel("电话、后四位或全名").fill("13800002057");
    await hq.getByRole("button", { name: "找", exact: true }).click();
    await hq.getByRole("button", { name: "陈女士的日历地址" }).click();
    const dialog = hq.getByRole("dialog", { name: "陈女士的日历" });
    await dialog.getByText(/^还没有给过地址/).waitFor();
    await dialog.getByRole("button", { name: "做一个地址" }).click();
    const code = dialog.getByRole("img", { name: "陈女士的日历地址，二维码" });
    const address = await dialog.getByLabel("地址", { exact: true }).inputValue();
    assert.equal(await scanned(code), address);
    const calendar = await calendarAt(address);
    assert.equal(calendar.status, 200);
    assert.ok(calendar.text.includes(`UID:${uid}\r\n`), "the same event as in the code");

    await dialog.getByRole("button", { name: "换一个地址" }).click();
    await hq.getByText("换了新地址，原来的作废了").first().waitFor();
    const next = await dialog.getByLabel("地址", { exact: true }).inputValue();
    assert.notEqual(next, address);
    assert.deepEqual([(await calendarAt(address)).status, (await calendarAt(next)).status], [404, 200]);
    await hq.keyboard.press("Escape");
  });

  story("is in its crew's calendar, by the keyboard", async () => {
    await hq.getByRole("link", { name: "日历订阅" }).click();
    const rows = hq.locator("tbody tr");
    await rows.first().waitFor();
    const found = [];
    for (let at = 0; at < (await rows.count()); at++) {
      await rows.nth(at).getByRole("button").focus();
      await hq.keyboard.press("Enter");
      const dialog = hq.getByRole("dialog");
      await dialog.getByRole("button", { name: "做一个地址" }).click();
      found.push((await calendarAt(await dialog.getByLabel("地址", { exact: true }).inputValue())).text);
      await hq.keyboard.press("Escape");
      await rows.nth(at).getByText("给过", { exact: true }).waitFor();
    }
    const hers = found.filter((text) => text.includes(`UID:${uid}\r\n`));
    assert.equal(hers.length, 1, "one crew drives there");
    assert.match(hers[0], /SUMMARY:上门量尺 · 陈女士/);
  });
});
