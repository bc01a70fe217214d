/** What differs between two versions of a quote, in the words of a seller. */
import type { QuoteContent } from "../../host";
import { fmt, say, t } from "../../messages/index.svelte";

export function differences(before: QuoteContent, after: QuoteContent): string[] {
  const said: string[] = [];
  for (const line of after.lines) {
    const was = before.lines.find((one) => one.line === line.line && one.variant === line.variant);
    const name = say(line.title);
    if (!was) said.push(t("quote.differs.added", { name }));
    else if (was.count !== line.count)
      said.push(t("quote.differs.changed", { name, from: `× ${was.count}`, to: `× ${line.count}` }));
    else if (was.price_minor !== line.price_minor)
      said.push(
        t("quote.differs.changed", {
          name,
          from: fmt.money(was.price_minor, before.currency),
          to: fmt.money(line.price_minor, after.currency),
        }),
      );
  }
  for (const line of before.lines)
    if (!after.lines.some((one) => one.line === line.line && one.variant === line.variant))
      said.push(t("quote.differs.removed", { name: say(line.title) }));
  const off = (content: QuoteContent): number =>
    content.lines.reduce((sum, line) => sum + line.discount_minor, 0);
  if (off(before) !== off(after))
    said.push(
      t("quote.differs.discount", {
        from: fmt.money(off(before), before.currency || after.currency),
        to: fmt.money(off(after), after.currency || before.currency),
      }),
    );
  return said.length > 0 ? said : [t("quote.differs.none")];
}
