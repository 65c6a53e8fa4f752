// Turns the TypeScript types of Slack's own packages into JSON schemas.
// Usage: node schemas.mjs FOLDER < methods.json; the methods are a JSON list of Web API method names.
// Writes FOLDER/schemas.json: {responses: {method: schema}, kinds: {name: schema}, missing: [method]}.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const folder = process.argv[2];
const methods = JSON.parse(readFileSync(0, 'utf8'));

const KINDS = {
  '@slack/types': ['SlackEvent', 'KnownBlock', 'MessageAttachment', 'ModalView', 'HomeView'],
  '@slack/bolt': [
    'SlashCommand',
    'BlockAction',
    'BlockSuggestion',
    'ViewSubmitAction',
    'ViewClosedAction',
    'GlobalShortcut',
    'MessageShortcut',
    'EnvelopedEvent',
  ],
  '@slack/web-api/dist/types/request/manifest.js': ['Manifest'],
};

// chat.postMessage -> ChatPostMessageResponse
const typeName = (method) =>
  `${method
    .split('.')
    .map((word) => (word === 'openid' ? 'OpenID' : word[0].toUpperCase() + word.slice(1)))
    .join('')}Response`;

const root = join(import.meta.dirname, 'node_modules');
const answers = readFileSync(join(root, '@slack/web-api/dist/types/response/index.d.ts'), 'utf8');
const known = methods.filter((method) => new RegExp(`\\b${typeName(method)}\\b`).test(answers));

// One program for everything: only what is exported by a file of ours can be asked for by name.
const lines = [`import type { ${known.map(typeName).join(', ')} } from '@slack/web-api';`];
for (const [source, names] of Object.entries(KINDS)) {
  lines.push(`import type { ${names.join(', ')} } from '${source}';`);
}
for (const name of [...known.map(typeName), ...Object.values(KINDS).flat()]) {
  lines.push(`export type Ours${name} = ${name};`);
}
const path = join(folder, 'types.ts');
writeFileSync(path, lines.join('\n'));

const tsconfig = join(folder, 'tsconfig.json');
const compilerOptions = {
  module: 'nodenext',
  moduleResolution: 'nodenext',
  target: 'es2022',
  strict: true,
  skipLibCheck: true,
  types: [],
};
writeFileSync(tsconfig, JSON.stringify({ compilerOptions, files: [path] }));

const generator = createGenerator({ path, tsconfig, skipTypeCheck: true, expose: 'all', topRef: false });
const schema = (name) => generator.createSchema(`Ours${name}`);
const responses = Object.fromEntries(known.map((method) => [method, schema(typeName(method))]));
const kinds = Object.fromEntries(Object.values(KINDS).flat().map((name) => [name, schema(name)]));
const missing = methods.filter((method) => !known.includes(method));
writeFileSync(join(folder, 'schemas.json'), JSON.stringify({ responses, kinds, missing }));
