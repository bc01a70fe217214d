import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const field = page.getByRole("searchbox", { name: "找产品" });
const results = page.getByRole("list", { name: "结果" });
const bench = page.locator("aside");

const home = () => page.evaluate(() => (location.hash = "#/find"));

async function open(text, at) {
  await home();
  if ((await field.inputValue()) !== text) {
    const answered = page.waitForResponse((response) => {
      const asked = response.request().postDataJSON();
      return asked?.name === "search" && asked.args.text === text && asked.args.part === "facets";
    });
    await field.fill(text);
    const { total } = await (await answered).json();
    await page.getByText(`${total} 件`, { exact: true }).waitFor();
  }
  await results.getByRole("button").nth(at).click();
  const sku = (await results.locator(".spec").nth(at).innerText()).split(" · ").at(-1);
  await bench.getByText(`货号 ${sku}`).waitFor();
  return sku;
}

describe("products that were looked at", () => {
  before(() => signIn(page));

  story("are found again, newest first, and open with their variant", async () => {
    const first = await open("chugui", 0);
    const second = await open("matong", 0);
    await field.fill("");
    const tiles = page.getByRole("list", { name: "最近看过" }).getByRole("button");
    await tiles.nth(1).waitFor();
    assert.equal(await tiles.count(), 2);
    await tiles.nth(1).click();
    await bench.getByText(`货号 ${first}`).waitFor();
    await tiles.filter({ hasText: /马桶/ }).click();
    await bench.getByText(`货号 ${second}`).waitFor();
  });

  story("stay after the screen is loaded anew, for this person only", async () => {
    await page.reload();
    await page.getByRole("list", { name: "最近看过" }).getByRole("button").nth(1).waitFor();
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("tenon.viewed")));
    assert.equal(kept.length, 1);
    await page.evaluate(
      (all) => localStorage.setItem("tenon.viewed", JSON.stringify([["somebody", all[0][1]]])),
      kept,
    );
    await page.reload();
    await page.getByRole("heading", { name: "按品类看" }).waitFor();
    assert.equal(await page.getByRole("list", { name: "最近看过" }).count(), 0);
  });

  story("lead to the same on the website, also without a network", async () => {
    tablet.wire.cut();
    await open("chugui", 0);
    await page.getByRole("link", { name: "看配置" }).click();
    const same = page.getByRole("region", { name: "官网同款" });
    await same.getByRole("img", { name: "官网同款的二维码" }).waitFor();
    const link = same.getByRole("link");
    assert.match(await link.getAttribute("href"), /^https:\/\/www\.example\.com\/p\//);
    tablet.wire.heal();
  });

  story("open when the address on a label is scanned, from any screen", async () => {
    const address = await page
      .getByRole("region", { name: "官网同款" })
      .getByRole("link")
      .getAttribute("href");
    const title = await page.locator("main h1").innerText();
    await page.evaluate(() => (location.hash = "#/bookings"));
    await page.locator("button.slot").first().waitFor();
    await shoot(page, `${address}?from=shelf`);
    await bench.getByRole("heading", { name: title }).waitFor();
    await shoot(page, "4006381333931");
    await bench.getByText("不是卡，也不是目录里的产品").waitFor();
    await page.keyboard.press("Escape");
  });
});

describe("two products side by side", () => {
  const table = page.getByRole("table", { name: "两件并排" });

  story("are chosen one after the other, from list and sheet", async () => {
    await open("chugui", 0);
    await bench.getByRole("button", { name: "比一比" }).click();
    await page.locator(".held").waitFor();
    await open("chugui", 2);
    await page.getByRole("link", { name: "看配置" }).click();
    await bench.getByRole("button", { name: "和它比" }).click();
    await table.waitFor();
    assert.equal(await table.getByRole("columnheader").count(), 3);
    for (const name of ["价格", "库存", "品牌"])
      await table.getByRole("rowheader", { name }).first().waitFor();
  });

  story("mark what differs in words and show only that on request", async () => {
    const rows = table.getByRole("row");
    const all = await rows.count();
    const marked = await table.getByRole("rowheader").filter({ hasText: "不同" }).count();
    assert.ok(marked > 0);
    await page.getByRole("radio", { name: /^不同的/ }).click();
    await page.waitForFunction((count) => document.querySelectorAll("tbody tr").length < count, all - 1);
    assert.equal(await rows.count(), marked + 1);
    await page.getByRole("radio", { name: /^全部/ }).click();
    await accessible(page);
  });

  story("show the price that the tablet's engine gives", async () => {
    const said = await table
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name: "价格" }) })
      .first()
      .getByRole("cell")
      .allInnerTexts();
    const [left, right] = await page.evaluate(async () => {
      const [, , a, b] = location.hash.split("?")[0].split("/");
      const asked = new URLSearchParams(location.hash.split("?")[1]);
      return Promise.all(
        [
          [a, asked.get("left")],
          [b, asked.get("right")],
        ].map(async ([product_id, variant_id]) => {
          const answer = await fetch("/api/query", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ name: "product", args: { product_id } }),
          });
          const sheet = await answer.json();
          return sheet.variants.find((one) => one.variant_id === variant_id).price_minor;
        }),
      );
    });
    for (const [i, minor] of [left, right].entries())
      assert.ok(said[i].includes((minor / 100).toLocaleString("en", { minimumFractionDigits: 2 })), said[i]);
  });

  story("go on to either, and come back", async () => {
    await bench.locator(".foot a").first().click();
    await page.getByRole("region", { name: "参数" }).waitFor();
    await page.getByRole("button", { name: "返回" }).click();
    await table.waitFor();
  });
});
