import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, fileKey, rootId } from '../domain/photo-id.ts';
import type { PlannedFile, RemovalPlan } from '../domain/removal-plan.ts';
import {
  powershellQuote,
  powershellRemovalScript,
} from './removal-script-powershell.ts';
import { scriptText } from './removal-script-test-text.ts';

/**
 * Reads a PowerShell string expression as its language reference says: single-quoted strings, in
 * which any two quote characters in a row mean the second one, `[char]n`, and sums of them.
 */
function readString(expression: string): string {
  const isQuote = (c: string | undefined) =>
    c !== undefined && "'‘’‚‛".includes(c);
  const inner = /^\('' \+ (.*)\)$/s.exec(expression)?.[1] ?? expression;
  let value = '';
  let at = 0;
  while (at < inner.length) {
    const number = /^\[char\](\d+)/.exec(inner.slice(at));
    if (number) {
      value += String.fromCharCode(Number(number[1]));
      at += number[0].length;
    } else {
      if (!isQuote(inner[at])) throw new Error(`no string at ${at}: ${inner}`);
      for (at += 1; ; at += 1) {
        if (at >= inner.length) throw new Error(`string without end: ${inner}`);
        if (isQuote(inner[at])) {
          if (!isQuote(inner[at + 1])) break;
          at += 1;
        }
        value += inner[at]!;
      }
      at += 1;
    }
    if (at === inner.length) return value;
    if (!inner.startsWith(' + ', at))
      throw new Error(`left over at ${at}: ${inner}`);
    at += 3;
  }
  return value;
}

function planned(path: string, content: string): PlannedFile {
  return {
    key: fileKey(rootId('r'), path),
    root: rootId('r'),
    path,
    sizeBytes: content.length,
    modifiedMs: 0,
    content: contentHash(createHash('sha256').update(content).digest('hex')),
  };
}

function planOf(keeper: string, victims: readonly string[]): RemovalPlan {
  return {
    id: 'p',
    createdMs: 0,
    groups: [
      {
        keeper: planned(keeper, 'K'),
        victims: victims.map((path) => planned(path, 'K')),
      },
    ],
  };
}

const scriptOf = (plan: RemovalPlan) =>
  scriptText(powershellRemovalScript, plan, {
    rootLabels: new Map([[rootId('r'), 'my\nphotos']]),
  });

describe('quoting for PowerShell (read by a model of its rules: PowerShell itself is not run here)', () => {
  it.each([
    ['plain', "'plain'"],
    ['', "''"],
    ["it's", "'it''s'"],
    ['‘a’', "'‘‘a’’'"],
    ['$x `n "y"', '\'$x `n "y"\''],
    ['a\nb', "('' + 'a' + [char]10 + 'b')"],
    ['\n', "('' + [char]10)"],
  ])('%j', (text, quoted) => {
    expect(powershellQuote(text)).toBe(quoted);
    expect(readString(quoted)).toBe(text);
  });

  it('means the same text whatever it is, on one line', () => {
    const quotes = fc.constantFrom(
      "'",
      '‘',
      '’',
      '‚',
      '‛',
      '"',
      '`',
      '$',
      '\n',
      '\r',
      '+',
      '[char]1',
      "'@",
      ' ',
    );
    fc.assert(
      fc.property(
        fc
          .array(fc.oneof(quotes, fc.string({ unit: 'binary' })))
          .map((all) => all.join('')),
        (text) => {
          const quoted = powershellQuote(text);
          expect(readString(quoted)).toBe(text);
          expect(quoted).not.toMatch(/[\r\n]/);
        },
      ),
    );
  });
});

describe('the text of the PowerShell script', () => {
  it('names every file only as a quoted string, on one line each', () => {
    const nasty = [
      "it's.jpg",
      '’; Remove-Item C:\\ -Recurse; ‘.jpg',
      'new\nRemove-Item x',
      '$(calc).jpg',
      '-rf',
    ];
    const text = scriptOf(planOf('k.jpg', nasty));
    expect(text.startsWith('\uFEFF# Made by Twinsift.')).toBe(true);
    expect(text).not.toMatch(/^\s*(Remove-Item|del|rm)\b/m);
    const moves = text
      .split('\n')
      .filter((line) => line.startsWith('Move-One '));
    expect(moves).toHaveLength(nasty.length);
    for (const [index, line] of moves.entries()) {
      const parts =
        /^Move-One \$Root1 (.+) '[0-9a-f]{64}' (.+) (\d+) \$false$/.exec(line)!;
      expect(readString(parts[1]!)).toBe(nasty[index]);
      expect(readString(parts[2]!)).toBe(nasty[index]);
      expect(Number(parts[3])).toBe(index + 1);
    }
  });

  it('checks and never deletes or overwrites', () => {
    const text = scriptOf(planOf('k.jpg', ['v.jpg']));
    for (const cmdlet of [
      'Remove-Item',
      'Move-Item',
      'Copy-Item',
      '::Delete',
      'Invoke-Expression',
      '-Force -Recurse',
    ])
      expect(text).not.toContain(cmdlet);
    expect(text).toContain('[IO.File]::Move($file, $target)');
    expect(text).not.toMatch(/-Path\b/);
  });

  it('carries manifest items that the app reads', () => {
    const text = scriptOf(planOf('k.jpg', ["a'b\n.jpg"]));
    const item = text
      .split('\n')
      .find((line) => line.startsWith("  '{"))!
      .trim();
    expect(JSON.parse(readString(item))).toMatchObject({
      originalPath: "a'b\n.jpg",
      state: 'intended',
    });
  });

  it('leaves out what the plan may not list', () => {
    const text = scriptOf(
      planOf('k.jpg', ['.trash\nRemove-Item x/x.jpg', 'v.jpg']),
    );
    expect(
      text.split('\n').filter((line) => line.startsWith('Move-One ')),
    ).toHaveLength(1);
    expect(
      text.split('\n').filter((line) => line.startsWith('# Left out')),
    ).toHaveLength(1);
    expect(text).not.toMatch(/^Remove-Item/m);
  });
});
