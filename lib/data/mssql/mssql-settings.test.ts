import { expect, it } from "vitest";
import { DEFAULT_MSSQL_SETTINGS, driverConfig, transportOf } from "./mssql-settings";

const settingsOf = (url: string, parts: object = {}) => ({ ...DEFAULT_MSSQL_SETTINGS, url, ...parts });

it("reads both forms of an address alike", () => {
  const list =
    "Server=db.example,1444;Database=ConcordDb_v5;User Id=reader;Password=p@ss word;Encrypt=true;TrustServerCertificate=true";
  const address = "mssql://reader:p%40ss%20word@db.example:1444/ConcordDb_v5?encrypt=true&trustServerCertificate=true";
  const [a, b] = [list, address].map((url) => driverConfig(settingsOf(url)));
  for (const { server, port, database, user, password, options } of [a, b]) {
    expect({ server, port, database, user, password }).toEqual({
      server: "db.example",
      port: 1444,
      database: "ConcordDb_v5",
      user: "reader",
      password: "p@ss word",
    });
    expect(options).toMatchObject({ encrypt: true, trustServerCertificate: true, useUTC: true });
  }
});

it("keeps a port that is another scheme's own, and knows the server's where none is given", () => {
  expect(driverConfig(settingsOf("sqlserver://u:p@host:80/x")).port).toBe(80);
  expect(driverConfig(settingsOf("mssql://host/x")).port).toBe(1433);
});

it("encrypts and checks the certificate unless told otherwise, by the address or by a setting that overrides it", () => {
  const url = "Server=h;Database=d;User Id=u;Password=p";
  expect(transportOf(settingsOf(url))).toEqual({ isEncrypted: true, isVerified: true });
  expect(transportOf(settingsOf(`${url};TrustServerCertificate=true`))).toEqual({
    isEncrypted: true,
    isVerified: false,
  });
  expect(transportOf(settingsOf(`${url};Encrypt=false`))).toEqual({ isEncrypted: false, isVerified: false });
  expect(transportOf(settingsOf(`${url};Encrypt=false`, { encrypt: "strict" }))).toEqual({
    isEncrypted: true,
    isVerified: true,
  });
  expect(transportOf(settingsOf(`${url};TrustServerCertificate=true`, { trustCertificate: false })).isVerified).toBe(
    true,
  );
});

it.each(["", "nonsense", "mssql://", "Database=d;User Id=u"])("refuses %j without repeating it", (url) => {
  expect(() => driverConfig(settingsOf(url))).toThrow(/^Setting MSSQL_URL is no address of a SQL Server\.$/);
});

it("takes another database than the address names", () => {
  expect(driverConfig(settingsOf("mssql://h/one"), "two").database).toBe("two");
});
