import type { ProjectSheet } from "../../../host";

type Revisions = Pick<ProjectSheet, "drawn" | "drawings">;

/** The number of the latest revision that there is, with a file or confirmed on paper; 0 before the first. */
export function lastRevision({ drawn, drawings }: Revisions): number {
  return Math.max(0, ...[...drawn, ...drawings].map((one) => one.revision));
}

/** The latest revision, where it has a file and nobody confirmed it. */
export function unconfirmed({ drawn, drawings }: Revisions): ProjectSheet["drawn"][number] | null {
  const latest = drawn[drawn.length - 1];
  const confirmed = drawings[drawings.length - 1]?.revision ?? 0;
  return latest && latest.revision > confirmed ? latest : null;
}
