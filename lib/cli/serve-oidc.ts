/** The demo's OpenID provider as a process of its own. Settings come by environment; ends with its parent. */
import { TEST_PEOPLE } from "@/lib/testing/oidc/demo-people";
import { startOidcProvider } from "@/lib/testing/oidc/start-oidc-provider";

const { OIDC_PORT, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, NEXTAUTH_URL, OIDC_TEST_PEOPLE } = process.env;
if (!OIDC_PORT || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET || !NEXTAUTH_URL) {
  process.stderr.write("serve-oidc needs OIDC_PORT, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and NEXTAUTH_URL.\n");
  process.exit(2);
}
const provider = await startOidcProvider({
  port: Number(OIDC_PORT),
  appUrl: NEXTAUTH_URL,
  clientId: OIDC_CLIENT_ID,
  clientSecret: OIDC_CLIENT_SECRET,
  hiddenPeople: OIDC_TEST_PEOPLE === "1" ? TEST_PEOPLE : [],
});
process.stdout.write(`OpenID provider ready at ${provider.issuer}\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
