// The package's types of reports and explanations, from the schemas in docs/. `node types.js` writes them into web/npm.
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { compile } from "json-schema-to-typescript";

const ROOT = new URL("../../", import.meta.url);

/** The types' files, each with its schema, the definition that it is about, and the file from which it takes what both define. */
export const TYPES = {
  "report.d.ts": { schema: "docs/report.schema.json", root: "report" },
  "explanation.d.ts": { schema: "docs/explain.schema.json", root: "explanation", shared: "report.d.ts" },
};

const pascal = (name) => name.replace(/(^|[-_])([a-z])/g, (_, _dash, letter) => letter.toUpperCase());

const definitions = (path) => JSON.parse(readFileSync(new URL(path, ROOT), "utf8")).$defs;

/** Of the definitions, those that the other file exports just so. */
const shared = async (from, $defs) => {
  if (!from) return [];
  const [text, theirs] = [await typesOf(from), definitions(TYPES[from].schema)];
  const exported = new Set([...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name));
  return Object.keys($defs).filter((name) => exported.has(pascal(name)) && isDeepStrictEqual($defs[name], theirs[name]));
};

/** What the file should hold. */
export const typesOf = async (file) => {
  const { schema, root, shared: from } = TYPES[file];
  const $defs = definitions(schema);
  const imported = await shared(from, $defs);
  const types = Object.fromEntries(imported.map((name) => [`#/$defs/${name}`, pascal(name)]));
  for (const [name, definition] of Object.entries($defs)) {
    // Names for what has a shape; words and numbers need none.
    if (definition.type === "object" || definition.oneOf) definition.title = pascal(name);
    // Which of its parts it has would be a type of its own.
    if (definition.type === "object") delete definition.oneOf;
  }
  // Where a definition is said more about at its use, the use would be a type of its own.
  const bare = JSON.parse(JSON.stringify($defs), (_, value) => {
    if (!value?.$ref) return value;
    return types[value.$ref] ? { tsType: types[value.$ref] } : { $ref: value.$ref };
  });
  const { [root]: top, ...rest } = bare;
  imported.forEach((name) => delete rest[name]);
  const text = await compile({ ...top, $defs: rest }, pascal(root), {
    additionalProperties: false,
    bannerComment: `/* From ${schema}: \`node tests/npm/types.js\` writes this. */`,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: false,
    style: { printWidth: 130 },
  });
  const used = Object.values(types).filter((name) => new RegExp(`\\b${name}\\b`).test(text)).sort();
  if (used.length === 0) return text;
  const names = used.join(", ");
  return text.replace("*/\n", `*/\n\nimport type { ${names} } from "./${from.replace(".d.ts", ".js")}";\n`);
};

export const fileOf = (name) => new URL(`web/npm/${name}`, ROOT);

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const name of Object.keys(TYPES)) writeFileSync(fileOf(name), await typesOf(name));
}
