/** Which stretches of a title the words of a query cover, to be underlined. Pinyin matches are not known here. */
export type Stretch = { text: string; matched: boolean };

export function highlight(title: string, query: string): Stretch[] {
  const lower = title.toLowerCase();
  // Lower-casing may change the length of a few letters; then positions cannot be trusted.
  const words = lower.length === title.length ? query.toLowerCase().split(/\s+/).filter(Boolean) : [];
  const covered = new Array<boolean>(title.length).fill(false);
  for (const word of words)
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length))
      covered.fill(true, at, at + word.length);

  const stretches: Stretch[] = [];
  for (let at = 0; at < title.length; at++) {
    const matched = covered[at] ?? false;
    const last = stretches[stretches.length - 1];
    if (last && last.matched === matched) last.text += title[at] ?? "";
    else stretches.push({ text: title[at] ?? "", matched });
  }
  return stretches;
}
