/**
 * No text of the other language is left. Whatever the backend said is data, except a text that it also said in
 * the page's language.
 */
import assert from "node:assert/strict";

/** Words that both languages share. */
const shared = new Set(["PIN", "Esc", "Tenon", "English", "中文"]);
const foreign = { en: /\p{Script=Han}+/gu, "zh-CN": /[A-Za-z]{3,}/g };

/** Every string in an answer, without the other language's half of a text in two languages. */
function* strings(value, language) {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const one of value) yield* strings(one, language);
  else if (value !== null && typeof value === "object") {
    const own = language === "en" ? "en" : "zh";
    const both = typeof value.zh === "string" && typeof value.en === "string";
    if (both && value[own] !== "") yield value[own];
    else for (const one of Object.values(value)) yield* strings(one, language);
  }
}

export async function inOneLanguage(page, language) {
  const data = (await Promise.all(page.heard)).flatMap((answer) => [...strings(answer, language)]).join("\n");
  const texts = await page.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, data: text } = walker.currentNode;
      if (parent && !parent.closest("script, style") && parent.checkVisibility()) found.push(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title]"))
      for (const name of ["aria-label", "placeholder", "title"])
        if (element.hasAttribute(name)) found.push(element.getAttribute(name));
    return found;
  });
  const left = texts.filter((text) =>
    (text.match(foreign[language]) ?? []).some((word) => !shared.has(word) && !data.includes(word)),
  );
  assert.deepEqual([...new Set(left)], []);
  assert.equal(await page.getAttribute("html", "lang"), language);
}
