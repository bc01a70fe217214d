import { expect, it } from "vitest";
import { share } from "./share";

it("never rounds a difference away", () => {
  expect(
    [
      [0, 0],
      [7, 7],
      [0, 7],
      [999_999, 1_000_000],
      [1, 1_000_000],
      [2, 3],
    ].map(([part, whole]) => share(part ?? 0, whole ?? 0)),
  ).toEqual(["100%", "100%", "0%", "99.9%", "<0.1%", "66.6%"]);
});
