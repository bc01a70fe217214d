import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const hq = await world.console();
const story = (name, tell) => it(name, () => onPages(name, [hq], tell));
const found = hq.locator("article");
const free = hq.locator("tbody .name[draggable=true]:visible");
const snack = (text) => hq.locator(".snack", { hasText: text });

/** Someone who can be moved, as the board names them, and the cell that they are in. */
async function someone() {
  await free.first().waitFor();
  const person = free.first();
  const inside = hq.locator(".name[draggable=true]");
  const cell = hq.locator("tbody .cell").filter({ has: inside }).first();
  return { person, cell, name: (await person.innerText()).trim() };
}

async function nextDay() {
  const day = await hq.getByLabel("日期", { exact: true }).inputValue();
  await hq.getByRole("button", { name: "后一天" }).click();
  await hq.waitForFunction((old) => document.querySelector("input[type=date]").value !== old, day);
}

const place = () => hq.evaluate(() => document.activeElement?.getAttribute("data-at") ?? null);

/** The windows of the cell that is open, each with the names in it. */
const names = () => found.locator("li b").allInnerTexts();

describe("the board of headquarters", () => {
  before(async () => {
    await signInClerk(hq, CLERK);
    await hq.getByRole("link", { name: "排班" }).click();
    await hq.getByRole("heading", { name: "排班", level: 1 }).waitFor();
  });

  story("has crews as rows and windows as columns, with loads in numbers and words", async () => {
    await hq.getByRole("columnheader", { name: "08:30" }).waitFor();
    const cell = hq.locator("tbody .cell").first();
    assert.match(await cell.innerText(), /\d+\/\d+\s*(空 \d+|满|超 \d+)/);
    const label = await cell.getByRole("button").getAttribute("aria-label");
    assert.match(label, /组，.*08:30，已约 \d+，共 \d+/);
    await hq.getByRole("radio", { name: "量尺", exact: true }).click();
    await hq.waitForURL(/kind=measure/);
    await hq.getByRole("radio", { name: "全部", exact: true }).click();
  });

  story("shows a week with a column for each day, and keeps that in the address", async () => {
    await hq.getByRole("radio", { name: "一周" }).click();
    await hq.locator("thead th").nth(6).waitFor();
    assert.equal(await hq.locator("thead th").count(), 7);
    await hq.reload();
    await hq.locator("thead th").nth(6).waitFor();
    const first = await hq.getByLabel("日期", { exact: true }).inputValue();
    await hq.getByRole("button", { name: "后一周" }).click();
    await hq.waitForFunction((day) => document.querySelector("input[type=date]").value !== day, first);
    await hq.getByRole("button", { name: "今天", exact: true }).click();
    await hq.waitForFunction((day) => document.querySelector("input[type=date]").value === day, first);
  });

  story("moves an appointment by the keyboard, with a word why, and back again", async () => {
    // From tomorrow on, where no window has begun whatever the hour is.
    const date = hq.getByLabel("日期", { exact: true });
    const today = Date.parse(await date.inputValue());
    const head = await hq.locator("thead").innerText();
    await date.fill(new Date(today + 86_400_000).toISOString().slice(0, 10));
    await hq.waitForFunction((before) => document.querySelector("thead").innerText !== before, head);
    const { cell, name } = await someone();
    await cell.getByRole("button").focus();
    const from = await place();
    await hq.keyboard.press("Enter");
    await found
      .getByRole("button", { name: `给${name}改期` })
      .first()
      .focus();
    await hq.keyboard.press("Enter");
    await found.getByRole("heading", { name: `给${name}换一个时段` }).waitFor();
    const start = await place();
    assert.notEqual(start, null, "the keyboard is on the board");
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
      await hq.keyboard.press(key);
      if ((await place()) !== start) break;
    }
    assert.notEqual(await place(), start, "arrows lead to another window that takes it");
    await hq.keyboard.press("Escape");
    await found
      .getByRole("button", { name: `给${name}改期` })
      .first()
      .waitFor();
    await hq.keyboard.press("Enter");
    await found.getByRole("heading", { name: `给${name}换一个时段` }).waitFor();
    assert.notEqual(await place(), from);
    await hq.keyboard.press("Enter");
    assert.notEqual(await found.getByLabel("改到").inputValue(), "");
    await hq.keyboard.type("师傅调班");
    await hq.keyboard.press("Enter");
    await snack(`${name}已改期`).waitFor();
    await hq.getByRole("button", { name: "改回去" }).click();
    await snack(`${name}改回去了`).waitFor();
    assert.ok((await names()).includes(name), "it is in its window again");
    await found
      .getByText(/^原来是.*改回去$/)
      .first()
      .waitFor();
  });

  story("takes it up with the pointer and drops it where a window takes it", async () => {
    const { person, name } = await someone();
    await person.hover();
    await hq.mouse.down();
    const from = await person.boundingBox();
    await hq.mouse.move(from.x + 12, from.y + 8, { steps: 4 });
    const into = hq.locator("tbody .cell.takes").first();
    await into.waitFor();
    const to = await into.boundingBox();
    await hq.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
    await hq.mouse.up();
    await found.getByRole("heading", { name: `给${name}换一个时段` }).waitFor();
    assert.notEqual(await found.getByLabel("改到").inputValue(), "");
    await found.getByRole("button", { name: "改到这个时段" }).click();
    await snack(`${name}已改期`).waitFor();
  });

  story("offers every window that takes it in a list, and asks for one", async () => {
    const { person, name } = await someone();
    await person.click();
    await found
      .getByRole("button", { name: `给${name}改期` })
      .first()
      .click();
    await found.getByRole("button", { name: "改到这个时段" }).click();
    await found.getByText("先选改到哪个时段").waitFor();
    await found.getByLabel("改到").selectOption({ index: 1 });
    await found.getByRole("button", { name: "改到这个时段" }).click();
    await snack(`${name}已改期`).waitFor();
  });

  story("lets two change places, by the list and by the pointer, and takes it back", async () => {
    const { person, name } = await someone();
    await person.click();
    await found
      .getByRole("button", { name: `给${name}改期` })
      .first()
      .click();
    const into = found.getByLabel("改到");
    const exchange = into.locator("option", { hasText: "对换" });
    const shown = new Set(await free.allInnerTexts());
    const partners = (await exchange.allInnerTexts()).map((text) => /^和(.+?)对换/.exec(text)[1]);
    const at = partners.findIndex((one) => one !== name && shown.has(one));
    const other = partners[at];
    await into.selectOption(await exchange.nth(at).getAttribute("value"));
    await found.getByRole("button", { name: "对换", exact: true }).click();
    await snack(`${name}和${other}对换了`).waitFor();
    await hq.getByRole("button", { name: "改回去" }).click();
    await snack(`${name}改回去了`).waitFor();
    assert.ok((await names()).includes(name), "both are where they were");

    // Dropped on a name, it changes places with them; on the rest of the cell it takes a free place.
    const called = (who) => free.getByText(who, { exact: true }).first();
    const taken = called(name);
    await taken.hover();
    await hq.mouse.down();
    const from = await taken.boundingBox();
    await hq.mouse.move(from.x + 12, from.y + 8, { steps: 4 });
    await hq.locator("tbody .cell.takes").first().waitFor();
    const partner = called(other);
    await partner.scrollIntoViewIfNeeded();
    const to = await partner.boundingBox();
    await hq.mouse.move(to.x + 6, to.y + 6, { steps: 6 });
    await hq.mouse.up();
    const chosen = found.getByLabel("改到").locator("option:checked");
    await chosen.filter({ hasText: `和${other}对换` }).waitFor({ state: "attached" });
    await accessible(hq);
    await picture(hq, "hq-board-exchange");
    await found.getByRole("button", { name: "不改了" }).click();
  });

  story("is taken along to another day, and a narrow window shows what was found", async () => {
    await hq.setViewportSize({ width: 800, height: 1000 });
    await hq.getByRole("radio", { name: "一天" }).click();
    await hq.getByRole("columnheader", { name: "08:30" }).waitFor();
    await nextDay();
    const { person, name } = await someone();
    await person.click();
    const move = found.getByRole("button", { name: `给${name}改期` }).first();
    await move.waitFor();
    assert.ok(
      await move.evaluate((one) => one.closest("[role=region]").getBoundingClientRect().top < innerHeight),
    );
    await move.click();
    const options = found.getByLabel("改到").locator("option");
    // Not every day has a window for it: crews rest.
    for (let turns = 0; turns < 6; turns++) {
      await nextDay();
      if ((await options.count()) > 1) break;
    }
    await found.getByLabel("改到").selectOption({ index: 1 });
    await found.getByRole("button", { name: "改到这个时段" }).click();
    await snack(`${name}已改期`).waitFor();
    await hq.setViewportSize({ width: 1280, height: 800 });
    await hq.getByRole("radio", { name: "一周" }).click();
    await hq.locator("thead th").nth(6).waitFor();
  });

  story("calls one off with a word why, and its place is free again", async () => {
    const { person, cell, name } = await someone();
    await person.click();
    const before = (await cell.locator("b").first().innerText()).split("/").map(Number);
    const taken = found
      .locator("li", { hasText: name })
      .first()
      .getByText(/^\d+ 格$/);
    const units = parseInt(await taken.innerText(), 10);
    await found
      .getByRole("button", { name: `取消${name}的预约` })
      .first()
      .click();
    const dialog = hq.getByRole("dialog");
    await dialog.getByRole("button", { name: `取消${name}的预约` }).click();
    await dialog.getByText("写一句原因").waitFor();
    await dialog.getByLabel("原因").fill("不做了");
    await dialog.getByRole("button", { name: `取消${name}的预约` }).click();
    await dialog.waitFor({ state: "detached" });
    const chosen = hq.locator("tbody .cell.chosen b").first();
    await chosen.filter({ hasText: `${before[0] - units}/${before[1]}` }).waitFor();
  });

  story("blocks hours of a crew with a word why, and gives them back", async () => {
    const { person, name } = await someone();
    await person.click();
    const section = found.locator("section").filter({ hasText: name }).first();
    const load = await section.locator("h3").innerText();
    await section.getByRole("button", { name: /^占用 .* 里的时间$/ }).click();
    const dialog = hq.getByRole("dialog");
    const until = await dialog.getByLabel("到", { exact: true }).inputValue();
    await dialog.getByLabel("到", { exact: true }).fill("八点");
    await dialog.getByRole("button", { name: "占用这段时间" }).click();
    await dialog.getByText("写成 8:30 这样").waitFor();
    await dialog.getByText("写一句原因").waitFor();
    await dialog.getByLabel("到", { exact: true }).fill(until);
    await dialog.getByLabel("原因").fill("修车");
    await dialog.getByRole("button", { name: "占用这段时间" }).click();
    await dialog.waitFor({ state: "detached" });
    await section.getByText(/修车.*占 \d+ 格/).waitFor();
    await section.getByText(/共 0 格.*超 \d+/).waitFor();
    await section.getByRole("button", { name: /^放开 / }).click();
    await section.getByText(/修车/).waitFor({ state: "detached" });
    assert.equal(await section.locator("h3").innerText(), load);
  });

  story("makes a window smaller without breaking a promise, and says how many are too many", async () => {
    const { person, name } = await someone();
    await person.click();
    const section = found.locator("section").filter({ hasText: name }).first();
    await section.getByRole("button", { name: /^改 .* 的格数$/ }).click();
    const dialog = hq.getByRole("dialog");
    await dialog.getByLabel("格数").fill("两格");
    await dialog.getByRole("button", { name: "改成这么多" }).click();
    await dialog.getByText("写 0 到 100 的整数").waitFor();
    await dialog.getByLabel("格数").fill("0");
    await dialog.getByLabel("原因").fill("师傅病了");
    await dialog.getByRole("button", { name: "改成这么多" }).click();
    await dialog.waitFor({ state: "detached" });
    await section.getByText(/共 0.*超 \d+/).waitFor();
    await hq.locator("tbody .cell.chosen", { hasText: /超 \d+/ }).waitFor();
    await hq.getByRole("link", { name: /待处理.*条没处理/ }).waitFor();
  });

  story(
    "closes the windows of a day that is announced as a holiday, after a look at who is in them",
    async () => {
      await hq.getByRole("radio", { name: "一天" }).click();
      for (let turns = 0; turns < 9; turns++) {
        await nextDay();
        await hq.locator("tbody .cell").first().waitFor();
        if ((await free.count()) > 0) break;
      }
      await free.first().waitFor();
      const date = await hq.getByLabel("日期", { exact: true }).inputValue();
      const days = [{ name: "木匠节", date, isOffDay: true }];
      const year = { year: Number(date.slice(0, 4)), papers: [], days };
      await world.ask("calendar", "put", world.file("holidays.json", JSON.stringify(year)));
      await hq.reload();
      await hq.getByRole("button", { name: "看一下" }).click();
      const dialog = hq.getByRole("dialog", { name: "休息日的时段都关掉？" });
      const rows = dialog.getByRole("listitem");
      const count = await rows.count();
      assert.ok(count > 0);
      assert.equal(await rows.filter({ hasText: "木匠节" }).count(), count);
      await rows
        .getByText(/^已约 \d+ 户$/)
        .first()
        .waitFor();
      await dialog.getByText(/有关门店会看到是哪几户/).waitFor();
      await accessible(hq);
      await picture(hq, "hq-days-off");
      await dialog.getByRole("button", { name: `关掉 ${count} 个时段` }).click();
      await dialog.waitFor({ state: "detached" });
      await hq.getByRole("button", { name: "看一下" }).waitFor({ state: "detached" });
      await hq
        .locator("tbody .cell", { hasText: /超 \d+/ })
        .first()
        .waitFor();
      assert.equal((await world.ask("windows", "close-days-off", "--from", date, "--to", date)).closed, 0);
      await hq.getByRole("radio", { name: "一周" }).click();
      await hq.locator("thead th").nth(6).waitFor();
    },
  );

  story(
    "goes on paper in black on white, on its long side, with date and store and nothing to press",
    async () => {
      await hq.evaluate(() => (document.documentElement.dataset.theme = "dark"));
      await hq.emulateMedia({ media: "print" });
      for (const gone of ["nav", "header .bar", "article"])
        assert.equal(await hq.locator(gone).first().isVisible(), false, `${gone} is not for paper`);
      assert.equal(await hq.locator("caption").innerText(), "全部门店，全部工种");
      assert.match(await hq.locator("main > header").innerText(), /排班\s*\S+ 到 \S+/);
      const colours = await hq.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.querySelector("tbody th"));
        return [backgroundColor, color];
      });
      assert.deepEqual(colours, ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
      const pdf = (await hq.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
      const [, width, height] = pdf.match(/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
      assert.deepEqual([Math.round(width), Math.round(height)], [842, 595]);
      await hq.emulateMedia({ media: "screen" });
    },
  );
});
