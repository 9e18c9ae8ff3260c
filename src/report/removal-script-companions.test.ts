import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../domain/photo-id.ts';
import { parseManifest } from '../domain/quarantine-manifest-text.ts';
import type { PlannedCompanion, PlannedFile } from '../domain/removal-plan.ts';
import { powershellRemovalScript } from './removal-script-powershell.ts';
import { shellRemovalScript } from './removal-script-shell.ts';
import { scriptText } from './removal-script-test-text.ts';

const FOLDER = 'Twinsift quarantine/2026-11-21 07-05-09';
const ROOT = rootId('r');
const CONTEXT = { rootLabels: new Map([[ROOT, 'Photos']]) };
let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'twinsift-script-'));
});
afterEach(() => {
  rmSync(base, { recursive: true });
});

const FILES = {
  'k.jpg': 'K',
  'k.cr2': 'R',
  "a/it's 1.jpg": 'K',
  "a/it's 1.cr2": 'R',
  "a/it's 1.xmp": 'edits',
  'b/2.jpg': 'K',
  'b/2.xmp': 'as scanned',
  'c/3.jpg': 'K',
  'c/3.xmp': 'X',
  'd/4.jpg': 'K',
  'd/4.cr2': 'R',
};
type Path = keyof typeof FILES;

function file(path: Path, content = FILES[path]): PlannedFile {
  return {
    key: fileKey(ROOT, path),
    root: ROOT,
    path,
    sizeBytes: content.length,
    modifiedMs: 0,
    content: contentHash(createHash('sha256').update(content).digest('hex')),
  };
}

function group(path: Path, companions: PlannedCompanion[]) {
  const victims = [{ ...file(path), companions }];
  return { keeper: file('k.jpg'), victims };
}

const PLAN = {
  id: 'plan-1',
  createdMs: new Date(2026, 10, 21, 7, 5, 9).getTime(),
  groups: [
    group("a/it's 1.jpg", [
      { ...file("a/it's 1.cr2"), counterpart: file('k.cr2') },
      file("a/it's 1.xmp"),
    ]),
    group('b/2.jpg', [file('b/2.xmp')]),
    group('c/3.jpg', [file('c/3.xmp')]),
    group('d/4.jpg', [
      { ...file('d/4.cr2'), counterpart: file('k.cr2', 'gone') },
    ]),
  ],
};

function write(path: string, content: string): void {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), content);
}

/** Runs the script on the folder; it ends with 1 when something was left. */
function outputOf(shell: string): string {
  const script = join(base, 'move.sh');
  writeFileSync(script, scriptText(shellRemovalScript, PLAN, CONTEXT));
  const command = `/bin/${shell} "$0" "$1" 2>&1; [ $? -eq 1 ]`;
  return execFileSync('/bin/sh', ['-c', command, script, base], {
    encoding: 'utf8',
  });
}

// What stands in /bin of this machine; the script is written for any POSIX shell.
describe.each(['dash', 'bash'])('the shell script run in %s', (shell) => {
  it('takes what belongs to a photo along, or leaves both', () => {
    for (const [path, content] of Object.entries(FILES)) write(path, content);
    write('b/2.xmp', 'changed!!!');
    write('c/3.mov', 'came later');
    expect(outputOf(shell)).toBe(
      [
        "Moved: a/it's 1.jpg",
        "Moved: a/it's 1.cr2",
        "Moved: a/it's 1.xmp",
        'Moved: b/2.jpg',
        'Left where it is: b/2.xmp (it changed since the scan)',
        'Put back: b/2.jpg',
        'Left where it is: c/3.jpg (it belongs together with another file of the same name)',
        'Left where it is: c/3.xmp (its photo stays)',
        'Moved: d/4.jpg',
        'Changed or gone since the scan, nothing of its group is moved: k.cr2',
        'Left where it is: d/4.cr2 (its group was stopped)',
        'Put back: d/4.jpg',
        '3 moved, 6 left where they are.',
        '',
      ].join('\n'),
    );
    const text = readFileSync(join(base, FOLDER, 'manifest.json'), 'utf8');
    const reading = parseManifest(text, FOLDER);
    if (reading.kind !== 'manifest') throw new Error(reading.reason);
    const { items } = reading.manifest;
    expect(
      items.map(({ companionOf, keeper }) => [companionOf, keeper.path]),
    ).toEqual([
      [undefined, 'k.jpg'],
      ["a/it's 1.jpg", 'k.cr2'],
      ["a/it's 1.jpg", 'k.jpg'],
    ]);
    for (const { originalPath, quarantinePath } of items) {
      expect(existsSync(join(base, originalPath))).toBe(false);
      expect(existsSync(join(base, quarantinePath))).toBe(true);
    }
    expect(readdirSync(join(base, 'b')).sort()).toEqual(['2.jpg', '2.xmp']);
    expect(readdirSync(join(base, 'c'))).toHaveLength(3);
    expect(readdirSync(join(base, 'd'))).toHaveLength(2);
  });
});

describe('the PowerShell script', () => {
  it('has each companion behind its photo, with what must stay whole for it', () => {
    const lines = scriptText(powershellRemovalScript, PLAN, CONTEXT)
      .split('\n')
      .filter((line) => /^(Move-One|Set-Keeper|Open-Group) /.test(line))
      .slice(0, 6)
      .map((line) => line.replace(/'[0-9a-f]{64}'/, 'HASH'));
    expect(lines).toEqual([
      "Open-Group $Root1 'k.jpg' HASH",
      "Move-One $Root1 'a/it''s 1.jpg' HASH 'a/it''s 1.jpg' 1 $false",
      "Set-Keeper $Root1 'k.cr2' HASH",
      "Move-One $Root1 'a/it''s 1.cr2' HASH 'a/it''s 1.cr2' 2 $true",
      "Set-Keeper $Root1 'k.jpg' HASH",
      "Move-One $Root1 'a/it''s 1.xmp' HASH 'a/it''s 1.xmp' 3 $true",
    ]);
  });
});
