/** How an address is read out. Pure. */
import type { Address } from "../host";

/** Divisions and street in one line. */
export function addressLine({ province, city, district, street }: Address): string {
  const divisions = [province, city, district].filter(Boolean).join(" ");
  return [divisions, street].filter(Boolean).join(" ");
}
