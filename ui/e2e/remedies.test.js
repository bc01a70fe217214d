import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { PINS, shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const home = await world.tablet("Binjiang");
const away = await world.tablet("West");
const winner = await home.open();

/** What the screens say in each language. */
const words = {
  "zh-CN": {
    hold: /^先记着/,
    redeem: /^核销，抵/,
    done: "好了",
    add: "加进报价",
    sign: "请顾客签字",
    reference: "小票号",
    field: "签字的地方",
    received: /^收到/,
    inbox: /1 条要你处理/,
    collect: /^向顾客收差价/,
    collected: /^加回 .*去收款$/,
    onOrder: "特权卡未生效，补收",
    bear: /^店里担下/,
    left: /本月还能担 ¥1,000/,
    borne: /^店里担下 ¥/,
    pin: /PIN$/,
    settled: /^处理过 /,
    closed: "店里担下",
  },
  en: {
    hold: /^Take it for now/,
    redeem: /^Redeem/,
    done: "Done",
    add: "Add to quote",
    sign: "Let the customer sign",
    reference: "Number of the slip",
    field: "Field for the signature",
    received: /^Received/,
    inbox: /^1 .*/,
    collect: /^Collect the difference/,
    collected: /^Add .*take the payment$/,
    onOrder: "Card did not count, collected",
    bear: /^The store bears it/,
    left: /¥1,000 of ¥1,000 left this month|CNY|1,000/,
    borne: /^The store bears /,
    pin: /PIN/,
    settled: /^Settled /,
    closed: "The store bears it",
  },
};

/** Sells a sofa on the strength of `card`, without a network. */
async function sell(page, said, card, reference) {
  const bench = page.locator("#bench");
  const nav = page.getByRole("navigation");
  await nav.getByRole("link").nth(2).click();
  await bench.getByLabel(/^(怎么称呼|Name)/).fill("吴女士");
  await bench.locator("button[type=submit]").click();
  await page.locator("a.visit", { hasText: "吴女士" }).waitFor();
  await shoot(page, card.text);
  await bench.getByRole("button", { name: said.hold }).click();
  await bench.getByRole("button", { name: said.done }).click();
  await nav.getByRole("link").nth(0).click();
  await page.locator("input").first().fill("sofa");
  await page.locator(".scroller li button").first().click();
  await bench.getByRole("button", { name: said.add }).click();
  await bench.getByRole("button", { name: said.sign }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(said.reference).fill(reference);
  const box = await dialog.getByRole("img", { name: said.field }).boundingBox();
  await page.mouse.move(box.x + 40, box.y + 60);
  await page.mouse.down();
  for (let at = 0; at < 12; at++) await page.mouse.move(box.x + 40 + at * 15, box.y + 60 + Math.sin(at) * 30);
  await page.mouse.up();
  await dialog.getByRole("button", { name: said.received }).click();
  await dialog.waitFor({ state: "detached" });
}

/** The winner redeems `card` for good, and headquarters hears of it. */
async function redeem(card) {
  const bench = winner.locator("#bench");
  await shoot(winner, card.text);
  await bench.getByRole("button", { name: words["zh-CN"].redeem }).click();
  await bench.getByText("总部已确认").first().waitFor({ timeout: 60_000 });
}

describe("an order on a card that did not count", () => {
  let cards;

  before(async () => {
    await signIn(winner);
    // ¥200 off orders from ¥2,000: a sofa is one.
    const { campaigns } = await world.ask("campaigns", "list").then((all) => ({ campaigns: all }));
    const mini = campaigns.find((one) => one.name.en.startsWith("Mini program")).id;
    cards = (await world.cards("Binjiang")).filter((one) => one.campaign === mini);
  });

  for (const [at, language] of Object.keys(words).entries()) {
    const said = words[language];
    it(`is settled by collecting in ${language}`, async () => {
      const page = await away.open({ language });
      await onPages(`remedies-${language}`, [page, winner], async () => {
        if (at === 0) await signIn(page);
        else await page.locator("nav").first().waitFor();
        if (at > 0) {
          await page.getByRole("navigation").getByRole("link").nth(2).click();
          await page.locator("#bench .foot button").first().click();
          await page.locator("#bench form").waitFor();
        }
        const [card] = cards.splice(0, 1);
        away.wire.cut();
        await sell(page, said, card, `40311${at}`);
        await redeem(card);
        away.wire.heal();
        await page.locator("nav a[href*=inbox] .count, a[href*=inbox]").first().click();
        await page.getByRole("radio", { name: at === 0 ? said.collect : said.bear }).waitFor({
          timeout: 60_000,
        });
        if (at === 0) {
          await page.getByRole("radio", { name: said.collect }).click();
          await page.getByRole("button", { name: said.collected }).click();
          await page.locator("#bench").getByText(said.onOrder).waitFor();
        } else {
          const bear = page.getByRole("radio", { name: said.bear });
          assert.match(await bear.innerText(), said.left, "what is left is seen before it is spent");
          await bear.click();
          await page.getByLabel(said.pin).fill(PINS.manager);
          await page.getByRole("button", { name: said.borne }).click();
          await page.getByRole("heading", { name: said.settled }).waitFor();
        }
      });
    });
  }
});
