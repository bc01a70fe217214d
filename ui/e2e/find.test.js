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

/** Types a question and waits until the count belongs to it. */
async function ask(text) {
  const answered = page.waitForResponse((response) => {
    const asked = response.request().postDataJSON();
    return asked?.name === "search" && asked.args.text === text && asked.args.offset === 0;
  });
  await field.fill(text);
  const { total } = await (await answered).json();
  await page.getByText(`${total} 件`, { exact: true }).waitFor();
  return total;
}

describe("finding a product", () => {
  before(() => signIn(page));

  for (const [kind, text, name] of [
    ["Chinese", "橱柜", /橱柜/],
    ["pinyin", "chugui", /橱柜/],
    ["the beginning of pinyin", "matong zuo", /马桶/],
    ["initials", "cg", /橱柜/],
    ["English", "kitchen fronts", /橱柜/],
  ])
    story(`answers ${kind}`, async () => {
      const total = await ask(text);
      assert.ok(total > 0);
      await results.getByRole("button", { name }).first().waitFor();
    });

  story("marks what was typed in the name", async () => {
    await ask("橱柜");
    await results.locator("mark", { hasText: "橱柜" }).first().waitFor();
  });

  story("says when there is nothing, and takes the question back", async () => {
    await ask("zzqqxx");
    await page.getByText("没找到「zzqqxx」").waitFor();
    await page.getByRole("button", { name: "清空" }).click();
    await page.getByRole("heading", { name: "按品类看" }).waitFor();
  });

  story("narrows by brand, orders by price", async () => {
    const all = await ask("橱柜");
    const brand = page.getByRole("region", { name: "筛选" }).getByRole("button", { name: /Songjian/ });
    await brand.click();
    await page.locator("button[aria-pressed=true]", { hasText: "Songjian" }).waitFor();
    await page.getByLabel("排序").selectOption({ label: "价格从低到高" });
    await page.waitForFunction((count) => {
      const prices = [...document.querySelectorAll("li .price")].map((one) =>
        Number(/[\d,]+\.\d\d/.exec(one.textContent)?.[0].replaceAll(",", "")),
      );
      const sorted = prices.length > 2 && prices.every((price, i) => i === 0 || prices[i - 1] <= price);
      return sorted && !document.querySelector(".found b").textContent.startsWith(`${count} `);
    }, all);
    await brand.click();
    await page.getByLabel("排序").selectOption({ label: "最相关" });
  });

  story("opens a product, changes its configuration, comes back to the same question", async () => {
    await ask("橱柜");
    await results.getByRole("button").first().click();
    await page.getByRole("link", { name: "看配置" }).click();
    const options = page.getByRole("radio");
    await options.first().waitFor();
    const sku = page.getByText(/^货号 /);
    const first = await sku.innerText();
    await page.locator("[role=radio][aria-checked=false]:not([disabled])").first().click();
    await page.waitForFunction((text) => !document.body.innerText.includes(text), first);
    await page.getByRole("button", { name: "返回" }).click();
    assert.equal(await field.inputValue(), "橱柜");
    await results.getByRole("button").first().waitFor();
  });

  story("says why a price is what it is, and strikes out what it was", async () => {
    await ask("橱柜");
    await results.locator("s", { hasText: "原价" }).first().waitFor();
    await results.getByRole("button").first().click();
    const sheet = page.locator("aside");
    await sheet.getByText("为什么是这个价").click();
    await sheet.getByRole("listitem").filter({ hasText: "官网价" }).waitFor();
    await sheet.getByRole("listitem").filter({ hasText: "岁末焕新节" }).getByText("−¥").waitFor();
    await accessible(page);
  });

  story("leads from the categories to the products", async () => {
    await field.fill("");
    const tile = page.getByRole("region", { name: "按品类看" }).getByRole("button", { name: /马桶/ });
    const count = Number(/\d+/.exec(await tile.innerText())[0]);
    await tile.click();
    await page.getByText(`${count} 件`, { exact: true }).waitFor();
    await results.getByRole("button", { name: /马桶/ }).first().waitFor();
    await page.locator("button[aria-pressed=true]", { hasText: "马桶" }).click();
    await page.getByRole("heading", { name: "按品类看" }).waitFor();
  });

  story("takes a scanned product code out of the field that has the focus", async () => {
    await ask("橱柜");
    const spec = await results.locator(".spec").first().innerText();
    const sku = spec.split(" · ").at(-1);
    await field.focus();
    await shoot(page, sku);
    await page.locator("aside").getByText(`货号 ${sku}`).waitFor();
    assert.equal(await field.inputValue(), "橱柜", "the code does not stay in the field");
    assert.match(page.url(), /#\/$|#\/find$|\/(\?key=.*)?$/, "the left side stays where it was");
  });

  story("keeps answering without a network", async () => {
    tablet.wire.cut();
    const total = await ask("matong");
    assert.ok(total > 0);
    tablet.wire.heal();
  });
});
