import { describe, it } from "node:test";
import { accessible } from "./support/axe.js";
import { onPages } from "./support/browser.js";
import { PINS, signIn } from "./support/people.js";
import { askDiscount } from "./support/sales.js";
import { go, picture } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();

const words = {
  "zh-CN": { waiting: /^让价待批 1$/, ask: "请店长批准", grant: "批准", decline: "不批", sign: "请顾客签字" },
  en: {
    waiting: /^Discounts that wait 1$/,
    ask: "Ask the manager",
    grant: "Approve",
    decline: "Do not approve",
    sign: "Let the customer sign",
  },
};

for (const [language, say] of Object.entries(words)) {
  const [home, desk] = [await world.tablet("Binjiang"), await world.tablet("Binjiang")];
  const [seller, manager] = [await home.open({ language }), await desk.open({ language })];
  describe(`a discount beyond the seller's own, ${language}`, () => {
    const story = (name, tell) => it(name, () => onPages(`${name}-${language}`, [seller, manager], tell));

    story("waits in the inbox of the manager's tablet", async () => {
      await signIn(seller);
      await signIn(manager, "manager");
      await askDiscount(seller);
      await accessible(seller);
      await go(manager, "inbox");
      await manager.getByRole("heading", { name: say.waiting }).waitFor({ timeout: 60_000 });
      await accessible(manager);
      await picture(manager, `inbox-discount.${language}`);
    });

    story("is granted there without a PIN, and the seller goes on", async () => {
      await manager.getByRole("heading", { name: say.waiting }).locator("+ ul a").click();
      await manager.getByRole("button", { name: say.ask }).click();
      await manager.getByRole("dialog").getByRole("button", { name: say.grant, exact: true }).click();
      await manager.getByRole("dialog").waitFor({ state: "detached" });
      await go(manager, "inbox");
      await manager.getByRole("heading", { name: say.waiting }).waitFor({ state: "detached" });
      await seller.getByRole("button", { name: say.sign }).waitFor({ timeout: 60_000 });
    });

    story("is granted with the manager's PIN on the seller's tablet, not with another", async () => {
      home.wire.cut();
      await askDiscount(seller);
      await seller.getByRole("button", { name: say.ask }).click();
      const sheet = seller.getByRole("dialog");
      await sheet.locator("input").fill("9999");
      await sheet.getByRole("button", { name: say.grant, exact: true }).click();
      await sheet.locator(".say").waitFor();
      await sheet.locator("input").fill(PINS.manager);
      await sheet.getByRole("button", { name: say.grant, exact: true }).click();
      await seller.getByRole("button", { name: say.sign }).waitFor();
      home.wire.heal();
    });
  });
}
