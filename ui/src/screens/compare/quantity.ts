/** Reads "60 cm" and "600 mm" as the same: figures with a unit of length, weight, volume or power. Pure. */
const UNITS: Record<string, [kind: string, thousandths: number]> = {
  mm: ["length", 1_000],
  毫米: ["length", 1_000],
  cm: ["length", 10_000],
  厘米: ["length", 10_000],
  m: ["length", 1_000_000],
  米: ["length", 1_000_000],
  g: ["weight", 1_000],
  克: ["weight", 1_000],
  kg: ["weight", 1_000_000],
  千克: ["weight", 1_000_000],
  公斤: ["weight", 1_000_000],
  ml: ["volume", 1_000],
  毫升: ["volume", 1_000],
  l: ["volume", 1_000_000],
  升: ["volume", 1_000_000],
  w: ["power", 1_000],
  瓦: ["power", 1_000],
  kw: ["power", 1_000_000],
};

/** The text with its blanks, case and units in one form; two values are the same when these are. */
export function normalised(text: string): string {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[×*]/g, "x");
  return plain
    .replace(/(\d[\d,]*(?:\.\d+)?)\s*([a-z\u4e00-\u9fff]+)/g, (whole, figure: string, word: string) => {
      const unit = UNITS[word];
      if (!unit) return whole;
      return `${Math.round(Number(figure.replace(/,/g, "")) * unit[1])} ${unit[0]}`;
    })
    .replace(/(\d),(?=\d{3})/g, "$1")
    .replace(/\s+/g, "");
}
