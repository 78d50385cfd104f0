const FORMAT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/**
 * When a guide was made, for people: `22 November 2026 at 23:06 UTC`. Always UTC, because its
 * readers may sit anywhere.
 */
export function madeAtText(madeAt: Date): string {
  return `${FORMAT.format(madeAt)} UTC`;
}
