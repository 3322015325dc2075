/** localise rewrites every <time datetime> below root in the reader's language and time zone. */
export function localise(root: ParentNode): void {
  const language = document.documentElement.lang || undefined;
  const instant = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  // A date without a time is the same day everywhere.
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  for (const time of root.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.valueOf())) time.textContent = (time.dateTime.length > 10 ? instant : day).format(at);
  }
}
