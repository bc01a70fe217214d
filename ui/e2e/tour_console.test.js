import { describe, it } from "node:test";
import { CLERK, signInClerk } from "./support/console.js";
import { shoot, signIn } from "./support/people.js";
import { askDiscount, joinWaitlist } from "./support/sales.js";
import { go, tour } from "./support/tour.js";
import { openWorld } from "./support/world.js";

const DESK = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };

const world = await openWorld();
const home = await world.tablet("Binjiang");
const away = await world.tablet("West");

/** One card at two tablets, so that there is a redemption to see and a case to settle. */
async function makeCase() {
  const [first, second] = [await home.open(), await away.open()];
  await signIn(first);
  await signIn(second);
  const card = await away.cardThatIs("provisional", await world.cards("Binjiang"));
  away.wire.cut();
  for (const page of [second, first]) {
    await shoot(page, card.text);
    await page.locator("aside .foot button").last().click();
    await page.locator(".verdict .joint").waitFor();
    await page.locator("aside .foot button").last().click();
  }
  away.wire.heal();
  await askDiscount(first);
  await joinWaitlist(first);
  await second.locator("nav .badge").waitFor({ timeout: 60_000 });
}

/** A holiday is announced on a day ahead that has windows; answers that day. */
async function announceHoliday() {
  for (let ahead = 3; ahead < 10; ahead++) {
    const date = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    if ((await world.ask("windows", "list", "--date", date)).length === 0) continue;
    const year = {
      year: Number(date.slice(0, 4)),
      papers: [],
      days: [{ name: "中秋节、国庆节", date, isOffDay: true }],
    };
    await world.ask("calendar", "put", world.file("holidays.json", JSON.stringify(year)));
    return date;
  }
  throw new Error("No day ahead has windows");
}

const holiday = await announceHoliday();

