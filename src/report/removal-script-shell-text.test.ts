import { describe, expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../domain/photo-id.ts';
import type { RemovalPlan } from '../domain/removal-plan.ts';
import { shellQuote, shellRemovalScript } from './removal-script-shell.ts';
import { scriptText } from './removal-script-test-text.ts';

function planOf(rows: readonly (readonly string[])[]): RemovalPlan {
  const file = (path: string) => ({
    key: fileKey(rootId('r'), path),
    root: rootId('r'),
    path,
    sizeBytes: 1,
    modifiedMs: 0,
    content: contentHash('a'.repeat(64)),
  });
  const groups = rows.map(([keeper, ...victims]) => ({
    keeper: file(keeper!),
    victims: victims.map(file),
  }));
  return { id: 'p', createdMs: 0, groups };
}

describe('the text of the shell script', () => {
  it('has no command that deletes, and quotes every name', () => {
    const text = scriptText(shellRemovalScript, planOf([['k', "it's"]]), {
      rootLabels: new Map([[rootId('r'), 'x\nrm -rf /']]),
    });
    expect(text).not.toMatch(/^\s*(rm|rmdir|unlink|find|eval rm)\b/m);
    expect(text).toContain(String.raw`'it'\''s'`);
    expect(shellQuote("a'b")).toBe(String.raw`'a'\''b'`);
  });

  it('leaves out what the plan may not list, and says so', () => {
    const text = scriptText(
      shellRemovalScript,
      planOf([
        ['k', 'v', '.trash\nrm -rf x/y'],
        ['v', 'k'],
      ]),
      { rootLabels: new Map() },
    );
    expect(text).not.toMatch(/^ {2}take [0-9]/m);
    expect(text).toContain(
      '# Left out: .trash?rm -rf x/y: It lies in “.trash?rm -rf x”',
    );
    expect(text.split('\n').filter((line) => line.startsWith('rm'))).toEqual(
      [],
    );
  });
});
