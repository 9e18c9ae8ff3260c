// @ts-check
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettier from 'eslint-config-prettier/flat';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/**
 * What each layer of src/ may import. ARCHITECTURE.md prints the same table.
 * `layers` are sibling folders, `packages` are npm packages.
 */
export const LAYERS = {
  domain: { layers: [], packages: [] },
  protocol: { layers: ['domain'], packages: [] },
  report: { layers: ['domain'], packages: [] },
  storage: { layers: ['domain'], packages: ['idb'] },
  files: { layers: ['domain'], packages: [] },
  worker: {
    layers: ['domain', 'protocol', 'storage'],
    packages: [
      'comlink',
      '@jsquash/*',
      '@cornerstonejs/*',
      '@fontsource/*',
      '@resvg/*',
      'libheif-js/*',
      'fzstd',
      'exifreader',
      'hash-wasm',
    ],
  },
  engine: {
    layers: ['domain', 'protocol', 'storage', 'files', 'report'],
    packages: ['comlink', 'workbox-window', 'virtual:pwa-register'],
  },
  ui: {
    layers: ['domain', 'engine'],
    packages: ['lit', 'lit/*', '@lit-labs/*'],
  },
};

const zones = Object.entries(LAYERS).map(([layer, { layers }]) => ({
  target: `./src/${layer}`,
  from: './src',
  except: [layer, ...layers].map((name) => `./${name}`),
  message: `src/${layer} may import only: ${[layer, ...layers].join(', ')}. See ARCHITECTURE.md.`,
}));

// The composition root wires everything except worker code, which loads only by URL.
zones.push({
  target: './src/main.ts',
  from: './src/worker',
  except: [],
  message:
    'Workers start by URL in src/engine; never import them into the page.',
});

const packageRules = Object.entries(LAYERS).map(([layer, { packages }]) => ({
  files: [`src/${layer}/**/*.ts`],
  ignores: ['**/*.test.ts', 'src/*/testing/**'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?!\\.)(?!(${packages.map((p) => p.replace('/*', '/.+')).join('|') || '$^'})$)`,
            message: `src/${layer} may use only these packages: ${packages.join(', ') || 'none'}.`,
          },
          {
            regex: '/testing/',
            message: 'What stands in a testing folder is for tests only.',
          },
        ],
      },
    ],
  },
}));

/** Browser I/O that must stay out of components: it belongs to engine, files or storage. */
const IO_GLOBALS = [
  'Worker',
  'SharedWorker',
  'WebAssembly',
  'indexedDB',
  'caches',
  'fetch',
  'localStorage',
];

export default defineConfig(
  globalIgnores([
    'dist',
    '.cache',
    'wasm/assembly',
    'wasm/build',
    'test-results',
    'playwright-report',
    '**/*.d.ts',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    files: ['src/**/*.ts', 'e2e/**/*.ts', 'deploy/**/*.ts'],
    plugins: { 'import-x': importX },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [
        createNodeResolver({ extensions: ['.ts', '.js'] }),
      ],
    },
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-mutable-exports': 'error',
      'import-x/extensions': [
        'error',
        'always',
        { ignorePackages: true, checkTypeImports: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/explicit-module-boundary-types': [
        'error',
        { allowedNames: ['render'] },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
      '@typescript-eslint/strict-boolean-expressions': [
        'error',
        { allowString: false, allowNumber: false, allowNullableObject: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true },
      ],
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'typeLike',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: false },
        },
        {
          selector: 'variableLike',
          format: ['camelCase', 'UPPER_CASE'],
          leadingUnderscore: 'forbid',
        },
        {
          selector: 'parameter',
          modifiers: ['unused'],
          format: ['camelCase'],
          leadingUnderscore: 'require',
        },
        {
          selector: 'memberLike',
          modifiers: ['private'],
          format: ['camelCase'],
          leadingUnderscore: 'forbid',
        },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['fixme', 'xxx', 'hack'] }],
      'max-lines': [
        'error',
        { max: 400, skipBlankLines: true, skipComments: true },
      ],
      // `modified`: an exhaustive switch over a tagged union counts as one decision.
      complexity: ['error', { max: 12, variant: 'modified' }],
    },
  },
  ...packageRules,
  {
    files: ['src/ui/**/*.ts'],
    extends: [
      lit['flat/all'],
      wc['flat/best-practice'],
      litA11y.configs.recommended,
    ],
    rules: {
      // Lit binds listener methods to the host, so an unbound method is correct in a template.
      '@typescript-eslint/unbound-method': 'off',
      'lit/no-template-map': 'off',
      'no-restricted-globals': [
        'error',
        ...IO_GLOBALS.map((name) => ({
          name,
          message: 'Do this in src/engine and pass the result down.',
        })),
      ],
    },
  },
  {
    files: ['src/worker/kernels/**/*.ts'],
    rules: {
      // Index arithmetic on typed arrays is checked by the oracles and the fuzz tests.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'e2e/**/*.ts', 'deploy/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-type-assertion': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['*.config.{js,ts}', 'wasm/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
  prettier,
);
