import assert from "node:assert/strict";

/** Nothing sticks out of the window sideways, and no control's words stick out of the control. */
export async function fits(page) {
  const odd = await page.evaluate(() => {
    // Numbers of quotes, orders, receipts and visits are drawn by chance: looked at with the widest letter there is.
    const drawn = /\b([DQRV]-)[0-9A-HJKMNP-TV-Z]{6}\b/g;
    const said = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode: text } = texts;
      const widest = text.data.replace(drawn, "$1WWWWWW");
      if (widest === text.data) continue;
      said.push([text, text.data]);
      text.data = widest;
    }
    const found = [];
    const name = (element) => {
      const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30);
      return `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className} "${words}"`;
    };
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide in ${innerWidth}`);
    const scrollsSideways = (element) => {
      for (let one = element.parentElement; one; one = one.parentElement) {
        const { overflowX, position } = getComputedStyle(one);
        if (overflowX !== "visible" && one.scrollWidth > one.clientWidth) return true;
        if (position === "fixed") return false;
      }
      return false;
    };
    for (const element of document.querySelectorAll("body *")) {
      if (element.closest(".sr, .skip, [aria-hidden=true]") || !element.checkVisibility()) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2) continue;
      if ((box.right > innerWidth + 1 || box.left < -1) && !scrollsSideways(element))
        found.push(
          `${name(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} of ${innerWidth}`,
        );
      const control = element.matches("button, a, select, [role=radio], th, h1, h2");
      if (control && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        found.push(`${name(element)} is ${element.scrollWidth} wide in ${element.clientWidth}`);
    }
    for (const [text, words] of said) text.data = words;
    return found;
  });
  assert.deepEqual(odd, []);
}

/** What text zoom does: every size of letters and lines, times `factor`. */
export async function zoomText(page, factor) {
  await page.evaluate((times) => {
    const root = document.documentElement;
    const names = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .flatMap((rule) => [...(rule.style ?? [])])
      .filter((name) => /^--(text|lead)-/.test(name));
    for (const name of new Set(names)) {
      root.style.removeProperty(name);
      if (times === 1) continue;
      const size = getComputedStyle(root).getPropertyValue(name);
      root.style.setProperty(name, `${Number.parseFloat(size) * times}px`);
    }
  }, factor);
}
