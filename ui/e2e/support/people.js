/** What people do with their hands: sign in, type a PIN, pull the trigger of a scanner gun. */

export const PINS = { seller: "1234", manager: "2580", fitter: "3690", measurer: "3690", clerk: "7410" };
/** Far below the 35 ms that tell a gun from fingers. */
const GUN_GAP_S = 0.008;

/** Chooses the first person of a role, in either language, and answers the name. */
export async function choose(page, role) {
  const place = { seller: 0, manager: 1, fitter: 2, measurer: 3 }[role];
  const words = [
    /导购|sales adviser/i,
    /店长|store manager/i,
    /安装师傅|installing fitter/i,
    /量尺师傅|measuring fitter/i,
  ][place];
  const tile = page.locator("button.person").filter({ has: page.locator("small", { hasText: words }) });
  const name = await tile.first().locator("b").innerText();
  await tile.first().click();
  return name;
}

export async function signIn(page, role = "seller") {
  const name = await choose(page, role);
  await page.keyboard.type(PINS[role]);
  await page.keyboard.press("Enter");
  await page.locator("nav").first().waitFor();
  return name;
}

/**
 * A scanner gun's burst into whatever has the focus. The times of the keys are given to the browser, so that a
 * busy machine does not make a slow gun.
 */
export async function shoot(page, code) {
  const wire = await page.context().newCDPSession(page);
  let at = Date.now() / 1000;
  const keys = [...code].map((key) => ({ key, text: key }));
  const enter = { key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 };
  await Promise.all(
    [...keys, enter].flatMap((key) => {
      at += GUN_GAP_S;
      return [
        wire.send("Input.dispatchKeyEvent", { type: "keyDown", timestamp: at, ...key }),
        wire.send("Input.dispatchKeyEvent", { type: "keyUp", timestamp: at, ...key, text: undefined }),
      ];
    }),
  );
  await wire.detach();
}
