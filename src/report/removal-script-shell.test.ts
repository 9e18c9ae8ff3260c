import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../domain/photo-id.ts';
import { parseManifest } from '../domain/quarantine-manifest-text.ts';
import type { PlannedFile, RemovalPlan } from '../domain/removal-plan.ts';
import { shellRemovalScript } from './removal-script-shell.ts';
import { scriptText } from './removal-script-test-text.ts';

let base: string;
let root: string;
const CREATED_MS = new Date(2026, 10, 21, 7, 5, 9).getTime();
const FOLDER = 'Twinsift quarantine/2026-11-21 07-05-09';

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'twinsift-script-'));
  root = join(base, 'my photos');
  await mkdir(root);
});
afterEach(async () => {
  await rm(base, { recursive: true });
});

async function write(
  files: Readonly<Record<string, string>>,
  folder = root,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    await utimes(join(folder, path), 1_600_000_000, 1_600_000_000);
  }
}

async function tree(folder = root): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const walk = async (relative: string): Promise<void> => {
    for (const name of await readdir(join(folder, relative))) {
      const path = relative === '' ? name : `${relative}/${name}`;
      const facts = lstatSync(join(folder, path));
      if (facts.isDirectory()) await walk(path);
      else if (facts.isSymbolicLink())
        found[path] = `-> ${await readlink(join(folder, path))}`;
      else found[path] = await readFile(join(folder, path), 'utf8');
    }
  };
  await walk('');
  return found;
}

function planned(path: string, content: string, id = 'r'): PlannedFile {
  return {
    key: fileKey(rootId(id), path),
    root: rootId(id),
    path,
    sizeBytes: Buffer.byteLength(content),
    modifiedMs: 1_600_000_000_000,
    content: contentHash(createHash('sha256').update(content).digest('hex')),
  };
}

/** Rows of keeper and victims; contents as the scan saw them. */
function planOf(
  files: Readonly<Record<string, string>>,
  rows: readonly (readonly string[])[],
): RemovalPlan {
  const groups = rows.map(([keeper, ...victims]) => ({
    keeper: planned(keeper!, files[keeper!]!),
    victims: victims.map((path) => planned(path, files[path]!)),
  }));
  return { id: 'plan-1', createdMs: CREATED_MS, groups };
}

interface Run {
  code: number;
  out: string;
  err: string;
}

async function run(
  shell: string,
  plan: RemovalPlan,
  folders: readonly string[] = [root],
  options: { path?: string; cwd?: string } = {},
): Promise<Run> {
  const script = join(base, 'move.sh');
  const labels = new Map(
    [
      ...new Set(
        plan.groups.flatMap(({ keeper, victims }) => [keeper, ...victims]),
      ),
    ].map((file) => [file.root, 'my photos']),
  );
  await writeFile(
    script,
    scriptText(shellRemovalScript, plan, { rootLabels: labels }),
  );
  return await new Promise((done) => {
    const env = {
      ...process.env,
      ...(options.path === undefined ? {} : { PATH: options.path }),
    };
    const shellPath = `/bin/${shell}`;
    execFile(
      shellPath,
      [script, ...folders],
      { env, cwd: options.cwd ?? base },
      (error, out, err) => {
        done({ code: error ? Number(error.code) : 0, out, err });
      },
    );
  });
}

const NASTY = [
  'plain.jpg',
  'two  spaces .jpg',
  'it\'s "quoted".jpg',
  '-rf',
  '--',
  '$(touch pwned).jpg',
  '`touch pwned`.jpg',
  '$HOME.jpg',
  'a\\b\\n.jpg',
  'new\nline.jpg',
  'ends with newline\n',
  '*',
  '?.jpg',
  '[a].jpg',
  '!history.jpg',
  '~',
  '#c.jpg',
  ';touch pwned;.jpg',
  'ümläut é.jpg',
  '日本.jpg',
  '😀.jpg',
  '\u0001\u001b[31mred.jpg',
  'tab\t.jpg',
  '-d ir/-n',
  "sub'dir/deep \n dir/x.jpg",
  'TWINSIFT_END',
  'manifest.json',
  '%s%n.jpg',
  '&|<>.jpg',
  'cr\r.jpg',
];

// What stands in /bin of this machine; the script is written for any POSIX shell.
const SHELLS = ['dash', 'bash'];

