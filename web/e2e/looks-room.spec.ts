// How the room looks to those who measure: to whoever lets people in, and to those who join.
import { examine } from "./examine";
import { expect, newAnalysis, test } from "./harness";

test.describe.configure({ timeout: 180_000 });

test("the room: closed, open with people who wait; joining, waiting, staying", async ({ person, visitor }) => {
  const io = await person("international");
  const board = await newAnalysis(io, "Where we stand, told in the room");
  await io.goto(`${board}/room`);
  await examine(io, "room-closed");
  await io.getByRole("button", { name: "Open the door" }).click();
  const address = new URL((await io.locator(".room-address").innerText()).trim()).pathname;
  const join = async (name: string, office: string, email = "") => {
    const guest = await visitor();
    await guest.goto(address);
    if (email) await examine(guest, "join");
    await guest.getByLabel("Your name").fill(name);
    await guest.getByLabel("Your office").selectOption(office);
    await guest.getByLabel("E-mail (optional)").fill(email);
    await guest.getByRole("button", { name: "Ask to be let in" }).click();
    await expect(guest.getByRole("heading", { name: "Waiting to be let in" })).toBeVisible();
    return guest;
  };
  const aiko = await join("Aiko Tanaka", "library", "finance@demo.example");
  await examine(aiko, "join-waiting");
  await join("محمد عبد الرحمن", "library");
  await join("Bartholomew Featherstonehaugh-Cholmondeley", "registrar");
  await join("Di", "registrar");
  await expect(io.locator(".room-person")).toHaveCount(4);
  await io.getByRole("button", { name: "Let in: Aiko Tanaka" }).click();
  await expect(io.locator(".room-inside li")).toHaveCount(1);
  await examine(io, "room");
  // Whose address it is finds the link among the messages to them.
  const finance = await person("finance");
  await finance.goto("/mail");
  await finance.locator("details.letter").first().locator("summary").click();
  const stay = await finance.locator("details.letter[open] a.button").getAttribute("href");
  await aiko.goto(stay!);
  await expect(aiko.getByRole("button", { name: "Stay" })).toBeVisible();
  await examine(aiko, "join-stay");
});
