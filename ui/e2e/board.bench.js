/** How long headquarters' board of 100 crews takes from its answer to the screen, against a plain table of the same names. */
import { it } from "node:test";
import { CLERK, signInClerk } from "./support/console.js";
import { openWorld } from "./support/world.js";

const CREWS = 100;
const ROUNDS = 7;
const world = await openWorld();
const hq = await world.console();

/** A board of `CREWS` crews and `weeks` times as many days, made of what headquarters answered. */
function grown(board, weeks) {
  const later = (date, week) =>
    new Date(Date.parse(`${date}T00:00:00Z`) + week * 7 * 86_400_000).toISOString().slice(0, 10);
  const copies = Array.from({ length: weeks }, (_, week) => week);
  const crews = Array.from({ length: CREWS }, (_, at) => {
    const crew = board.crews[at % board.crews.length];
    const window = (one, week) => ({
      ...one,
      window: `${one.window}-${at}-${week}`,
      date: later(one.date, week),
      appointments: one.appointments.map((booked) => ({
        ...booked,
        appointment: `${booked.appointment}-${at}-${week}`,
      })),
    });
    return {
      ...crew,
      id: `${crew.id}-${at}`,
      works: copies.flatMap(() => crew.works),
      windows: copies.flatMap((week) => crew.windows.map((one) => window(one, week))),
    };
  });
  const days = copies.flatMap((week) => board.days.map((day) => ({ ...day, date: later(day.date, week) })));
  return { ...board, days, crews };
}

/** Runs in the page: notes how long after a board's answer the next frame was painted, and how long the plain table takes. */
function watch() {
  const json = Response.prototype.json;
  globalThis.painted = [];
  const paint = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  Response.prototype.json = async function () {
    const answer = await json.call(this);
    if (this.url.includes("/board?")) {
      const began = performance.now();
      void paint().then(() => globalThis.painted.push(performance.now() - began));
    }
    return answer;
  };
  globalThis.plain = async (board) => {
    const row = (crew) => {
      const cell = (day) => {
        const windows = crew.windows.filter((one) => one.date === day.date);
        const names = windows.flatMap((one) => one.appointments.map((booked) => booked.customer));
        return `<td>${windows.length}<br>${names.join("<br>")}</td>`;
      };
      return `<tr><th>${crew.name.zh}</th>${board.days.map(cell).join("")}</tr>`;
    };
    const began = performance.now();
    const table = document.createElement("table");
    table.style.cssText = "position:fixed;inset:0;background:white;z-index:99";
    table.innerHTML = board.crews.map(row).join("");
    document.body.append(table);
    await paint();
    const took = performance.now() - began;
    table.remove();
    return took;
  };
}

const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

it("the board of headquarters", async () => {
  let weeks = 1;
  let last;
  await signInClerk(hq, CLERK);
  await hq.route("**/board?*", async (route) => {
    const answer = await route.fetch();
    last = grown(await answer.json(), weeks);
    await route.fulfill({ json: last });
  });
  await hq.evaluate(watch);
  await hq.getByRole("link", { name: "排班" }).click();
  await hq
    .locator("tbody tr")
    .nth(CREWS - 1)
    .waitFor();
  for (const [name, radio, times] of [
    ["a day", "一天", 1],
    ["a week", "一周", 1],
    ["two weeks", "一周", 2],
  ]) {
    weeks = times;
    await hq.getByRole("radio", { name: radio }).click();
    const [ours, plain] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      await hq.evaluate(() => (globalThis.painted = []));
      await hq.getByRole("button", { name: round % 2 ? /^前/ : /^后/ }).click();
      await hq.waitForFunction(() => globalThis.painted.length > 0);
      await hq
        .locator("tbody tr")
        .nth(CREWS - 1)
        .waitFor();
      ours.push(await hq.evaluate(() => globalThis.painted[0]));
      plain.push(await hq.evaluate((board) => globalThis.plain(board), last));
    }
    const [mine, theirs] = [median(ours), median(plain)];
    const cells = CREWS * last.days.length;
    console.log(
      `${name}, ${CREWS} crews, ${cells} cells: first frame ${mine.toFixed(0)} ms, plain table ${theirs.toFixed(0)} ms, ratio ${(mine / theirs).toFixed(2)}`,
    );
  }
});
