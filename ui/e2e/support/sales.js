/** The sales tablet from the first tap on, for tours. */
import { choose, PINS, shoot } from "./people.js";
import { go, tour } from "./tour.js";

const type = (page, text) => page.locator("input").first().fill(text);
const main = "aside .foot button, aside .foot a";

/** Writes a quote for a new customer and takes off more than a seller may grant. */
export async function askDiscount(page) {
  await go(page, "customers/new");
  await page.getByLabel(/^(怎么称呼|Name)/).fill("Wu 吴");
  await page.locator("aside button[type=submit]").click();
  await page.waitForFunction(() => !location.hash.endsWith("/new"));
  await go(page, "find");
  await page.getByRole("searchbox").fill("sofa");
  await page
    .locator(".scroller li button", { hasText: /沙发|sofa/i })
    .first()
    .click();
  await page.locator("aside .foot .add button").click();
  await page.locator("h1", { hasText: "Q-" }).waitFor();
  await page.locator("aside output").waitFor();
  await goBeyond(page);
}

/** Takes more off the quote on the bench until somebody has to be asked. */
export async function goBeyond(page) {
  for (let press = 0; press < 8 && (await page.locator("aside .say").count()) === 0; press++) {
    const before = await page.locator("aside output").innerText();
    await page.locator("aside .stepper button").last().click();
    await page.waitForFunction((was) => document.querySelector("aside output").textContent !== was, before);
  }
  await page.locator("aside .say").waitFor();
}

/** Fills in the visit on the bench and presses its button. */
async function fillVisit(page) {
  const fields = page.locator("aside form input");
  for (const [i, text] of ["陈女士", "13800002057", "滨江壹号 3 幢 1 单元 802"].entries())
    await fields.nth(i).fill(text);
  await page.locator("aside form button[type=submit]").click();
}

async function openWaiting(page) {
  await go(page, "bookings");
  // The proposals may still be for two visits together.
  await page.locator("aside .together button").first().click();
  await page.locator("aside .wait button").click();
  await page.locator("aside form input").first().waitFor();
}

/** Puts a customer on the waiting list. */
export async function joinWaitlist(page) {
  await openWaiting(page);
  await fillVisit(page);
  await page.locator("aside li").first().waitFor();
}

