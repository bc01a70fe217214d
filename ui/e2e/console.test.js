import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onPages } from "./support/browser.js";
import { CLERK, signInClerk } from "./support/console.js";
import { shoot, signIn } from "./support/people.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const home = await world.tablet("Binjiang");
const away = await world.tablet("West");
const hq = await world.console();
const first = await home.open();
const second = await away.open();
const story = (name, tell) => it(name, () => onPages(name, [hq, first, second], tell));
const bench = (page) => page.getByRole("complementary", { name: "接待台" });
/** From a tablet's sync to the clerk's eyes. */
const SOON_MS = 5_000;

async function redeem(page, card, button) {
  await shoot(page, card.text);
  await bench(page).getByRole("button", { name: button }).click();
}

describe("the console", () => {
  let card;
  let grouped;

  story("does not let a wrong PIN in", async () => {
    await hq.getByLabel("姓名").fill(CLERK);
    await hq.getByLabel("PIN").fill("0000");
    await hq.getByRole("button", { name: "登录" }).click();
    await hq.getByText("姓名和 PIN 对不上").waitFor();
    await signInClerk(hq, CLERK);
    await hq.getByRole("heading", { name: "今天", level: 1 }).waitFor();
  });

  story("shows a redemption as soon as the tablet has synced, without being asked", async () => {
    await signIn(first);
    await signIn(second);
    card = await away.cardThatIs("provisional", await world.cards("Binjiang"));
    grouped = card.number.replace(/^(..)(....)(....)/, "$1 $2 $3 ");
    away.wire.cut();
    await redeem(second, card, /^先记着/);
    await bench(second).getByText("先收下，等总部确认").waitFor();
    await redeem(first, card, /^核销，抵/);
    await bench(first).getByText("总部已确认").waitFor();
    const row = hq.getByRole("row", { name: new RegExp(grouped) });
    await row.waitFor({ timeout: SOON_MS });
    assert.match(await row.innerText(), /杭州滨江旗舰店.*最终/s);
  });

  story("shows each device's last contact and what waits there", async () => {
    await hq.getByRole("link", { name: "设备" }).click();
    const device = hq.getByRole("row", { name: /杭州滨江旗舰店/ });
    await device.waitFor();
    assert.match(await device.innerText(), /刚刚|秒|分钟/);
    await hq.getByRole("columnheader", { name: "待传" }).waitFor();
    assert.equal(await hq.getByRole("row", { name: /Tablet|平板 \d/ }).count(), 2);
  });

  story("settles a case, and the tablet sees it settled", async () => {
    away.wire.heal();
    const link = hq.getByRole("link", { name: /待处理.*1 条没处理/ });
    await link.waitFor({ timeout: 60_000 });
    await second.getByRole("link", { name: /1 条要你处理/ }).waitFor({ timeout: 60_000 });
    await link.click();
    await hq.getByRole("heading", { name: "这张卡已经用过" }).waitFor();
    await hq.getByRole("button", { name: /^知道了，收起/ }).click();
    await hq.getByText("都处理好了").waitFor();
    await second.getByRole("link", { name: /条要你处理/ }).waitFor({ state: "detached", timeout: 60_000 });
    await second.getByRole("link", { name: "待处理" }).click();
    await second.getByRole("heading", { name: "处理过 1" }).waitFor();
  });

  story("keeps filters in the address", async () => {
    await hq.getByRole("link", { name: "今天", exact: true }).click();
    await hq.getByLabel("筛选今天").fill(card.number.slice(-3));
    await hq.getByRole("row", { name: new RegExp(grouped) }).waitFor();
    await hq.waitForURL(/q=/);
    await hq.reload();
    await hq.getByRole("row", { name: new RegExp(grouped) }).waitFor();
    assert.equal(await hq.getByLabel("筛选今天").inputValue(), card.number.slice(-3));
  });

  story("signs out", async () => {
    await hq.getByRole("button", { name: "退出" }).click();
    await hq.getByRole("heading", { name: "登录总部" }).waitFor();
    await hq.reload();
    await hq.getByRole("heading", { name: "登录总部" }).waitFor();
  });
});
