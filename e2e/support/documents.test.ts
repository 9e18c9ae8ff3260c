import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

function read(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}

interface PackageFile {
  version: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const packageFile = JSON.parse(read('package.json')) as PackageFile;
const packages = {
  ...packageFile.dependencies,
  ...packageFile.devDependencies,
};

const DOCUMENTS = [
  ...['README', 'ARCHITECTURE', 'CONTRIBUTING', 'CHANGELOG'].map(
    (name) => `${name}.md`,
  ),
  ...readdirSync(join(REPOSITORY, 'docs'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Cells of every table row of a Markdown text, without the backslashes that Markdown needs. */
function tableRows(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => /^\|(?!\s*-)/u.test(line))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim().replaceAll('\\', '')),
    );
}

interface Layer {
  layers: string[];
  packages: string[];
}

describe('ARCHITECTURE.md', () => {
  it('prints the table that the lint config enforces', async () => {
    const config = pathToFileURL(join(REPOSITORY, 'eslint.config.js')).href;
    const { LAYERS } = (await import(config)) as {
      LAYERS: Record<string, Layer>;
    };
    const listed = (names: string[]) =>
      names.length === 0 ? 'none' : names.join(', ');
    const expected = Object.entries(LAYERS).map(([name, layer]) => [
      name,
      listed(layer.layers),
      listed(layer.packages),
    ]);
    expect(tableRows(read('ARCHITECTURE.md'))).toEqual([
      ['layer', 'may import', 'packages'],
      ...expected,
    ]);
  });
});

describe('docs/dependencies.md', () => {
  const reasons = new Map(
    tableRows(read('docs/dependencies.md'))
      .filter(([name]) => name !== 'package')
      .map(([name, why]) => [name!.replaceAll('`', ''), why!]),
  );

  it.each(Object.keys(packages))('gives a reason for %s', (name) => {
    expect(reasons.get(name)?.length ?? 0).toBeGreaterThan(10);
  });

  it('names no package that is not installed', () => {
    expect([...reasons.keys()].filter((name) => !(name in packages))).toEqual(
      [],
    );
  });
});

describe('package.json', () => {
  it.each(Object.entries(packages))(
    'pins %s to one version',
    (_name, version) => {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/u);
    },
  );
});

describe('README.md', () => {
  it('gives exactly the two commands that start and test the project', () => {
    const blocks = [...read('README.md').matchAll(/```sh\n(.*?)\n```/gsu)];
    expect(blocks.map(([, text]) => text).slice(0, 2)).toEqual([
      'npm ci && npm start',
      'npm ci && npm test',
    ]);
  });

  it('gives the command that CI runs', () => {
    expect(read('.ci/run')).toContain('\nnpm ci && npm test\n');
  });
});

describe.each(DOCUMENTS)('%s', (document) => {
  const text = read(document);

  it('links to files that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/gu)];
    const missing = links
      .map(([, target]) => join(dirname(document), target!))
      .filter((path) => !existsSync(join(REPOSITORY, path)));
    expect(missing).toEqual([]);
  });

  it('names scripts that exist', () => {
    const scripts = [...text.matchAll(/npm run ([\w:-]+)/gu)].map(
      ([, name]) => name!,
    );
    expect(scripts.filter((name) => !(name in packageFile.scripts))).toEqual(
      [],
    );
  });
});
