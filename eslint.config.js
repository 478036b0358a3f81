// What the type checker does not see. Rules of eslint's own alone: nothing else is installed for them.

const rules = {
  "array-callback-return": "error",
  "consistent-return": "error",
  curly: ["error", "multi-line"],
  "default-case-last": "error",
  eqeqeq: "error",
  "no-alert": "error",
  "no-async-promise-executor": "error",
  "no-console": ["error", { allow: ["warn"] }],
  "no-constant-binary-expression": "error",
  "no-constructor-return": "error",
  "no-duplicate-imports": "error",
  "no-else-return": "error",
  "no-empty": "error",
  "no-eval": "error",
  "no-fallthrough": "error",
  "no-implicit-globals": "error",
  "no-implied-eval": "error",
  "no-irregular-whitespace": "error",
  "no-lonely-if": "error",
  "no-misleading-character-class": "error",
  "no-new-func": "error",
  "no-param-reassign": "error",
  "no-promise-executor-return": "error",
  "no-restricted-syntax": [
    "error",
    {
      selector: "CallExpression[callee.object.name='Object'][callee.property.name='assign'][arguments.0.type='ThisExpression']",
      message: "Write each field out: an assignment by object hides its type.",
    },
  ],
  "no-return-assign": ["error", "except-parens"],
  "no-self-compare": "error",
  "no-sequences": "error",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-undef-init": "error",
  "no-unneeded-ternary": "error",
  "no-unreachable": "error",
  "no-unsafe-finally": "error",
  "no-unused-expressions": ["error", { allowShortCircuit: true }],
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
};

// Each module of the page begins by asking for its types to be checked.
const checked = {
  meta: { type: "problem", schema: [], messages: { missing: "The first line is // @ts-check." } },
  create: (context) => ({
    Program(node) {
      if (!context.sourceCode.lines[0].startsWith("// @ts-check")) context.report({ node, messageId: "missing" });
    },
  }),
};

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["**/*.js"], languageOptions: { ecmaVersion: 2024, sourceType: "module" }, rules },
  // The service worker's scripts are no modules: their names are global, each in its own worker.
  { files: ["static/worker/*.js"], languageOptions: { sourceType: "script" }, rules: { "no-implicit-globals": "off" } },
  // In the pages' scripts the type checker finds names that are nowhere; nothing else does in these.
  {
    files: ["tests/**/*.js", "eslint.config.js"],
    languageOptions: { globals: { console: "readonly", globalThis: "readonly", setTimeout: "readonly", structuredClone: "readonly" } },
    rules: { "no-undef": "error" },
  },
  { files: ["static/**/*.js"], plugins: { local: { rules: { checked } } }, rules: { "local/checked": "error" } },
];
