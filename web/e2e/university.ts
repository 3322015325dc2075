// A university of a test's own, with people whom no other test meets, and its pages with all their parts to be seen.
import { accept, begin, linkIn, type Page, type Visit } from "./harness";
import { imported } from "./lists";
import { run } from "./server";

/** university makes an institution of the test's own with two offices, and signs its international office in. */
export async function university(visitor: Visit): Promise<{ slug: string; io: Page }> {
  const { slug, io } = await begin(visitor);
  await imported("offices", ["slug,name,kind,head_email", "io,International Office,office,", `library,Library,office,head@${slug}.example`], slug);
  return { slug, io };
}

/** invited asks somebody new into an office, and is the link to it. */
export const invited = async (slug: string, email: string, office: string) =>
  linkIn(await run("invite", "--institution", slug, "--email", email, "--role", "member_office", "--office", office));

/** member signs somebody new of the library in. */
export async function member(visitor: Visit, slug: string, email: string, name: string): Promise<Page> {
  const page = await visitor();
  await accept(page, await invited(slug, email, "library"), name);
  return page;
}

/** unfold opens every part of the page that is folded, except menus, which would lie over one another. */
export const unfold = (page: Page) => page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("main details:not(.menu)").forEach((part) => (part.open = true)));

/** unchecked lets forms go that the browser would keep back, so that the server's words are seen. */
export const unchecked = (page: Page) => page.evaluate(() => document.querySelectorAll("form").forEach((form) => (form.noValidate = true)));
