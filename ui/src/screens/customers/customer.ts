/** What is written down of a customer. Pure. */
import type { Consent, Operation, PutCustomer } from "../../host";

/** `customer.put.v1` with only what is said. */
export function put(said: Partial<PutCustomer>): Operation {
  return {
    tag: "customer.put.v1",
    customer: null,
    visit: null,
    name: null,
    add_phones: [],
    drop_phones: [],
    add_addresses: [],
    drop_addresses: [],
    ...said,
  };
}

/** The newest word on every purpose, in the order in which they were first asked. */
export function standing(consents: Consent[]): Consent[] {
  const newest = new Map<string, Consent>();
  for (const consent of consents) newest.set(consent.purpose, consent);
  return [...newest.values()];
}
