import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const LAYERS_RULE = 'import-x/no-restricted-paths';
const PACKAGES_RULE = '@typescript-eslint/no-restricted-imports';

/** File, its text, and the rule that must complain; undefined for a file that is in order. */
type Snippet = [path: string, text: string, rule: string | undefined];

/** One file per layer, so that there is something to import. */
const LAYER_FILES: Record<string, string> = {
  domain: 'photo.ts',
  protocol: 'contract.ts',
  report: 'writer.ts',
  storage: 'store.ts',
  files: 'walker.ts',
  worker: 'decoder.ts',
  engine: 'session.ts',
  ui: 'view.ts',
};

/** For each layer those it must not import, written out by hand: the lint config must agree. */
const FORBIDDEN: Record<string, string[]> = {
  domain: ['protocol', 'report', 'storage', 'files', 'worker', 'engine', 'ui'],
  protocol: ['report', 'storage', 'files', 'worker', 'engine', 'ui'],
  report: ['protocol', 'storage', 'files', 'worker', 'engine', 'ui'],
  storage: ['protocol', 'report', 'files', 'worker', 'engine', 'ui'],
  files: ['protocol', 'report', 'storage', 'worker', 'engine', 'ui'],
  worker: ['report', 'files', 'engine', 'ui'],
  engine: ['worker', 'ui'],
  ui: ['protocol', 'report', 'storage', 'files', 'worker'],
};

const FORBIDDEN_PACKAGES: [layer: string, name: string][] = [
  ['domain', 'idb'],
  ['protocol', 'comlink'],
  ['report', 'lit'],
  ['storage', 'comlink'],
  ['files', 'idb'],
  ['worker', 'lit'],
  ['engine', 'idb'],
  ['engine', 'lit'],
  ['ui', 'comlink'],
  ['ui', 'idb'],
];

const ALLOWED: [layer: string, from: string][] = [
  ['storage', 'idb'],
  ['worker', '@jsquash/jpeg/decode.js'],
  ['engine', 'comlink'],
  ['ui', 'lit/decorators.js'],
];

function use(from: string): string {
  return `import { thing } from '${from}';\nexport const used: unknown = thing;\n`;
}

const SNIPPETS: Snippet[] = [
  ...Object.entries(FORBIDDEN).flatMap(([layer, others]) =>
    others.map((other): Snippet => [
      `src/${layer}/imports-${other}.ts`,
      use(`../${other}/${LAYER_FILES[other]}`),
      LAYERS_RULE,
    ]),
  ),
  ...FORBIDDEN_PACKAGES.map(([layer, name]): Snippet => [
    `src/${layer}/uses-${name}.ts`,
    use(name),
    PACKAGES_RULE,
  ]),
  ...ALLOWED.map(([layer, name]): Snippet => [
    `src/${layer}/may-use-${name.replaceAll(/\W/gu, '-')}.ts`,
    use(name),
    undefined,
  ]),
  ['src/ui/may-import-engine.ts', use('../engine/session.ts'), undefined],
  ['src/main.ts', use('./worker/decoder.ts'), LAYERS_RULE],
  ['src/domain/cycle-a.ts', use('./cycle-b.ts'), 'import-x/no-cycle'],
  [
    'src/domain/cycle-b.ts',
    "import { used } from './cycle-a.ts';\nexport const thing: unknown = used;\n",
    'import-x/no-cycle',
  ],
  [
    'src/domain/default-export.ts',
    'const thing = 1;\nexport default thing;\n',
    'import-x/no-default-export',
  ],
  ['src/domain/no-extension.ts', use('./photo'), 'import-x/extensions'],
  [
    'src/domain/mutable-export.ts',
    'export let thing = 1;\nthing = 2;\n',
    'import-x/no-mutable-exports',
  ],
  [
    'src/ui/fetches.ts',
    "export const page: unknown = fetch('/');\n",
    'no-restricted-globals',
  ],
  [
    'src/ui/starts-worker.ts',
    "export const worker: unknown = new Worker('/w.js');\n",
    'no-restricted-globals',
  ],
  ['src/engine/logs.ts', "console.log('x');\n", 'no-console'],
  [
    'src/domain/old-equality.ts',
    'export const same = (a: number, b: number): boolean => a == b;\n',
    'eqeqeq',
  ],
  [
    'src/domain/interface-prefix.ts',
    'export interface IThing {\n  x: number;\n}\n',
    '@typescript-eslint/naming-convention',
  ],
  [
    'src/domain/value-import-of-type.ts',
    "import { Thing } from './photo.ts';\nexport const things: Thing[] = [];\n",
    '@typescript-eslint/consistent-type-imports',
  ],
  [
    'src/domain/missing-case.ts',
    "export function f(kind: 'a' | 'b'): number {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n  return 0;\n}\n",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  [
    'src/domain/floating-promise.ts',
    'export function f(): void {\n  Promise.resolve(1);\n}\n',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'src/domain/blind-assertion.ts',
    'export const f = (x: unknown): number => x as number;\n',
    '@typescript-eslint/no-unsafe-type-assertion',
  ],
  [
    'src/domain/too-long.ts',
    Array.from(
      { length: 401 },
      (_, line) => `export const v${line} = 1;\n`,
    ).join(''),
    'max-lines',
  ],
  [
    'src/domain/too-complex.ts',
    `export function f(x: number): number {\n${Array.from({ length: 13 }, (_, at) => `  if (x > ${at}) return ${at};\n`).join('')}  return 0;\n}\n`,
    'complexity',
  ],
  [
    'src/domain/unused-disable.ts',
    '// eslint-disable-next-line no-console -- nothing to disable here\nexport const x = 1;\n',
    'unused directive',
  ],
];

interface LintResult {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

let project: string;
let found: Map<string, LintResult['messages']>;

/** A copy of the project's set-up with these snippets as its sources. */
function makeProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'twinsift-lint-'));
  for (const name of ['tsconfig.json', 'eslint.config.js', 'package.json']) {
    cpSync(join(REPOSITORY, name), join(folder, name));
  }
  for (const layer of ['', 'domain', 'worker']) {
    const config = join('src', layer, 'tsconfig.json');
    cpSync(join(REPOSITORY, config), join(folder, config));
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  for (const [layer, name] of Object.entries(LAYER_FILES)) {
    write(
      folder,
      `src/${layer}/${name}`,
      'export const thing = 1;\nexport type Thing = number;\n',
    );
  }
  for (const [path, text] of SNIPPETS) {
    write(folder, path, text);
  }
  return folder;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  project = makeProject();
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/eslint/bin/eslint.js', '--format', 'json', 'src'],
    { cwd: project, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (stdout === '') {
    throw new Error(stderr);
  }
  const results = JSON.parse(stdout) as LintResult[];
  found = new Map(
    results.map(({ filePath, messages }) => [
      filePath.slice(filePath.indexOf('/src/') + 1),
      messages,
    ]),
  );
}, 120_000);

