/** Figures as people read them. */
import type { Summary } from "../statistics";

/** Milliseconds: "1.42 s" from a second on, "87 ms" below. */
export function formatTime(milliseconds: number): string {
  return milliseconds >= 1000
    ? `${(milliseconds / 1000).toFixed(2)} s`
    : `${milliseconds.toFixed(0)} ms`;
}

/** The median with its range: "1.42 s (1.38 s to 1.51 s)"; one measurement alone has no range. */
export function formatSummary(
  { median, min, max, count }: Summary,
  format: (value: number) => string,
): string {
  return count === 1 ? format(median) : `${format(median)} (${format(min)} to ${format(max)})`;
}

/** A ratio: "1.27 ×". */
export function formatRatio(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB"];

/** Bytes, in whole powers of 1024: "24 GiB", "87 MiB", "12 KiB", "155 B". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(0)} ${BYTE_UNITS[power] ?? ""}`;
}

/** How something grows with n: "n^1.02"; where there is no exponent, that nothing was seen to grow. */
export function formatExponent(exponent: number | undefined): string {
  return exponent === undefined ? "not above the noise" : `n^${exponent.toFixed(2)}`;
}
