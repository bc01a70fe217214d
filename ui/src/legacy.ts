/** The few library calls in our dependencies that Chromium 87 and Safari 15.0 do not have. */
type Pick<T> = (value: T, index: number, all: T[]) => unknown;

const missing: Record<string, unknown> = {
  at<T>(this: T[], index: number): T | undefined {
    return this[index < 0 ? this.length + index : index];
  },
  findLast<T>(this: T[], wanted: Pick<T>): T | undefined {
    for (let i = this.length - 1; i >= 0; i--) if (wanted(this[i] as T, i, this)) return this[i];
    return undefined;
  },
};

for (const [name, value] of Object.entries(missing))
  if (!(name in Array.prototype))
    Object.defineProperty(Array.prototype, name, { value, writable: true, configurable: true });

export {};