/** The sales tablet from the first tap on; each stop starts where the one before left off. */
const stops = (tablet, deal, hand = {}) => [
  ["sign-in", (page) => page.locator("button.person").first().waitFor()],
  ["sign-in-pin", (page) => choose(page, "seller")],
  [
    "sign-in-wrong",
    async (page) => {
      await page.keyboard.type("9999");
      await page.keyboard.press("Enter");
      await page.locator(".say").waitFor();
    },
  ],
  [
    "find",
    async (page) => {
      await page.keyboard.type(PINS.seller);
      await page.keyboard.press("Enter");
      await page.locator(".browse .tile").first().waitFor();
      // What a card is depends on who looks at it, so the cards are dealt after signing in.
      Object.assign(hand, await deal());
    },
  ],
  [
    "results",
    async (page) => {
      await type(page, "chugui");
      await page.locator(".scroller li button").first().click();
      await page.locator(main).first().waitFor();
    },
  ],
  [
    "nothing-found",
    async (page) => {
      await type(page, "zzqqxx");
      await page.locator("b", { hasText: "zzqqxx" }).waitFor();
    },
  ],
  [
    "product",
    async (page) => {
      await type(page, "chugui");
      await page.locator(".scroller li button").first().click();
      await page.locator(main).last().click();
      await page.getByRole("radiogroup").first().waitFor();
    },
  ],
  [
    "website",
    async (page) => {
      await page.locator("main svg[role=img]").scrollIntoViewIfNeeded();
    },
  ],
  [
    "compare-held",
    async (page) => {
      await page.locator("aside .aside button[aria-pressed=false]").click();
      await page.locator("aside button[aria-pressed=true]").waitFor();
      await go(page, "find");
      await page.locator(".held").waitFor();
    },
  ],
  [
    "compare",
    async (page) => {
      await page.locator(".scroller li button").nth(2).click();
      await page.locator("aside button[aria-pressed=false]").click();
      await page.locator("tbody th[scope=row]").first().waitFor();
    },
  ],
  [
    "viewed",
    async (page) => {
      await go(page, "find");
      await type(page, "");
      await page.locator(".viewed button").first().waitFor();
    },
  ],
  [
    "scan",
    async (page) => {
      await go(page, "scan");
      await page.locator("#number").waitFor();
    },
  ],
  [
    "card-final",
    async (page) => {
      await shoot(page, hand.own.text);
      await page.locator(".verdict.final").waitFor();
    },
  ],
  [
    "card-redeemed",
    async (page) => {
      await page.locator(main).last().click();
      await page.locator(".verdict.final .joint").waitFor();
    },
  ],
  [
    "card-provisional",
    async (page) => {
      await shoot(page, hand.elsewhere.text);
      await page.locator(".verdict.provisional").waitFor();
    },
  ],
  [
    "card-refused",
    async (page) => {
      await shoot(page, hand.own.text);
      await page.locator(".verdict.refused").waitFor();
    },
  ],
  [
    "code-unknown",
    async (page) => {
      await shoot(page, "ZZ99887766");
      await page.locator("aside").getByText("ZZ99887766").first().waitFor();
    },
  ],
  [
    "customers",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, "customers");
      await page.locator("aside form").waitFor();
    },
  ],
  [
    "customer-missing",
    async (page) => {
      await page.locator("aside form button[type=submit]").click();
      await page.locator(".odd").first().waitFor();
    },
  ],
  [
    "customer-here",
    async (page) => {
      await page.locator("aside input").nth(1).fill("陈女士");
      await page.locator("aside form button[type=submit]").click();
      await page.locator("a[aria-current=true] .state b").waitFor();
    },
  ],
  [
    "leads",
    async (page) => {
      await go(page, "customers/leads");
      await page.locator("main ul a").nth(2).waitFor();
    },
  ],
  [
    "lead",
    async (page) => {
      // The first is untouched, so nobody follows it yet.
      await page.locator("main ul a").first().click();
      await page.locator("aside .foot button").last().click();
      await page.locator("aside form").waitFor();
    },
  ],
  [
    "lead-missing",
    async (page) => {
      await page.locator("aside form label").nth(2).click();
      await page.locator("aside form button[type=submit]").click();
      await page.locator("aside .odd").waitFor();
    },
  ],
  [
    "customer-known",
    async (page) => {
      await page.locator("aside .foot a").first().click();
      await page.locator("aside form textarea, aside textarea").first().waitFor();
      await page.locator("aside form input").first().fill("浙江省杭州市西湖区文三路 100 号");
      await page.locator("aside form button[type=submit]").click();
      await page.locator("aside dd", { hasText: "西湖区" }).waitFor();
    },
  ],
  [
    "bookings",
    async (page) => {
      await go(page, "bookings");
      await page.locator("button.slot").first().waitFor();
      const address = page.locator("aside").getByLabel(/^(地址|Address)$/);
      await address.fill("杭州市西湖区翠苑云庭 3 幢 502");
      await page.locator("aside ol button").first().waitFor();
    },
  ],
  [
    "booking-form",
    async (page) => {
      await page.locator("button.slot.guaranteed").first().click();
      await page.locator("aside form input").first().waitFor();
    },
  ],
  [
    "booked",
    async (page) => {
      await fillVisit(page);
      await page.locator("aside .facts").waitFor();
    },
  ],
  [
    "appointment",
    async (page) => {
      // One whose crew has not driven off.
      const taken = page.locator("button.slot.taken");
      for (let at = 0; at < (await taken.count()); at++) {
        await taken.nth(at).click();
        await page.locator("aside dl, aside h3").first().waitFor();
        if (await page.locator("aside button", { hasText: /^(改期|Move)$/ }).count()) return;
      }
      throw new Error("No appointment can be moved");
    },
  ],
  [
    "appointment-code",
    async (page) => {
      await page
        .locator("aside button", { hasText: /^(放进客户的日历|For the customer’s calendar)$/ })
        .click();
      await page.getByRole("dialog").getByRole("img").waitFor();
    },
  ],
  [
    "appointment-moving",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.locator("aside button", { hasText: /^(改期|Move)$/ }).click();
      // On the first days that have a window for it: crews rest, and today comes to an end.
      const free = page.locator("button.slot");
      for (let turns = 0; turns < 4 && !(await free.count()); turns++)
        await page.getByRole("button", { name: /^(后两天|Two days later)$/ }).click();
      await free.last().click();
      await page.locator("aside form input").first().waitFor();
    },
  ],
  [
    "chains",
    async (page) => {
      await go(page, "find");
      await go(page, "bookings");
      await page.locator("aside .together button").last().click();
      await page.locator("aside ol button b").first().waitFor();
    },
  ],
  [
    "chain-form",
    async (page) => {
      await page.locator("aside ol button").first().click();
      await page.locator("aside form input").first().waitFor();
    },
  ],
  [
    "waitlist-join",
    async (page) => {
      await go(page, "find");
      await openWaiting(page);
    },
  ],
  [
    "waitlist",
    async (page) => {
      await fillVisit(page);
      // Head office keeps a place for her: there are free ones.
      await page.locator("aside li .say").waitFor({ timeout: 30_000 });
    },
  ],
  [
    "inbox",
    async (page) => {
      await go(page, "inbox");
      await page.locator("#inbox-title").waitFor();
    },
  ],
  [
    "sync-sheet",
    async (page) => {
      await page.locator("nav > button").last().click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "user-sheet",
    async (page) => {
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.locator("nav > button").first().click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "offline",
    async (page) => {
      await page.keyboard.press("Escape");
      tablet.wire.cut();
      await shoot(page, hand.second.text);
      await page.locator(".verdict.final").waitFor();
      await page.locator(main).last().click();
      await page.locator("nav > button.away").waitFor();
    },
  ],
];

/** Two cards of the store's own and one of another store. */
async function deal(world, tablet, store) {
  const mine = await world.cards(store);
  const own = await tablet.cardThatIs("final", mine);
  const rest = mine.filter((card) => card !== own);
  const second = await tablet.cardThatIs("final", rest);
  return { own, second, elsewhere: await tablet.cardThatIs("provisional", await world.cards("Jinniu")) };
}

export async function tourSales(t, world, language, store) {
  const tablet = await world.tablet(store);
  const page = await tablet.open({ language });
  await tour(
    t,
    page,
    language,
    stops(tablet, () => deal(world, tablet, store)),
  );
}
