import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { PINS, shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const home = await world.tablet("Binjiang");
const hq = await world.console();
const cards = await world.cards("Binjiang");

/** What the screens say in each language. */
const words = {
  "zh-CN": {
    bench: "接待台",
    newVisit: "登记顾客",
    name: "怎么称呼",
    redeem: /^核销，抵/,
    done: "好了",
    find: "找产品",
    add: "加进报价",
    more: /^多让/,
    ask: "请店长批准",
    pin: /PIN$/,
    grant: "批准",
    sign: "请顾客签字",
    reference: "小票号",
    field: "签字的地方",
    received: /^收到/,
    part: "付了一部分",
    contract: "合同",
    slip: "小票",
    page: /^第 1 页/,
    save: "保存文件",
    close: "关闭",
    confirmed: "总部已确认",
  },
  en: {
    bench: "Bench",
    newVisit: "Check in",
    name: "Name",
    redeem: /^Redeem/,
    done: "Done",
    find: "Find",
    add: "Add to quote",
    more: /more$/,
    ask: "Ask the manager",
    pin: /PIN/,
    grant: "Approve",
    sign: "Let the customer sign",
    reference: "Number of the slip",
    field: "Field for the signature",
    received: /^Received/,
    part: "Partly paid",
    contract: "Contract",
    slip: "Slip",
    page: /^Page 1/,
    save: "Save the file",
    close: "Close",
    confirmed: "Confirmed by head office",
  },
};

/** Ends the visit that is on the bench. */
async function seeOff(page) {
  await page.getByRole("navigation").getByRole("link").nth(2).click();
  await page.locator("#bench .foot button").first().click();
  await page.locator("#bench form").waitFor();
}

for (const language of Object.keys(words)) {
  const said = words[language];
  const page = await home.open({ language });

  describe(`a sale in ${language}, without a network until its end`, () => {
    it("goes from the check-in to the slip in under 25 touches", () =>
      onPages(`sale-${language}`, [page], async () => {
        // A tap, a field that is written into, and each digit of a PIN count; the scanner's trigger and letters do not.
        let touches = 0;
        const tap = async (what) => {
          touches += 1;
          await what.click();
        };
        const write = async (what, text) => {
          touches += 1;
          await what.fill(text);
        };
        if (language === "zh-CN") await signIn(page);
        const card = await home.cardThatIs("final", cards);
        const bench = page.locator("#bench");
        const nav = page.getByRole("navigation");
        if (language !== "zh-CN") await seeOff(page);
        home.wire.cut();

        await tap(nav.getByRole("link").nth(2));
        await write(bench.getByLabel(/^(怎么称呼|Name)/), language === "en" ? "Ms Wu" : "吴女士");
        await tap(bench.locator("button[type=submit]"));
        await shoot(page, card.text);
        await tap(bench.getByRole("button", { name: said.redeem }));
        await tap(bench.getByRole("button", { name: said.done }));

        await tap(nav.getByRole("link").nth(0));
        await write(page.locator("input").first(), "sofa");
        await tap(page.locator(".scroller li button").first());
        await tap(bench.getByRole("button", { name: said.add }));

        const more = bench.getByRole("button", { name: said.more });
        const ask = bench.getByRole("button", { name: said.ask });
        for (let press = 0; press < 8 && (await ask.count()) === 0; press++) {
          const before = await bench.locator("output").innerText();
          await tap(more);
          await page.waitForFunction(
            (was) => document.querySelector("#bench output").textContent !== was,
            before,
          );
        }
        await tap(ask);
        const dialog = page.getByRole("dialog");
        await write(dialog.locator("input"), PINS.manager);
        touches += PINS.manager.length;
        await tap(dialog.getByRole("button", { name: said.grant, exact: true }));

        await tap(bench.getByRole("button", { name: said.sign }));
        await write(dialog.getByLabel(said.reference), language === "en" ? "403118" : "403119");
        const box = await dialog.getByRole("img", { name: said.field }).boundingBox();
        touches += 1;
        await page.mouse.move(box.x + 40, box.y + 60);
        await page.mouse.down();
        for (let at = 0; at < 12; at++)
          await page.mouse.move(box.x + 40 + at * 15, box.y + 60 + Math.sin(at) * 30);
        await page.mouse.up();
        await tap(dialog.getByRole("button", { name: said.received }));
        await bench.getByText(said.part).waitFor();
        await tap(page.getByRole("main").getByRole("button", { name: said.slip, exact: true }));
        await dialog.getByRole("img", { name: said.page }).waitFor();
        console.log(`${touches} touches in ${language}`);
        assert.ok(touches < 25, `${touches} touches`);

        await dialog.getByRole("button", { name: said.close }).click();
        await page.getByRole("main").getByRole("button", { name: said.contract, exact: true }).click();
        await dialog.getByRole("img", { name: said.page }).waitFor();
        const arrives = page.waitForEvent("download");
        await dialog.getByRole("button", { name: said.save }).click();
        const file = await arrives;
        assert.match(file.suggestedFilename(), /^D-\w+\.pdf$/);
        assert.equal((await readFile(await file.path())).subarray(0, 5).toString(), "%PDF-");
        await dialog.getByRole("button", { name: said.close }).click();

        home.wire.heal();
        await page.getByRole("main").getByText(said.confirmed).first().waitFor({ timeout: 60_000 });
      }));
  });
}

describe("orders at the console", () => {
  it("are shown with their account and every line priced once more", () =>
    onPages("orders-console", [hq], async () => {
      await signInClerk(hq, CLERK);
      await hq.getByRole("link", { name: "订单" }).click();
      const row = hq.getByRole("row").filter({ hasText: "吴女士" });
      await row.getByRole("button").first().click();
      const found = hq.getByRole("article");
      await found.getByText("和总部算的一样").first().waitFor();
      await found.getByText("403119").waitFor();
    }));
});
