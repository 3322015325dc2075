/**
 * steady carries out a change of the page and keeps the field in which a person is writing where it stands on the
 * screen, however much comes and goes above it. A field out of sight is left alone: the person is reading elsewhere.
 */
export function steady(change: () => void): void {
  const field = document.activeElement?.matches("textarea") ? document.activeElement : null;
  const before = field?.getBoundingClientRect();
  change();
  if (!field?.isConnected || !before || before.bottom < 0 || before.top > innerHeight) return;
  const moved = field.getBoundingClientRect().top - before.top;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
}