const stops = [
  ["hq-sign-in", (page) => page.locator("form input").first().waitFor()],
  [
    "hq-sign-in-wrong",
    async (page) => {
      await page.locator("form input").nth(0).fill(CLERK);
      await page.locator("form input").nth(1).fill("0000");
      await page.keyboard.press("Enter");
      await page.locator(".say").waitFor();
    },
  ],
  [
    "hq-today",
    async (page) => {
      await signInClerk(page, CLERK);
      await page.locator("tbody tr").first().waitFor();
    },
  ],
  [
    "hq-discounts",
    async (page) => {
      await go(page, "discounts");
      await page.locator("article button").nth(1).waitFor();
    },
  ],
  [
    "hq-cards",
    async (page) => {
      await go(page, "cards");
      await page
        .locator("form input")
        .first()
        .fill((await world.cards("Binjiang"))[0].number);
      await page.keyboard.press("Enter");
      await page.locator("article select").first().selectOption({ index: 1 });
      await page.locator("article form button[type=submit]").waitFor();
    },
  ],
  [
    "hq-campaigns",
    async (page) => {
      await go(page, "cards/campaigns");
      await page.locator("article").nth(3).waitFor();
    },
  ],
  [
    "hq-campaign-faulty",
    async (page) => {
      await go(page, "cards/campaigns/new");
      await page.locator("form button[type=submit]").last().click();
      await page.locator(".odd").first().waitFor();
    },
  ],
  [
    "hq-board-week",
    async (page) => {
      await go(page, "board?view=week");
      await page.locator("tbody .cell").nth(20).waitFor();
    },
  ],
  [
    "hq-board-moving",
    async (page) => {
      const name = page.locator("tbody .cell .name[draggable=true]").first();
      await name.click();
      await page.locator("article button[data-move]").first().click();
      await page.locator("article form select").waitFor();
    },
  ],
  [
    "hq-board-day",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, "board");
      await page.locator("thead th", { hasText: "08:30" }).waitFor();
      await page.locator("tbody .cell:has(.name[draggable=true]) button").first().click();
      await page.locator("article li").first().waitFor();
    },
  ],
  [
    "hq-board-resize",
    async (page) => {
      await page.locator("article h3 button").first().click();
      await page.getByRole("dialog").locator("button[type=submit]").click();
      await page.getByRole("dialog").locator(".odd, textarea").first().waitFor();
    },
  ],
  [
    "hq-board-days-off",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, `board?day=${holiday}`);
      await page.locator(".told").waitFor();
    },
  ],
  [
    "hq-board-close",
    async (page) => {
      await page.locator(".told button").click();
      await page.getByRole("dialog").locator("li").first().waitFor();
    },
  ],
  [
    "hq-waitlist",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, "waitlist");
      await page.locator("tbody tr").first().waitFor();
    },
  ],
  [
    "hq-forms",
    async (page) => {
      await go(page, "forms");
      await page.locator("tbody tr").first().waitFor();
    },
  ],
  [
    "hq-form",
    async (page) => {
      await page.locator("tbody a").first().click();
      await page.locator("form#form summary").first().click();
      await page.locator("form#form h2").nth(1).waitFor();
    },
  ],
  [
    "hq-checklist",
    async (page) => {
      await go(page, "forms/checklists");
      await page.locator("tbody a").first().click();
      await page.locator("form ol > li").first().waitFor();
    },
  ],
  [
    "hq-plan",
    async (page) => {
      await go(page, "plan");
      await page.locator("dl dd b").nth(1).waitFor();
      for (let turns = 0; turns < 14 && !(await page.locator("tbody th").count()); turns++) {
        const shown = await page.locator("input[type=date]").inputValue();
        await page.locator("main button[aria-label]").nth(1).click();
        await page.waitForFunction((day) => document.querySelector("input[type=date]").value !== day, shown);
      }
      await page.locator("tbody th").first().waitFor();
    },
  ],
  [
    "hq-jobs",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, "jobs");
      await page.locator("tbody tr").first().waitFor();
    },
  ],
  [
    "hq-job",
    async (page) => {
      const install = page.locator("tbody tr", { hasText: /安装|Install/ });
      await install.first().locator("button").click();
      await page.locator("article summary").first().click();
    },
  ],
  [
    "hq-leads",
    async (page) => {
      await go(page, "leads");
      await page.locator("tbody tr").nth(5).waitFor();
    },
  ],
  [
    "hq-lead-called",
    async (page) => {
      await page.locator("header .bar > button").last().click();
      await page.locator("form button[type=submit]").click();
      await page.locator(".odd").first().waitFor();
    },
  ],
  [
    "hq-customers",
    async (page) => {
      await go(page, "customers");
      await page.locator("form input").first().fill("0000");
      await page.keyboard.press("Enter");
      await page.locator("article h2").first().waitFor();
    },
  ],
  [
    "hq-customer-erase",
    async (page) => {
      await page.locator("article .acts button").first().click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "hq-customer-calendar",
    async (page) => {
      await page.keyboard.press("Escape");
      await page
        .locator("article .acts button", { hasText: /^(日历地址|Calendar address)$/ })
        .first()
        .click();
      await page.getByRole("dialog").locator("footer button").last().waitFor();
    },
  ],
  [
    "hq-calendars",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, "calendars");
      await page.locator("tbody tr").first().waitFor();
    },
  ],
  [
    "hq-calendar-address",
    async (page) => {
      await page.locator("tbody tr button").first().click();
      const dialog = page.getByRole("dialog");
      const make = dialog.getByRole("button", { name: /^(做一个地址|Make an address)$/ });
      const code = dialog.getByRole("img");
      await make.or(code).first().waitFor();
      if (await make.count()) await make.click();
      await code.waitFor();
    },
  ],
  [
    "hq-offers",
    async (page) => {
      await page.keyboard.press("Escape");
      await go(page, "offers");
      await page.locator("tbody tr").nth(3).waitFor();
    },
  ],
  [
    "hq-promotion",
    async (page) => {
      await page.locator("tbody tr a").first().click();
      await page.locator("form#promotion").waitFor();
      await page.locator(".side form button[type=submit]").click();
      await page.locator("tfoot").waitFor();
    },
  ],
  [
    "hq-promotion-faulty",
    async (page) => {
      await go(page, "offers/promotions/new");
      await page.locator(".side .do button").first().click();
      await page.locator(".odd").first().waitFor();
    },
  ],
  [
    "hq-books",
    async (page) => {
      await go(page, "offers/books");
      await page.locator("tbody tr").first().waitFor();
    },
  ],
  [
    "hq-authority",
    async (page) => {
      await go(page, "offers/authority");
      await page.locator("tbody tr select").first().waitFor();
      await page.locator("section form button[type=submit]").click();
      await page.locator("tfoot").waitFor();
    },
  ],
  [
    "hq-parity",
    async (page) => {
      await go(page, "parity");
      await page.locator("input[type=file]").waitFor();
    },
  ],
  [
    "hq-parity-found",
    async (page) => {
      const feed = await page.evaluate(async () => (await fetch("/v1/feed.xml")).text());
      const items = feed.split("<item>");
      for (let i = 2; i < 40; i += 3)
        items[i] = items[i]
          .replace(/<g:price>[^<]*</, "<g:price>1.23 CNY<")
          .replace("in_stock", "out_of_stock");
      const changed = Buffer.from([...items.slice(0, 50), ...items.slice(60)].join("<item>"));
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "feed.xml", mimeType: "text/xml", buffer: changed });
      await page.locator("form button[type=submit]").click();
      await page.locator("tbody tr").first().waitFor({ timeout: 60_000 });
    },
  ],
  [
    "hq-devices",
    async (page) => {
      await go(page, "devices");
      await page.locator("thead th").nth(5).waitFor();
    },
  ],
  [
    "hq-attention",
    async (page) => {
      await go(page, "attention");
      await page.locator("section.case [role=radio]").first().waitFor();
    },
  ],
];

describe("every page of the console", () => {
  it("has a case to show", makeCase);
  for (const language of ["zh-CN", "en"])
    it(language, async (t) => {
      const page = await world.console({ language, size: DESK });
      await tour(t, page, language, stops, [NARROW]);
    });
});
