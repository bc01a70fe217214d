import { expect, it } from "vitest";
import { holidayInEnglish } from "./holidays";

it("says holidays in English, and leaves what it does not know", () => {
  expect(holidayInEnglish("春节")).toBe("Spring Festival");
  expect(holidayInEnglish("国庆节、中秋节")).toBe("National Day, Mid-Autumn Festival");
  expect(holidayInEnglish("店庆")).toBe("店庆");
});
