import { describe, expect, it } from "vitest";
import { addressLine } from "../../components/address";
import { put, standing } from "./customer";

const consent = { given: true, wording: "yes", at_ms: 1, by_name: "", store: null };

describe("a customer", () => {
  it("is written down with what is said and nothing else", () => {
    expect(put({ name: "Ms Chen" })).toMatchObject({
      tag: "customer.put.v1",
      customer: null,
      name: "Ms Chen",
      drop_phones: [],
    });
  });

  it("has an address in one line, whatever is known of it", () => {
    const address = {
      division: "",
      province: "",
      city: "杭州市",
      district: "西湖区",
      street: "文三路 100 号",
    };
    expect(addressLine(address)).toBe("杭州市 西湖区 文三路 100 号");
    expect(addressLine({ ...address, city: "", district: "" })).toBe("文三路 100 号");
  });

  it("agrees as they said last", () => {
    const all = [
      { ...consent, purpose: "contact" },
      { ...consent, purpose: "marketing" },
      { ...consent, purpose: "contact", given: false, at_ms: 2 },
    ];
    expect(standing(all).map((one) => [one.purpose, one.given])).toEqual([
      ["contact", false],
      ["marketing", true],
    ]);
  });
});
