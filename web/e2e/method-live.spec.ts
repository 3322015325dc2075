// What whoever runs an analysis does reaches every open board: the timer, and the heading that the presenter shows.
import { expect, headings, newAnalysis, open, post, test } from "./harness";

test("a timer counts down on every board, is announced once, and is stopped", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar");
  const board = await newAnalysis(io, "With a timer");
  await open(io, board);
  await open(registrar, board);
  const left = registrar.locator(".timer-left");
  await expect(left).toHaveCount(0);
  await registrar.getByLabel("Add a strength", { exact: true }).fill("Half a sentence");

  await io.getByLabel("Timer, minutes").fill("6");
  await io.getByRole("button", { name: "Start the timer" }).click();
  await expect(left).toHaveText(/^(6:00|5:5\d)$/);
  await expect(registrar.getByText("The timer runs: 6 minutes.")).toHaveAttribute("role", "status");
  await expect(registrar.getByLabel("Add a strength", { exact: true })).toBeFocused();
  await expect(registrar.getByLabel("Add a strength", { exact: true })).toHaveValue("Half a sentence");
  const first = await left.textContent();
  await expect(left).not.toHaveText(first!);
  await expect(io.locator(".timer-left")).toHaveText(/^5:\d\d$/);

  await io.getByRole("button", { name: "Stop the timer" }).click();
  await expect(left).toHaveCount(0);
});

test("whoever wishes follows the presenter, and keeps the focus", async ({ person }) => {
  const io = await person("international");
  const registrar = await person("registrar", { viewport: { width: 390, height: 700 } });
  const board = await newAnalysis(io, "On the wall");
  await open(registrar, board);
  await io.goto(`${board}/present`);
  await io.keyboard.press("1");
  await expect(io.getByRole("heading", { name: headings.strength })).toBeVisible();

  const follow = registrar.getByLabel("Follow the presenter");
  await expect(follow).not.toBeChecked();
  const threat = registrar.locator("#quadrant-threat");
  await post(io, `${board}/presenting`, { show: "threat" });
  await expect(registrar.locator("#pulse")).toHaveAttribute("data-show", "threat");
  await expect(threat, "nobody follows who did not ask to").not.toBeInViewport();
  await follow.check();
  await expect(threat).toBeInViewport();
  await post(io, `${board}/presenting`, { show: "weakness" });
  await expect(registrar.locator("#heading-weakness")).toBeInViewport();
  await expect(registrar.getByText("Now shown: Weaknesses")).toHaveAttribute("role", "status");
  await expect(follow).toBeFocused();
  await expect(follow).toBeChecked();
});
