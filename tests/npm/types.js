// The package's types of reports and explanations, from the schemas in docs/. `node types.js` writes them into web/npm.
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const ROOT = new URL("../../", import.meta.url);

/** The types' files, each with the schema, the definition that it is about, and the names of the definitions that need others. */
export const TYPES = {
  "report.d.ts": ["docs/report.schema.json", "report", {}],
  "explanation.d.ts": ["docs/explain.schema.json", "explanation", {}],
};

const pascal = (name) => name.replace(/(^|[-_])([a-z])/g, (_, _dash, letter) => letter.toUpperCase());

/** What the file should hold. */
export const typesOf = async (name) => {
  const [path, root] = TYPES[name];
  const { $defs } = JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));
  for (const [name, definition] of Object.entries($defs)) {
    // Names for what has a shape; words and numbers need none.
    if (definition.type === "object" || definition.oneOf) definition.title = pascal(name);
  }
  // Where a definition is said more about at its use, the use would be a type of its own.
  const bare = JSON.parse(JSON.stringify($defs), (_, value) => (value?.$ref ? { $ref: value.$ref } : value));
  const { [root]: top, ...rest } = bare;
  return compile({ ...top, $defs: rest }, pascal(root), {
    additionalProperties: false,
    bannerComment: `/* From ${path}: \`node tests/npm/types.js\` writes this. */`,
    unreachableDefinitions: false,
    style: { printWidth: 130 },
  });
};

export const fileOf = (name) => new URL(`web/npm/${name}`, ROOT);

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const name of Object.keys(TYPES)) writeFileSync(fileOf(name), await typesOf(name));
}
