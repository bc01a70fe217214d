/** The public holidays, which are announced in Chinese. */
const ENGLISH: Record<string, string> = {
  元旦: "New Year",
  春节: "Spring Festival",
  清明节: "Qingming Festival",
  劳动节: "Labour Day",
  端午节: "Dragon Boat Festival",
  中秋节: "Mid-Autumn Festival",
  国庆节: "National Day",
};

/** A holiday by its announced name, which may be two; one that is not known keeps its Chinese name. */
export const holidayInEnglish = (announced: string): string =>
  announced
    .split("、")
    .map((name) => ENGLISH[name] ?? name)
    .join(", ");
