import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import Provider, { type Configuration } from "oidc-provider";
import { DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from "./demo-people";
import { errorPage, loginPage } from "./login-page";

const HOUR_SEC = 3600;
const MAX_FORM_BYTES = 10_000;
const INTERACTION = /^\/interaction\/([\w-]+)(?:\?(.*))?$/;

export interface OidcProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

/**
 * A real OpenID Connect provider on 127.0.0.1 for the demo and the tests: in memory, with a signing key made at
 * the start, one confidential client that must use PKCE, and the given people beside the demo's own.
 */
export async function startOidcProvider(options: {
  port: number;
  appUrl: string;
  clientId: string;
  clientSecret: string;
  /** Known by `sub` as user name too, since two may share an e-mail address. Not listed on the page. */
  hiddenPeople?: readonly DemoPerson[];
}): Promise<OidcProvider> {
  const people = [...DEMO_PEOPLE, ...(options.hiddenPeople ?? [])];
  const issuer = `http://127.0.0.1:${options.port}`;
  const provider = new Provider(issuer, configuration(options, people));

  const serveLogin = async (
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> => {
    const { uid } = await provider.interactionDetails(request, response);
    const page = { action: `/interaction/${uid}`, people: DEMO_PEOPLE };
    if (request.method !== "POST") {
      const email = query.get("email") ?? "";
      sendPage({ response, status: 200, html: loginPage({ ...page, email, isFilled: email !== "", error: null }) });
      return;
    }
    const form = new URLSearchParams(await readForm(request));
    const name = (form.get("email") ?? "").trim().toLowerCase();
    const person = people.find((one) => one.email === name) ?? people.find((one) => one.sub === name);
    if (!person || form.get("password") !== DEMO_PASSWORD) {
      const error = "This e-mail and password do not match.";
      sendPage({ response, status: 401, html: loginPage({ ...page, email: name, isFilled: false, error }) });
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: person.sub } });
  };

  const serve = provider.callback();
  const server = createServer((request, response) => {
    const interaction = INTERACTION.exec(request.url ?? "");
    if (!interaction) {
      serve(request, response);
      return;
    }
    serveLogin(request, response, new URLSearchParams(interaction[2] ?? "")).catch(() => {
      const html = errorPage("This sign-in has expired. Go back to Partwise and start again.");
      sendPage({ response, status: 400, html });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configuration(
  options: { appUrl: string; clientId: string; clientSecret: string },
  people: readonly DemoPerson[],
): Configuration {
  const signingKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  return {
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [`${options.appUrl}/api/auth/callback/oidc`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    jwks: { keys: [{ ...signingKey, alg: "RS256", use: "sig", kid: randomUUID() }] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    // Groups and e-mail ride in the ID token, as at many company providers.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    ttl: {
      AccessToken: HOUR_SEC,
      AuthorizationCode: 60,
      IdToken: HOUR_SEC,
      Interaction: HOUR_SEC,
      Session: HOUR_SEC,
      Grant: HOUR_SEC,
    },
    findAccount: (_context, sub) => {
      const person = people.find((one) => one.sub === sub);
      if (!person) return undefined;
      return {
        accountId: sub,
        claims: async () => ({
          sub,
          email: person.email,
          email_verified: person.emailVerified,
          name: person.name,
          groups: [...person.groups],
        }),
      };
    },
    // The one client is our own program: its people are not asked for consent.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    renderError: (context, out) => {
      context.type = "html";
      context.body = errorPage(out.error_description ?? out.error);
    },
  };
}

async function readForm(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? Number.POSITIVE_INFINITY) > MAX_FORM_BYTES) {
    throw new Error("form too large");
  }
  return await text(request);
}

function sendPage(answer: { response: ServerResponse; status: number; html: string }): void {
  answer.response.writeHead(answer.status, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  answer.response.end(answer.html);
}
