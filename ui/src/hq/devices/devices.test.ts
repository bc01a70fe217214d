import { describe, expect, it } from "vitest";
import type { DeviceRow } from "../../host/console";
import { clockIsOff, lateness, newestCatalog, sorted } from "./devices";

const now = Date.UTC(2026, 10, 21, 4);
const HOUR_MS = 3_600_000;
const device = (changed: Partial<DeviceRow>): DeviceRow => ({
  id: "1",
  name: "平板 01",
  store: { zh: "城北店", en: "North Gate" },
  last_contact_ms: now,
  waiting: 0,
  received: 0,
  catalog_version: 1,
  state: "active",
  clock_off_ms: 0,
  ...changed,
});
const silent = (hours: number): DeviceRow => device({ last_contact_ms: now - hours * HOUR_MS });

describe("a device", () => {
  it("is late after a day and lost after three", () => {
    expect([1, 23, 24, 71, 72].map((hours) => lateness(silent(hours), now))).toEqual([
      "fresh",
      "fresh",
      "late",
      "late",
      "lost",
    ]);
  });
  it("is late when it never called, and never once out of service", () => {
    expect(lateness(device({ last_contact_ms: null }), now)).toBe("late");
    expect(lateness(device({ state: "revoked", last_contact_ms: null }), now)).toBe("fresh");
  });
  it("may be off by a minute either way", () => {
    expect([60_000, -60_001, null].map((clock_off_ms) => clockIsOff(device({ clock_off_ms })))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe("the devices", () => {
  const rows = [
    device({ id: "a", name: "平板 10", waiting: 3, catalog_version: null }),
    device({ id: "b", name: "平板 9", waiting: 12, last_contact_ms: null }),
    device({ id: "c", name: "平板 2", catalog_version: 7, state: "suspended" }),
  ];
  const order = (column: Parameters<typeof sorted>[1], backwards = false): string =>
    sorted(rows, column, backwards, (row) => row.store.zh)
      .map((row) => row.id)
      .join("");
  it("sort figures as figures, trouble on top", () => {
    expect(order("name")).toBe("cba");
    expect(order("waiting")).toBe("bac");
    expect(order("contact")).toBe("bca");
    expect(order("state")).toBe("cba");
  });
  it("turn round", () => {
    expect(order("waiting", true)).toBe("cab");
  });
  it("know the newest catalog", () => {
    expect(newestCatalog(rows)).toBe(7);
    expect(newestCatalog([])).toBe(0);
  });
});
