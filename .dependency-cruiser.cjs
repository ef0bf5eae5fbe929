/** Who may import whom. Test files may look anywhere; nothing may import a test file. */
const ALLOWED = {
  "lib/domain": [],
  "lib/numeric": [],
  "lib/scoring": ["lib/domain", "lib/numeric"],
  "lib/evaluation": ["lib/domain", "lib/numeric", "lib/scoring"],
  "lib/training": ["lib/domain", "lib/numeric", "lib/scoring", "lib/evaluation"],
  "lib/presentation": ["lib/domain", "lib/numeric"],
  "lib/config": ["lib/domain"],
  "lib/observability": ["lib/domain", "lib/config"],
  "lib/http": ["lib/domain", "lib/config", "lib/observability"],
  "lib/auth": ["lib/domain", "lib/config", "lib/observability", "lib/services", "lib/data/ports"],
  "lib/data": ["lib/domain", "lib/config", "lib/observability", "lib/numeric"],
  "lib/services": [
    "lib/domain",
    "lib/numeric",
    "lib/scoring",
    "lib/evaluation",
    "lib/training",
    "lib/presentation",
    "lib/config",
    "lib/observability",
    "lib/auth",
    "lib/data",
  ],
  "lib/jobs": [
    "lib/services",
    "lib/data",
    "lib/domain",
    "lib/numeric",
    "lib/scoring",
    "lib/evaluation",
    "lib/training",
    "lib/presentation",
    "lib/config",
    "lib/observability",
  ],
  "lib/cli": [
    "lib/services",
    "lib/data",
    "lib/jobs",
    "lib/training",
    "lib/evaluation",
    "lib/scoring",
    "lib/domain",
    "lib/numeric",
    "lib/config",
    "lib/presentation",
    "lib/observability",
    "lib/testing/oidc",
  ],
  components: ["lib/presentation", "lib/domain"],
  app: ["components", "lib/services", "lib/auth", "lib/http", "lib/presentation", "lib/domain", "lib/config"],
};

const PURE = "^lib/(domain|numeric|scoring|evaluation|training|presentation)/";
const OURS = "^(app|components|lib|e2e)/";
const TEST = "\\.test\\.tsx?$";

const layers = Object.entries(ALLOWED).map(([from, to]) => ({
  name: `layer-${from.replace("/", "-")}`,
  severity: "error",
  from: { path: `^${from}/`, pathNot: TEST },
  to: {
    path: OURS,
    pathNot: [from, ...to].map((folder) => `^${folder}(/|\\.ts$)`),
    // Components and actions may know the shape of what services answer, never call them.
    ...(from === "components" ? { dependencyTypesNot: ["type-only"] } : {}),
  },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: "components-know-only-types-of-services",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: { path: "^(app|lib)/", pathNot: "^lib/(services|presentation|domain)/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "only-data-imports-drivers",
      severity: "error",
      from: { path: OURS, pathNot: ["^lib/data/", TEST] },
      to: { path: "(^|/)node_modules/(@duckdb/|mssql/|ioredis/|tedious/)|^node:sqlite$|^sqlite$" },
    },
    {
      name: "next-auth-stays-in-one-place",
      severity: "error",
      from: { path: OURS, pathNot: ["^lib/auth/", "^app/\\(auth\\)/sign-in/client\\.tsx$"] },
      to: { path: "node_modules/next-auth/" },
    },
    {
      name: "pure-code-does-no-io",
      severity: "error",
      from: { path: PURE, pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    { name: "nothing-imports-a-test", severity: "error", from: {}, to: { path: TEST } },
    {
      name: "the-program-imports-no-testing",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: "^(e2e|lib/(testing|cli))/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
