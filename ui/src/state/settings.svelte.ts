/** How this tablet looks and speaks. Kept on the tablet, not per person. */
export type Language = "zh-CN" | "en";
export type Theme = "system" | "light" | "dark";
export type Hand = "right" | "left";

/**
 * `camera`: the browser's name of the camera that was chosen, empty before anybody chose. `metered`: somebody says that the
 * network costs money.
 */
type Kept = {
  language: Language;
  theme: Theme;
  sunlight: boolean;
  hand: Hand;
  sound: boolean;
  camera: string;
  metered: boolean;
};

const KEY = "tenon.settings";
const first: Kept = {
  language: "zh-CN",
  theme: "system",
  sunlight: false,
  hand: "right",
  sound: true,
  camera: "",
  metered: false,
};

function kept(): Kept {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kept>) };
  } catch {
    return { ...first };
  }
}

export const settings = $state<Kept>(kept());

/** Keeps the page in step with the settings; run once from the root component. */
export function applySettings(): void {
  $effect(() => {
    const root = document.documentElement;
    root.lang = settings.language;
    const theme = settings.sunlight ? "light" : settings.theme;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.dataset.sunlight = settings.sunlight ? "on" : "off";
    root.dataset.hand = settings.hand;
    try {
      localStorage.setItem(KEY, JSON.stringify(settings));
    } catch {
      // Storage is full or forbidden: the choice holds until the app closes.
    }
  });
}