afterAll(() => {
  rmSync(project, { recursive: true });
});

function complaints(path: string): string[] {
  return (found.get(path) ?? []).map(({ ruleId, message }) =>
    ruleId === null && message.startsWith('Unused eslint-disable')
      ? 'unused directive'
      : (ruleId ?? message),
  );
}

const bad = SNIPPETS.filter(([, , rule]) => rule !== undefined);
const good = SNIPPETS.filter(([, , rule]) => rule === undefined);

describe('lint', () => {
  it.each(bad)('refuses %s', (path, _text, rule) => {
    expect(complaints(path)).toContain(rule);
  });

  it.each(good)('lets %s import what its layer may', (path) => {
    const ours = [LAYERS_RULE, PACKAGES_RULE];
    expect(complaints(path).filter((rule) => ours.includes(rule))).toEqual([]);
  });

  it('has nothing against the plain files', () => {
    for (const [layer, name] of Object.entries(LAYER_FILES)) {
      expect(complaints(`src/${layer}/${name}`)).toEqual([]);
    }
  });
});

/** What the compiler says of one file under src/domain's own settings. */
function compileInDomain(text: string): string {
  write(project, 'src/domain/only/snippet.ts', text);
  const config = {
    extends: '../tsconfig.json',
    include: ['./snippet.ts'],
  };
  write(project, 'src/domain/only/tsconfig.json', JSON.stringify(config));
  try {
    return execFileSync(
      process.execPath,
      ['node_modules/typescript/bin/tsc', '-p', 'src/domain/only'],
      { cwd: project, encoding: 'utf8' },
    );
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('src/domain/tsconfig.json', () => {
  it.each([
    ['document', 'export const title: string = document.title;\n'],
    ['window', 'export const width: number = window.innerWidth;\n'],
    ['fetch', "export const page: unknown = fetch('/');\n"],
    ['indexedDB', 'export const stores: unknown = indexedDB;\n'],
    ['process', 'export const place: unknown = process.env;\n'],
  ])('does not know %s', (name, text) => {
    expect(compileInDomain(text)).toMatch(
      new RegExp(`error TS\\d+: Cannot find name '${name}'`, 'u'),
    );
  });

  it('compiles plain TypeScript', () => {
    expect(compileInDomain('export const x: number = Math.max(1, 2);\n')).toBe(
      '',
    );
  });
});
