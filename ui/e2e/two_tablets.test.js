import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const home = await world.tablet("Binjiang");
const away = await world.tablet("West");
const first = await home.open();
const second = await away.open();
const pages = [first, second];
const story = (name, tell) => it(name, () => onPages(name, pages, tell));
const bench = (page) => page.getByRole("complementary", { name: "接待台" });

describe("one card at two tablets without a network", () => {
  let card;
  let winner;

  before(async () => {
    winner = await signIn(first);
    await signIn(second);
    card = await away.cardThatIs("provisional", await world.cards("Binjiang"));
  });

  story("is final where the right is, provisional elsewhere", async () => {
    home.wire.cut();
    away.wire.cut();
    await shoot(second, card.text);
    await bench(second).getByText("可以先收下").waitFor();
    await bench(second)
      .getByRole("button", { name: /^先记着/ })
      .click();
    await bench(second).getByText("先收下，等总部确认").waitFor();
    await shoot(first, card.text);
    await bench(first).getByText("有效，可以核销").waitFor();
    await bench(first)
      .getByRole("button", { name: /^核销，抵/ })
      .click();
    await bench(first).getByText("有效，已核销").waitFor();
  });

  story("brings the other one a case that names the store and the person", async () => {
    home.wire.heal();
    await bench(first).getByText("总部已确认").waitFor({ timeout: 60_000 });
    away.wire.heal();
    const inbox = second.getByRole("link", { name: /1 条要你处理/ });
    await inbox.waitFor({ timeout: 60_000 });
    await bench(second).getByText("要处理", { exact: true }).waitFor();
    await inbox.click();
    await second.getByRole("heading", { name: "这张卡已经用过" }).waitFor();
    const words = await second.getByRole("region", { name: "待处理" }).last().innerText();
    assert.match(words, new RegExp(`杭州滨江旗舰店.*${winner}`, "s"));
    await bench(second).getByText("要处理", { exact: true }).waitFor();
    assert.equal(
      await bench(second)
        .getByRole("button", { name: /^先记着/ })
        .count(),
      0,
      "it is not offered again",
    );
    assert.equal(
      await first.getByRole("link", { name: /条要你处理/ }).count(),
      0,
      "the winner has nothing to do",
    );
  });

  story("is settled by knowing of it, for no order stands on the card", async () => {
    await second.getByText("还没有订单用这张卡").waitFor();
    await second.getByLabel("留一句话").fill("顾客已经走了");
    await second.getByRole("button", { name: "知道了，收起这条" }).click();
    await second.getByRole("heading", { name: "处理过 1" }).waitFor();
    await second.getByRole("link", { name: /条要你处理/ }).waitFor({ state: "detached" });
    await second.getByRole("button", { name: /^同步状态，已同步/ }).waitFor({ timeout: 60_000 });
    await second.getByRole("link", { name: /这张卡已经用过/ }).click();
    await second.getByText("顾客已经走了").waitFor();
  });
});
