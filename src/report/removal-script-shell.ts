import { QUARANTINE_FOLDER } from '../domain/quarantine-manifest.ts';
import { SHELL_FUNCTIONS } from './removal-script-shell-functions.ts';
import type {
  ScriptFile,
  ScriptGroup,
  ScriptPlan,
  ScriptRoot,
} from './removal-script-plan.ts';

/**
 * A POSIX shell script (sh, dash, bash, zsh; Linux, macOS) that does what the app does where it
 * cannot write: checks every SHA-256 again, moves into a fresh quarantine folder with a manifest
 * the app can undo from, checks the keeper after each move, never deletes, never overwrites.
 * The texts are to be joined without a separator.
 */
export function* shellRemovalScript(script: ScriptPlan): Generator<string> {
  yield `${header(script)}\n${SHELL_FUNCTIONS}\n`;
  for (const [index, root] of script.roots.entries()) {
    yield* itemsFunction(root, index + 1);
  }
  for (const [index, group] of script.groups.entries()) {
    yield groupFunction(group, index + 1);
  }
  yield main(script);
}

/** One word of shell that means exactly `text`: no character is special between single quotes. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function header({ roots, leftOut }: ScriptPlan): string {
  return [
    '#!/bin/sh',
    '# Made by Twinsift. Moves the photos you chose into a quarantine folder, after checking each one again.',
    '# It deletes nothing and overwrites nothing. To undo, open the folder in Twinsift.',
    '#',
    `# Run it with the folder${roots.length === 1 ? '' : 's, in this order'}:`,
    `#   sh this-script.sh ${roots.map(({ label }) => JSON.stringify(`/path/to/${label}`)).join(' ')}`,
    ...leftOut.map((words) => `# Left out: ${words}`),
    '',
  ].join('\n');
}

/** JSON lines start with a brace, a bracket or a comma, so none of them can be the end mark. */
const END = 'TWINSIFT_END';

function* hereDocument(
  name: string,
  lines: readonly string[],
): Generator<string> {
  yield `${name}() {\n  cat <<'${END}'\n`;
  for (const line of lines) yield `${line}\n`;
  yield `${END}\n}\n`;
}

function* itemsFunction(root: ScriptRoot, number: number): Generator<string> {
  yield* hereDocument(`head_${number}`, [root.head]);
  yield* hereDocument(`items_${number}`, root.items);
  yield* hereDocument(`tail_${number}`, [root.tail]);
  yield* goesAlong(number, root.companions);
  yield `quarantine_${number}=\nkept_${number}=' '\n\n`;
}

/** Companions move right after their photo, so finding them beside it is no surprise. */
function* goesAlong(
  number: number,
  paths: readonly string[],
): Generator<string> {
  yield `goes_along_${number}() {\n  case $1 in\n`;
  for (const path of paths) yield `    ${shellQuote(path)}) return 0 ;;\n`;
  yield '  esac\n  return 1\n}\n';
}

function groupFunction(
  { keeper, victims }: ScriptGroup,
  number: number,
): string {
  const root = (number: number) => `"$root_${number}"`;
  const keepFor = ({ rootNumber, path, sha256 }: ScriptFile) =>
    `  keep_for ${root(rootNumber)} ${shellQuote(path)} ${sha256}`;
  const takes = victims.flatMap((victim, at) => {
    const take = [
      '  take',
      at + 1,
      victim.rootNumber,
      root(victim.rootNumber),
      shellQuote(victim.path),
      victim.sha256,
      shellQuote(victim.quarantinePath),
      victim.itemNumber,
      ...(victim.isCompanion ? ['along'] : []),
    ].join(' ');
    const { counterpart } = victim;
    if (counterpart === undefined) return [take];
    return [keepFor(counterpart), take, keepFor(keeper)];
  });
  const backs = victims.map((victim, at) =>
    [
      '  back',
      at + 1,
      victim.rootNumber,
      root(victim.rootNumber),
      shellQuote(victim.path),
      shellQuote(victim.quarantinePath),
      victim.itemNumber,
    ].join(' '),
  );
  return [
    `group_${number}() {`,
    `  open_group ${root(keeper.rootNumber)} ${shellQuote(keeper.path)} ${keeper.sha256}`,
    ...takes,
    ...backs.reverse(),
    '}\n',
  ].join('\n');
}

function main({ folderName, roots, groups }: ScriptPlan): string {
  const numbers = roots.map((_root, index) => index + 1);
  const labels = roots.map(({ label }) => JSON.stringify(label)).join(', ');
  const pairs = numbers.flatMap((a) =>
    numbers.filter((b) => b !== a).map((b) => [a, b] as const),
  );
  return [
    '',
    `TOP_NAME=${shellQuote(QUARANTINE_FOLDER)}`,
    `FOLDER_NAME=${shellQuote(folderName)}`,
    `[ $# -eq ${roots.length} ] || fail ${shellQuote(`give the path of each folder, in this order: ${labels}`)}`,
    ...numbers.flatMap((n) => [
      `case \${${n}} in /*) path=\${${n}} ;; *) path=./\${${n}} ;; esac`,
      `real_folder "$path" || fail "no such folder: \${${n}}"`,
      `root_${n}=$real`,
    ]),
    // One file must not be reached by two names: the checks compare paths.
    ...pairs.map(
      ([a, b]) =>
        `case $root_${b}/ in "$root_${a}"/*) fail 'two of the folders lie in one another; scan them as one' ;; esac`,
    ),
    ...groups.map((_group, index) => `group_${index + 1}`),
    ...numbers.map(
      (n) =>
        `[ -z "$quarantine_${n}" ] || write_manifest ${n} "$quarantine_${n}" "$kept_${n}"`,
    ),
    `total=${groups.reduce((sum, group) => sum + group.victims.length, 0)}`,
    // Unquoted on purpose: one word for each number.
    `set -- ${numbers.map((n) => `$kept_${n}`).join(' ')}`,
    String.raw`printf '%s moved, %s left where they are.\n' $# $((total - $#))`,
    '[ $# -eq "$total" ]',
    '',
  ].join('\n');
}
