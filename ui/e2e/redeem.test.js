import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { PINS, shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const tablet = await world.tablet("Binjiang");
const page = await tablet.open();
const story = (name, tell) => it(name, () => onPages(name, [page], tell));
const bench = page.getByRole("complementary", { name: "接待台" });
const cards = await world.cards("Binjiang");

describe("redeeming a privilege card", () => {
  before(() => signIn(page));

  story("is final without a network, and confirmed by itself once there is one", async () => {
    const card = await tablet.cardThatIs("final", cards);
    const grouped = card.number.replace(/^(..)(....)(....)/, "$1 $2 $3 ");
    tablet.wire.cut();
    const field = page.getByRole("searchbox", { name: "找产品" });
    await field.fill("橱柜");
    await shoot(page, card.text);
    await bench.getByText("有效，可以核销").waitFor();
    await bench.getByText(grouped).waitFor();
    assert.equal(await field.inputValue(), "橱柜", "the code does not stay in the field");

    await bench.getByRole("button", { name: /^核销，抵/ }).click();
    await bench.getByText("有效，已核销").waitFor();
    await bench.getByText("已存本机", { exact: true }).waitFor();
    await bench.locator(".verdict .joint .dashed").waitFor();
    await page.getByRole("button", { name: /^同步状态，离线，\d 项待传/ }).click();
    const sheet = page.getByRole("dialog", { name: "同步" });
    await sheet.getByText("离线，照常用").waitFor();
    await page.keyboard.press("Escape");

    await page.evaluate(() => (window.sameDocument = true));
    tablet.wire.heal();
    await bench.getByText("总部已确认").waitFor({ timeout: 60_000 });
    await bench.locator(".verdict .joint .solid").waitFor();
    await page.getByRole("button", { name: /^同步状态，已同步/ }).waitFor();
    assert.equal(await page.evaluate(() => window.sameDocument), true, "nothing was loaded anew");
    await bench.getByRole("button", { name: "好了" }).click();

    await shoot(page, card.text);
    await bench.getByRole("heading", { name: "这张卡已经用过" }).waitFor();
    assert.equal(await bench.getByRole("button", { name: /^核销/ }).count(), 0);
  });

  story("is taken back by a manager who is told why, and the card is good again", async () => {
    const card = await tablet.cardThatIs("final", cards);
    await shoot(page, card.text);
    await bench.getByRole("button", { name: /^核销，抵/ }).click();
    await bench.getByText("有效，已核销").waitFor();

    await bench.getByRole("button", { name: "撤销核销" }).click();
    const sheet = page.getByRole("dialog", { name: "撤销核销" });
    const act = sheet.getByRole("button", { name: "撤销这次核销" });
    await sheet.getByLabel("原因").fill("扫错了顾客的卡");
    assert.equal(await act.isEnabled(), false, "a seller cannot do it alone");
    await sheet.locator("input").last().fill(PINS.manager);
    await act.click();
    await sheet.waitFor({ state: "hidden" });

    await page.getByRole("button", { name: /^同步状态，已同步/ }).waitFor();
    await shoot(page, card.text);
    await bench.getByText("有效，可以核销").waitFor();
    await bench.getByRole("button", { name: "先不用" }).click();
  });

  story("reads a number typed by hand, and says what is wrong with a mistyped one", async () => {
    const card = await tablet.cardThatIs(
      "final",
      cards.filter((one) => !one.used),
    );
    await page.getByRole("link", { name: "扫卡" }).click();
    const field = page.getByLabel("输卡号或货号");
    await field.pressSequentially(card.number, { delay: 40 });
    assert.match(await field.inputValue(), /^\S{2} \d{4} \d{4} \d{3}$/);
    await page.getByRole("button", { name: "看这张卡" }).click();
    await bench.getByText("有效，可以核销").waitFor();

    const last = card.number.at(-1);
    await field.fill(card.number.slice(0, -1) + ((Number(last) + 1) % 10));
    await page.keyboard.press("Enter");
    await bench.getByText("卡号有一位不对").waitFor();
    await bench.getByText("对着卡面再输一遍。").waitFor();
  });

  story("takes a code with shortcuts in it when no field has the focus", async () => {
    await page.getByRole("link", { name: "找产品" }).click();
    await page.getByRole("button", { name: "清空" }).click();
    await page.getByRole("heading", { name: "按品类看" }).waitFor();
    await page.evaluate(() => document.activeElement.blur());
    const code = "SJ/1017/W/NONE";
    await shoot(page, code);
    await bench.getByText(code).waitFor();
    assert.equal(await page.getByRole("searchbox", { name: "找产品" }).inputValue(), "");
  });

  story("lets the spaces in a code press no button", async () => {
    const button = bench.getByRole("button", { name: "再扫一张" });
    await button.focus();
    const code = "SJ 1017 W NONE";
    await shoot(page, code);
    await bench.getByText(code).waitFor();
    await button.waitFor();
  });

  story("waits while a sheet is open, then shows the card", async () => {
    const card = await tablet.cardThatIs("final", cards);
    await page.getByRole("button", { name: /^同步状态/ }).click();
    await page.getByRole("dialog").waitFor();
    await shoot(page, card.text);
    await page.getByText("扫到一个码。关掉这个窗口就看结果。").waitFor();
    await page.keyboard.press("Escape");
    await bench.getByText("有效，可以核销").waitFor();
  });
});
