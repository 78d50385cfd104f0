import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

// Type-aware rules, because the worst mistakes here are promises and outputs that nobody awaits.
export default tseslint.config(
  { ignores: ["node_modules", ".sandbox", "dist", "bench/results"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      // One import for each module: "import type" where all are types, else "type" in front of
      // each.
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "no-duplicate-imports": "error",
      // A body on a line of its own has braces; "if (…) return …;" on one line has none.
      curly: ["error", "multi-line", "consistent"],
      // Numbers in messages are meant.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // mocha's describe/it return values are not promises to await; node:test is not used here.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-console": "error",
      // Longer ones do more than one job.
      "max-lines": ["error", 350],
    },
  },
  {
    // What reads text from outside: a pattern that takes quadratic time hangs over a long one.
    files: ["cli/**/*.ts", "components/**/*.ts", "sandbox/**/*.ts"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential", ignorePartial: false }],
    },
  },
);