describe.each(SHELLS)('the shell script run in %s', (shell) => {
  it('moves victims with any name, writes a manifest the app reads, and keeps the dates', async () => {
    const files = {
      'keep/k.jpg': 'K',
      ...Object.fromEntries(NASTY.map((name) => [name, 'K'])),
    };
    await write(files);
    const result = await run(shell, planOf(files, [['keep/k.jpg', ...NASTY]]));
    expect(result.err).toBe('');
    expect(result).toMatchObject({ code: 0 });
    expect(result.out).toContain(
      `${NASTY.length} moved, 0 left where they are.\n`,
    );
    expect(result.out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const after = await tree();
    const text = after[`${FOLDER}/manifest.json`]!;
    const reading = parseManifest(text, FOLDER);
    if (reading.kind !== 'manifest') throw new Error(reading.reason);
    expect(
      reading.manifest.items.map(({ originalPath }) => originalPath),
    ).toEqual(NASTY);
    for (const item of reading.manifest.items) {
      expect(after[item.originalPath]).toBeUndefined();
      expect(after[item.quarantinePath]).toBe('K');
      expect((await stat(join(root, item.quarantinePath))).mtimeMs).toBe(
        1_600_000_000_000,
      );
    }
    expect(Object.keys(after)).toHaveLength(NASTY.length + 2);
    expect(await readdir(base)).toEqual(['move.sh', 'my photos']);
  });

  it('checks everything again: changed, vanished, alias, companion, and rolls its group back', async () => {
    const files = {
      k1: 'K1',
      v1: 'V1',
      changed: 'old',
      k2: 'K2',
      v2: 'V2',
      k3: 'K3',
      v3: 'V3',
      gone: 'x',
      k4: 'K4',
      'p.jpg': 'V4',
      v4: 'V4',
      'real/k5': 'K5',
      v5: 'V5',
      'alias/k5': 'K5',
    };
    const onDisk = Object.fromEntries(
      Object.entries(files).filter(
        ([path]) => path !== 'alias/k5' && path !== 'gone',
      ),
    );
    await write({ ...onDisk, changed: 'new', k2: 'ZZ', 'p.xmp': 'edits' });
    await symlink(join(root, 'real'), join(root, 'alias'));
    const before = await tree();
    const result = await run(
      shell,
      planOf(files, [
        ['k1', 'v1', 'changed'],
        ['k2', 'v2'],
        ['k3', 'v3', 'gone'],
        ['k4', 'p.jpg', 'v4'],
        ['real/k5', 'v5', 'alias/k5'],
      ]),
    );
    expect(result.err).toBe('');
    expect(result.code).toBe(1);
    const {
      [`${FOLDER}/manifest.json`]: manifest,
      [`${FOLDER}/v4`]: moved,
      ...rest
    } = await tree();
    expect(moved).toBe('V4');
    expect({ ...rest, v4: 'V4' }).toEqual(before);
    expect(
      (
        JSON.parse(manifest!) as { items: { originalPath: string }[] }
      ).items.map((item) => item.originalPath),
    ).toEqual(['v4']);
    expect(result.out).toBe(
      [
        'Moved: v1',
        'Left where it is: changed (it changed since the scan)',
        'Put back: v1',
        'Changed or gone since the scan, nothing of its group is moved: k2',
        'Left where it is: v2 (its group was stopped)',
        'Moved: v3',
        'Left where it is: gone (it is no longer there)',
        'Put back: v3',
        'Left where it is: p.jpg (it belongs together with another file of the same name)',
        'Moved: v4',
        'Moved: v5',
        'Left where it is: alias/k5 (it is seen through a link)',
        'Put back: v5',
        '1 moved, 8 left where they are.',
        '',
      ].join('\n'),
    );
  });

  it('puts a victim back when the keeper went away with it', async () => {
    const files = { k: 'K', v: 'V' };
    await write(files);
    // A mv that takes the keeper away as well: what a case alias or a bind mount looks like.
    const tools = join(base, 'tools');
    await mkdir(tools);
    const taking = `#!/bin/sh\nPATH=\${PATH#*:}\nif [ "$1" = '${join(root, 'v')}' ]; then mv '${join(root, 'k')}' '${join(base, 'hidden')}'; fi\nif [ "$2" = '${join(root, 'v')}' ]; then mv '${join(base, 'hidden')}' '${join(root, 'k')}'; fi\nexec mv "$@"\n`;
    await writeFile(join(tools, 'mv'), taking);
    await chmod(join(tools, 'mv'), 0o755);
    const result = await run(shell, planOf(files, [['k', 'v']]), [root], {
      path: `${tools}:${process.env['PATH'] ?? ''}`,
    });
    expect(result.out).toContain(
      'Left where it is: v (the photo to keep was not whole after this one had moved)\nPut back: v\n',
    );
    expect(await tree()).toMatchObject(files);
  });

  it('uses a fresh folder when that of its time exists, and refuses a quarantine that is a link', async () => {
    const files = { k: 'K', v: 'K' };
    await write({ ...files, [`${FOLDER}/v`]: 'older' });
    await run(shell, planOf(files, [['k', 'v']]));
    expect(await tree()).toMatchObject({
      [`${FOLDER}/v`]: 'older',
      [`${FOLDER} (2)/v`]: 'K',
    });
    await rm(join(root, 'Twinsift quarantine'), { recursive: true });
    await write(files);
    await symlink(base, join(root, 'Twinsift quarantine'));
    expect((await run(shell, planOf(files, [['k', 'v']]))).out).toContain(
      'the quarantine folder could not be made',
    );
    expect(await tree()).toMatchObject(files);
  });

  it('takes several folders in order, and refuses ones that lie in one another', async () => {
    const other = join(base, '-other\n');
    await mkdir(other);
    await write({ k: 'K' });
    await write({ v: 'K' }, other);
    const plan: RemovalPlan = {
      id: 'p',
      createdMs: CREATED_MS,
      groups: [
        { keeper: planned('k', 'K', 'a'), victims: [planned('v', 'K', 'b')] },
      ],
    };
    expect((await run(shell, plan, [root])).err).toContain(
      'give the path of each folder',
    );
    expect((await run(shell, plan, [root, root])).err).toContain(
      'lie in one another',
    );
    expect((await run(shell, plan, [base, root])).err).toContain(
      'lie in one another',
    );
    expect((await run(shell, plan, [root, join(base, 'none')])).err).toContain(
      'no such folder',
    );
    expect(await tree(other)).toEqual({ v: 'K' });
    expect(await run(shell, plan, ['my photos', '-other\n'])).toMatchObject({
      code: 0,
      err: '',
    });
    expect(Object.keys(await tree(other)).sort()).toEqual([
      `${FOLDER}/manifest.json`,
      `${FOLDER}/v`,
    ]);
  });

  it('works with shasum where there is no sha256sum', async () => {
    const tools = join(base, 'tools');
    await mkdir(tools);
    for (const tool of ['cut', 'tr', 'mv', 'mkdir', 'cat', 'shasum', 'perl'])
      await symlink(join('/usr/bin', tool), join(tools, tool));
    const files = { k: 'K', v: 'K' };
    await write(files);
    expect(
      await run(shell, planOf(files, [['k', 'v']]), [root], { path: tools }),
    ).toMatchObject({ code: 0, err: '' });
    await rm(join(tools, 'shasum'));
    expect(
      (await run(shell, planOf(files, [['k', 'v']]), [root], { path: tools }))
        .err,
    ).toContain('neither sha256sum nor shasum');
  });

  it('moves any random name as it is', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter(
        (text) =>
          text !== '.' &&
          text !== '..' &&
          !/[/\0]/.test(text) &&
          Buffer.byteLength(text) < 200,
      );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
        async (names) => {
          await rm(root, { recursive: true });
          const files = {
            'the keeper/k': 'K',
            ...Object.fromEntries(names.map((each) => [`d/${each}`, 'K'])),
          };
          await write(files);
          const before = await tree();
          const result = await run(
            shell,
            planOf(files, [
              ['the keeper/k', ...names.map((each) => `d/${each}`)],
            ]),
          );
          expect(result.err).toBe('');
          const after = await tree();
          const reading = parseManifest(
            after[`${FOLDER}/manifest.json`] ?? '',
            FOLDER,
          );
          const items =
            reading.kind === 'manifest' ? reading.manifest.items : [];
          const undone = new Map(Object.entries(after));
          for (const item of items) {
            expect(undone.has(item.originalPath)).toBe(false);
            undone.set(item.originalPath, undone.get(item.quarantinePath)!);
            undone.delete(item.quarantinePath);
          }
          undone.delete(`${FOLDER}/manifest.json`);
          expect(Object.fromEntries(undone)).toEqual(before);
          expect(result.out).toContain(`${items.length} moved`);
          expect(items.length).toBe(names.length);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
