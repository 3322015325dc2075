// What comes from other programs by the clipboard comes in clean.
import { expect, test, type Page } from "./harness";
import { allSaved, doc, field, newText, stored, write, type Text } from "./text";

/** paste does what a browser does when somebody presses Ctrl+V. */
const paste = (page: Page, text: Text, html: string) =>
  field(page, text).evaluate((node, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", "without its shape");
    node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);

/** outline says a document in short: its nodes by name, bold words in stars, links in brackets. */
type Shape = { type: string; text?: string; content?: Shape[]; marks?: { type: string; attrs?: Record<string, unknown> }[]; attrs?: Record<string, unknown> };
function outline(node: Shape): string {
  if (node.text !== undefined) {
    return (node.marks ?? []).reduce((words, { type, attrs }) => (type === "strong" ? `*${words}*` : type === "em" ? `_${words}_` : `[${words}](${attrs!["href"]})`), node.text);
  }
  const inside = (node.content ?? []).map(outline);
  const short: Record<string, string> = { doc: "", paragraph: "p", bullet_list: "ul", ordered_list: "ol", list_item: "li", table_row: "tr", table_cell: "td", table_header: "th" };
  const name = node.type === "heading" ? `h${node.attrs!["level"]}` : (short[node.type] ?? node.type);
  return name ? `${name}(${inside.join("")})` : inside.join(" ");
}

const ignored = (marker: string) =>
  `<![if !supportLists]><span style='mso-bidi-font-family:Calibri'><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>`;

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:x"><head><meta charset=utf-8>
<style>p.MsoNormal{margin:0;color:red}</style><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang=EN-GB><!--StartFragment-->
<h1 style='mso-list:l1 level1'>${ignored("1")}<b>Our aims</b><o:p></o:p></h1>
<p class=MsoNormal style='color:red'>Plain <b style='mso-bidi-font-weight:normal'>bold</b> and <i>slanted</i> end<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>${ignored("·")}First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>${ignored("o")}Inner<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>${ignored("·")}Second<o:p></o:p></p>
<table class=MsoTableGrid border=1 style='border:none'><tr><td width=100 style='x:y'><p class=MsoNormal>A<o:p></o:p></p></td><td><p class=MsoNormal>B</p></td></tr></table>
<p class=MsoNormal><a href="javascript:alert(1)">bad</a> and <a href="https://example.org/">good</a></p><!--EndFragment--></body></html>`;

const docs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-size:16pt;font-weight:700">Title</span></h2>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:400;">Plain </span><span style="font-weight:700;font-style:normal">bold</span><span style="font-weight:400;font-style:italic"> slanted</span></p><br>
<ul style="x"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li aria-level="2"><p><span>two</span></p></li></ul></ul>
<div dir=ltr><table><colgroup><col></colgroup><tbody><tr><td><p><span>cell</span></p></td></tr></tbody></table></div></b>`;

for (const [program, html, expected] of [
  ["Word", word, "h2(Our aims) p(Plain *bold* and _slanted_ end) ul(li(p(First)ul(li(p(Inner))))li(p(Second))) table(tr(td(p(A))td(p(B)))) p(bad and [good](https://example.org/))"],
  ["Google Docs", docs, "h2(Title) p(Plain *bold*_ slanted_) ul(li(p(one)ul(li(p(two))))) table(tr(td(p(cell))))"],
] as const) {
  test(`a paste from ${program} comes in with its shape and without its dress`, async ({ person }) => {
    const page = await person("international");
    const text = await newText(page, `From ${program}`);
    await write(page, text);
    await paste(page, text, html);
    await allSaved(page);
    // Headings begin where the schema has them begin; the empty line after a table belongs to whoever goes on writing.
    const have = outline((await doc(page, text)).doc).replace(/h[123]\(/g, "h2(").replace(/ p\(\)$/, "");
    expect(have).toBe(expected);
    const dress = await field(page, text).evaluate((node) => node.querySelectorAll("[style], font, [class^=Mso], [href^='javascript' i]").length);
    expect(dress).toBe(0);
  });
}

test("nothing in a paste loads or runs, and a very long one goes in whole", async ({ person }) => {
  const page = await person("international");
  const text = await newText(page, "Long");
  await write(page, text);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await paste(page, text, `<p>Before<img src="/hostile.png" onerror="document.title='ran'"><script>document.title='ran'</script><svg onload="document.title='ran'"></svg> after</p>`);
  await allSaved(page);
  expect(await stored(page, text)).toBe("Before after");
  expect(await page.title()).not.toBe("ran");
  expect(asked.filter((url) => url.includes("hostile"))).toEqual([]);

  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await paste(page, text, Array.from({ length: 900 }, (_, n) => `<p>Paragraph ${n}: ${"long ".repeat(50)}</p>`).join(""));
  await allSaved(page);
  const words = await stored(page, text);
  for (const n of [0, 450, 899]) expect(words.split(`Paragraph ${n}:`).length, `paragraph ${n}`).toBe(2);
});
