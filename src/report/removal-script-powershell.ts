import { QUARANTINE_FOLDER } from '../domain/quarantine-manifest.ts';
import { POWERSHELL_FUNCTIONS } from './removal-script-powershell-functions.ts';
import type {
  ScriptFile,
  ScriptGroup,
  ScriptPlan,
  ScriptRoot,
} from './removal-script-plan.ts';

/**
 * The same as the shell script for PowerShell 5.1 and later. Starts with a byte order mark: without
 * it PowerShell 5.1 reads names that are not plain ASCII wrongly. `[IO.File]::Move` never
 * overwrites. The texts are to be joined without a separator.
 */
export function* powershellRemovalScript(
  script: ScriptPlan,
): Generator<string> {
  yield `\uFEFF${header(script)}\n${POWERSHELL_FUNCTIONS}\n`;
  yield* main(script);
  for (const group of script.groups) yield `${groupText(group)}\n`;
  yield finish(script);
}

/**
 * One PowerShell string that means exactly `text`. PowerShell takes the curly quotes ‘ ’ ‚ ‛ for
 * single quotes too; doubled, each means itself. Line breaks and other control characters are put
 * in by number, so that no editor changes them.
 */
export function powershellQuote(text: string): string {
  const parts = text.split(/([\p{Cc}\u2028\u2029])/u);
  const words = parts.flatMap((part, index) => {
    if (index % 2 === 1) return [`[char]${part.charCodeAt(0)}`];
    return part === '' && parts.length > 1
      ? []
      : [`'${part.replaceAll(/['‘’‚‛]/g, '$&$&')}'`];
  });
  // An empty string first, so that the sum is of strings.
  return words.length === 1 && words[0]?.startsWith("'") === true
    ? words[0]
    : `('' + ${words.join(' + ')})`;
}

function header({ roots, leftOut }: ScriptPlan): string {
  const names = roots.map(({ label }) =>
    powershellQuote(`C:\\path\\to\\${label}`),
  );
  return [
    '# Made by Twinsift. Moves the photos you chose into a quarantine folder, after checking each one again.',
    '# It deletes nothing and overwrites nothing. To undo, open the folder in Twinsift.',
    '#',
    `# Run it with the folder${roots.length === 1 ? '' : 's, in this order'}:`,
    `#   powershell -ExecutionPolicy Bypass -File this-script.ps1 ${names.join(' ')}`,
    ...leftOut.map((words) => `# Left out: ${words}`),
    '',
  ].join('\n');
}

function* main({ folderName, roots }: ScriptPlan): Generator<string> {
  const labels = roots.map(({ label }) => JSON.stringify(label)).join(', ');
  const numbers = roots.map((_root, index) => index + 1);
  yield [
    `$TopName = ${powershellQuote(QUARANTINE_FOLDER)}`,
    `$FolderName = ${powershellQuote(folderName)}`,
    '$script:Total = 0',
    `if ($args.Count -ne ${roots.length}) { throw ${powershellQuote(`give the path of each folder, in this order: ${labels}`)} }`,
    '',
  ].join('\n');
  for (const [index, root] of roots.entries()) yield* rootText(root, index + 1);
  yield [
    `$Roots = @(${numbers.map((n) => `$Root${n}`).join(', ')})`,
    // One file must not be reached by two names: the checks compare paths.
    String.raw`foreach ($a in $Roots) { foreach ($b in $Roots) {
  if ([object]::ReferenceEquals($a, $b)) { continue }
  $inner = $b.Path + [IO.Path]::DirectorySeparatorChar
  $outer = $a.Path + [IO.Path]::DirectorySeparatorChar
  if ($inner.StartsWith($outer, [StringComparison]::OrdinalIgnoreCase)) {
    throw 'two of the folders lie in one another; scan them as one'
  }
} }`,
    '\n',
  ].join('\n');
}

function* rootText(root: ScriptRoot, n: number): Generator<string> {
  yield* arrayText(`$Items${n}`, root.items);
  yield* arrayText(`$Along${n}`, root.companions);
  yield `$Root${n} = New-Root $args[${n - 1}] ${powershellQuote(root.head)} ${powershellQuote(root.tail)} $Items${n} $Along${n}\n`;
}

function* arrayText(name: string, texts: readonly string[]): Generator<string> {
  yield `${name} = @(`;
  for (const [index, text] of texts.entries()) {
    yield `${index === 0 ? '' : ','}\n  ${powershellQuote(text)}`;
  }
  yield '\n)\n';
}

function keeperText({ rootNumber, path, sha256 }: ScriptFile): string {
  return `Set-Keeper $Root${rootNumber} ${powershellQuote(path)} '${sha256}'`;
}

function groupText({ keeper, victims }: ScriptGroup): string {
  return [
    `Open-Group $Root${keeper.rootNumber} ${powershellQuote(keeper.path)} '${keeper.sha256}'`,
    ...victims.flatMap((victim) => {
      const move = [
        'Move-One',
        `$Root${victim.rootNumber}`,
        powershellQuote(victim.path),
        `'${victim.sha256}'`,
        powershellQuote(victim.quarantinePath),
        victim.itemNumber,
        victim.isCompanion ? '$true' : '$false',
      ].join(' ');
      const { counterpart } = victim;
      if (counterpart === undefined) return [move];
      return [keeperText(counterpart), move, keeperText(keeper)];
    }),
    'Close-Group',
  ].join('\n');
}

function finish({ roots }: ScriptPlan): string {
  return [
    '$moved = 0',
    'foreach ($root in $Roots) {',
    '  if ($root.Quarantine) { Write-Manifest $root $root.Quarantine $false }',
    '  $moved += $root.Kept.Count',
    '}',
    roots.length === 0 ? '# Nothing to move.' : '',
    "Write-Output ([string]$moved + ' moved, ' + ($script:Total - $moved) + ' left where they are.')",
    'if ($moved -lt $script:Total) { exit 1 }',
    '',
  ].join('\n');
}
