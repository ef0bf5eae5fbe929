import { DEMO_PASSWORD, type DemoPerson } from "./demo-people";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);

const STYLE = `
  :root { color-scheme: light dark; --page: #f4f5f7; --card: #fff; --text: #16181d; --soft: #5b6270; --line: #d8dbe1; --main: #1d4ed8; --on-main: #fff; --bad: #b42318; }
  @media (prefers-color-scheme: dark) { :root { --page: #0f1115; --card: #181b21; --text: #eceef2; --soft: #a2a9b6; --line: #323843; --main: #8fb0ff; --on-main: #0f1115; --bad: #ff9c92; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px 16px; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 400px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 28px; }
  h1 { font-size: 20px; margin: 0; } h2 { font-size: 13px; margin: 24px 0 8px; color: var(--soft); font-weight: 600; }
  p { margin: 4px 0 20px; color: var(--soft); }
  label { display: block; font-weight: 600; font-size: 13px; margin: 14px 0 6px; }
  input { width: 100%; font: inherit; color: inherit; padding: 9px 12px; border: 1px solid var(--line); border-radius: 8px; background: transparent; }
  button { width: 100%; margin-top: 20px; font: inherit; font-weight: 600; padding: 10px; border: 0; border-radius: 8px; background: var(--main); color: var(--on-main); cursor: pointer; }
  :focus-visible { outline: 2px solid var(--main); outline-offset: 2px; }
  ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
  li + li { border-top: 1px solid var(--line); }
  li a { display: flex; justify-content: space-between; gap: 12px; padding: 9px 12px; color: inherit; text-decoration: none; }
  li a:hover { background: color-mix(in srgb, var(--main) 10%, transparent); } li span { color: var(--soft); }
  [role=alert] { color: var(--bad); margin: 14px 0 0; font-weight: 600; }
`;

/** The provider's sign-in page. Choosing a person fills the form in; it works without scripts. */
export function loginPage(options: {
  action: string;
  email: string;
  isFilled: boolean;
  error: string | null;
  people: readonly DemoPerson[];
}): string {
  const { action, email, isFilled, error, people } = options;
  const rows = people.map(
    (person) =>
      `<li><a href="${escapeHtml(`${action}?email=${encodeURIComponent(person.email)}`)}">${escapeHtml(person.name)}<span>${escapeHtml(person.about)}</span></a></li>`,
  );
  return page(
    "Demo sign-in",
    `<h1>Demo sign-in</h1>
    <p>This OpenID provider runs on this machine, for trying Partwise out.</p>
    <form method="post" action="${escapeHtml(action)}">
      <label for="email">E-mail</label>
      <input id="email" name="email" type="text" inputmode="email" autocomplete="username" required value="${escapeHtml(email)}">
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required value="${isFilled ? DEMO_PASSWORD : ""}">
      ${error ? `<div role="alert">${escapeHtml(error)}</div>` : ""}
      <button type="submit">Sign in</button>
    </form>
    <h2>Demo people (password: ${DEMO_PASSWORD})</h2>
    <ul>${rows.join("")}</ul>`,
  );
}

export function errorPage(message: string): string {
  return page("Sign-in failed", `<h1>Sign-in failed</h1><p>${escapeHtml(message)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}
