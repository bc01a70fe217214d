import { it } from "node:test";
import { CLERK, signInClerk } from "./support/console.js";
import { PINS, shoot, signIn } from "./support/people.js";
import { goBeyond } from "./support/sales.js";
import { go, tour } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const world = await openWorld();
const foot = "aside .foot";
const button = (page, zh, en) => page.getByRole("button", { name: new RegExp(`^(${zh}|${en})`) });

/** Looks for goods and puts the first that are found into the quote. */
async function add(page, text, goods) {
  await go(page, "find");
  await page.locator("input").first().fill(text);
  await page.locator(".scroller li button", { hasText: goods }).first().click();
  await page.locator(`${foot} .add button`).click();
  await page.locator("h1", { hasText: "Q-" }).waitFor();
}

async function sign(page) {
  const box = await page.locator(".pad svg").boundingBox();
  await page.mouse.move(box.x + 30, box.y + 50);
  await page.mouse.down();
  for (let at = 0; at < 20; at++) await page.mouse.move(box.x + 30 + at * 9, box.y + 60 + Math.sin(at) * 25);
  await page.mouse.up();
}

const howFar = (page) => page.getByRole("region", { name: /^(办到哪一步|How far it is)$/ });

const stops = (tablet, card, colleague) => [
  ["quotes-none", (page) => go(page, "quotes").then(() => page.locator(".empty").first().waitFor())],
  [
    "orders-none",
    async (page) => {
      await go(page, "orders");
      await page.locator(".empty").first().waitFor();
    },
  ],
  [
    "quote",
    async (page) => {
      await go(page, "customers/new");
      await page.getByLabel(/^(怎么称呼|Name)/).fill("Wu 吴");
      await page.locator("aside button[type=submit]").click();
      await page.locator("a.visit", { hasText: "Wu" }).waitFor();
      await shoot(page, card.text);
      await page.locator(`${foot} button`).last().click();
      await page.locator(".verdict .joint").waitFor();
      await page.locator(`${foot} button`).last().click();
      await add(page, "sofa", /沙发|sofa/i);
      await add(page, "lamp", /灯|lamp/i);
      await page.locator("aside output").waitFor();
    },
  ],
  ["quote-over-limit", goBeyond],
  [
    "quote-pin",
    async (page) => {
      await page.locator(`${foot} button`).last().click();
      await page.getByRole("dialog").locator("input").fill("9999");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").locator(".say").waitFor();
    },
  ],
  [
    "quote-granted",
    async (page) => {
      await page.getByRole("dialog").locator("input").fill(PINS.manager);
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await button(page, "请顾客签字", "Let the customer").waitFor();
    },
  ],
  [
    "quote-paper",
    async (page) => {
      await button(page, "报价单", "Quote").click();
      await page.getByRole("dialog").locator("img").first().waitFor();
    },
  ],
  [
    "quote-parallel",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await colleague(page);
      await page.locator("main .say").waitFor({ timeout: 60_000 });
    },
  ],
  [
    "signing",
    async (page) => {
      await page.locator("main .say ~ ul button").first().click();
      await page.locator(`${foot} button.main:enabled`).waitFor();
      // What was chosen waits for its discount again.
      if ((await button(page, "请店长批准", "Ask the manager").count()) > 0) {
        await page.locator(`${foot} button`).last().click();
        await page.getByRole("dialog").locator("input").fill(PINS.manager);
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
      await button(page, "请顾客签字", "Let the customer").click();
      await page.getByRole("dialog").locator(".pad").waitFor();
      await sign(page);
      await page
        .getByRole("dialog")
        .getByText(/指纹 [0-9a-f]{8}|fingerprint [0-9a-f]{8}/)
        .waitFor();
    },
  ],
  [
    "order",
    async (page) => {
      await page
        .getByRole("dialog")
        .getByRole("radio", { name: /现金|Cash/ })
        .click();
      await button(page, "收到", "Received").click();
      await page.locator("h1", { hasText: "D-" }).waitFor();
      await page.locator("main li .amount").waitFor();
      await howFar(page)
        .getByText(/还没有约上门|Nobody is booked/)
        .waitFor();
    },
  ],
  [
    "order-contract",
    async (page) => {
      await page
        .locator("main")
        .getByRole("button", { name: /^(合同|Contract)$/ })
        .click();
      await page.getByRole("dialog").locator("img").first().waitFor();
    },
  ],
  [
    "order-change",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page
        .locator("main")
        .getByRole("link", { name: /^(看报价|Show the quote)$/ })
        .click();
      await page.locator("aside .stepper").waitFor({ state: "detached" });
      await page.locator("main .count button").last().click();
      await page.locator("aside .stepper").waitFor();
      // Without the discount nobody has to be asked.
      await page.locator("aside input[type=range]").evaluate((range) => {
        range.value = "0";
        range.dispatchEvent(new Event("change", { bubbles: true }));
      });
      await button(page, "请顾客签改动", "Let the customer sign the change").click();
      await page.getByRole("dialog").locator(".pad").waitFor();
      await sign(page);
    },
  ],
  [
    "order-changed",
    async (page) => {
      await button(page, "顾客签好了", "The customer has signed").click();
      await page.locator("h1", { hasText: "D-" }).waitFor();
      await page.getByText(/改过 1 次|changed 1 time/).waitFor();
    },
  ],
  [
    "order-return",
    async (page) => {
      await button(page, "退款", "Give money back").click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "order-cancel",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await button(page, "取消订单", "Call the order off").click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "quotes",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await go(page, "quotes");
      await page.locator("main li").first().waitFor();
    },
  ],
  [
    "orders",
    async (page) => {
      await go(page, "orders");
      await page.locator("main li").first().waitFor();
    },
  ],
];

for (const [language, store] of [
  ["zh-CN", "Binjiang"],
  ["en", "Jinniu"],
]) {
  it(`every screen of a sale in ${language}`, async (t) => {
    const tablet = await world.tablet(store);
    const other = await world.tablet(store);
    const page = await tablet.open({ language });
    const second = await other.open({ language });
    await signIn(page);
    await signIn(second);
    const card = await tablet.cardThatIs("final", await world.cards(store));
    /** Somebody on the store's other tablet changes the same quote, neither knowing of the other. */
    async function colleague(first) {
      const address = await first.evaluate(() => location.hash.slice(2));
      await go(second, address);
      const more = (page) => page.locator("main .count button").last();
      await more(second).waitFor({ timeout: 60_000 });
      other.wire.cut();
      tablet.wire.cut();
      await more(second).click();
      await second.locator("main details").waitFor();
      await first.locator("main .count button").nth(1).click();
      await first.locator("main details").waitFor();
      other.wire.heal();
      tablet.wire.heal();
    }
    await tour(t, page, language, stops(tablet, card, colleague));
  });
}

for (const language of ["zh-CN", "en"]) {
  it(`orders at the console in ${language}`, async (t) => {
    const page = await world.console({ language, size: { width: 1440, height: 900 } });
    await tour(
      t,
      page,
      language,
      [
        [
          "hq-orders",
          async () => {
            await signInClerk(page, CLERK);
            await go(page, "orders");
            await page.locator("tbody tr").first().waitFor();
          },
        ],
        [
          "hq-order",
          async () => {
            await page.locator("tbody tr button").first().click();
            await page.locator("article table").waitFor();
            await howFar(page).getByRole("listitem").first().waitFor();
          },
        ],
      ],
      [{ width: 1024, height: 768 }],
    );
  });
}
