import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
/** Those that another theme can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];
const SHOWN = 4;

/** No rule of WCAG 2.2 AA finds anything on the page as it stands. */
export async function accessible(page, onlyColours = false) {
  const axe = new AxeBuilder({ page });
  const { violations } = await (onlyColours ? axe.withRules(COLOURS) : axe.withTags(TAGS)).analyze();
  const lines = violations.map(({ id, impact, nodes }) => {
    const places = nodes
      .slice(0, SHOWN)
      .map((node) => `    ${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`);
    return [`${id} (${impact}), ${nodes.length}:`, ...places].join("\n");
  });
  assert.equal(lines.length, 0, lines.join("\n"));
}
