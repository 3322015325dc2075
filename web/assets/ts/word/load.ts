// Word's way in and out is large and seldom used: it is fetched when somebody asks for it.

/**
 * watchWord waits for a file to be chosen in form#word-import and for clicks on [data-word-export], and loads what
 * they need from their data-word. A page that has either calls it once.
 */
export function watchWord(): void {
  addEventListener("change", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form#word-import");
    // Once it is loaded the module listens itself.
    if (form && !form.dataset["taken"]) void import(form.dataset["word"]!);
  });
  addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-word-export]");
    if (button) void import(button.dataset["word"]!).then((module: typeof import("../word-export")) => module.download(button));
  });
}
