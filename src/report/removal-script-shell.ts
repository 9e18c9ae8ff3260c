import {
  MOVING_PARTS,
  PICTURES,
  RAWS,
  SIDECARS,
} from '../domain/companion-files.ts';
import { QUARANTINE_FOLDER } from '../domain/quarantine-manifest.ts';
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
  yield `${header(script)}\n${FUNCTIONS}\n`;
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

const FUNCTIONS = String.raw`
set -u
LC_ALL=C
export LC_ALL
unset CDPATH

# Control characters in names must not reach the terminal.
show() {
  printf '%s: ' "$1"
  printf '%s' "$2" | tr '\000-\037\177' '?'
  if [ $# -gt 2 ]; then printf ' (%s)' "$3"; fi
  printf '\n'
}

fail() {
  show 'Stopped' "$1" >&2
  exit 2
}

if command -v sha256sum >/dev/null 2>&1; then
  hash_stdin() { sha256sum; }
elif command -v shasum >/dev/null 2>&1; then
  hash_stdin() { shasum -a 256; }
else
  fail 'neither sha256sum nor shasum is installed'
fi

# From standard input, so that no name is ever taken for an option or printed escaped.
hash_of() {
  { hash_stdin <"$1"; } 2>/dev/null | cut -c 1-64
}

# Sets 'real' to the physical path of a folder, trailing line breaks included.
real_folder() {
  real=$(cd "$1" 2>/dev/null && pwd -P && printf x) || return 1
  real=${'$'}{real%?x}
  [ "$real" = / ] && real=
  return 0
}

lower() {
  printf '%s' "$1" | tr 'A-Z' 'a-z'
}

# has_companion FOLDER NAME ROOT_NUMBER ROOT: true when another file belongs to this photo (RAW +
# JPEG, live photo, sidecar) that does not move with it.
has_companion() {
  own=$(lower "${'$'}{2##*.}")
  for other in "$1/${'$'}{2%.*}".* "$1/$2".*; do
    [ -e "$other" ] || continue
    [ "$other" = "$1/$2" ] && continue
    "goes_along_$3" "${'$'}{other#"$4"/}" && continue
    case $(lower "${'$'}{other##*.}") in
      ${[...SIDECARS, ...MOVING_PARTS].join('|')}) return 0 ;;
      ${[...RAWS].join('|')})
        case $own in ${[...PICTURES].join('|')}) return 0 ;; esac ;;
      ${[...PICTURES].join('|')})
        case $own in ${[...RAWS].join('|')}) return 0 ;; esac ;;
    esac
  done
  return 1
}

# stop PATH REASON: nothing more of this group is moved, and what was moved goes back.
stop() {
  stopped=yes
  left "$1" "$2"
}

left() {
  show 'Left where it is' "$1" "$2"
}

# open_group ROOT KEEPER SHA256
open_group() {
  keeper=$1/$2
  keeper_hash=$3
  left_photo=
  taken=' '
  stopped=
  if [ ! -f "$keeper" ] || [ "$(hash_of "$keeper")" != "$keeper_hash" ]; then
    stopped=keeper
    show 'Changed or gone since the scan, nothing of its group is moved' "$2"
  fi
}

# keep_for ROOT PATH SHA256: what has to stay whole for the files that follow.
keep_for() {
  keeper=$1/$2
  keeper_hash=$3
  [ -z "$stopped" ] || return 0
  if [ ! -f "$keeper" ] || [ "$(hash_of "$keeper")" != "$keeper_hash" ]; then
    stopped=yes
    show 'Changed or gone since the scan, nothing of its group is moved' "$2"
  fi
}

# take NUMBER ROOT_NUMBER ROOT PATH SHA256 QUARANTINE_PATH ITEM [along]
take() {
  if [ -n "$stopped" ]; then
    left "$4" 'its group was stopped'
    return
  fi
  file=$3/$4
  folder=${'$'}{file%/*}
  if [ ! -f "$file" ] || [ -L "$file" ]; then
    stop "$4" 'it is no longer there'
    return
  fi
  if ! real_folder "$folder" || [ "$real" != "$folder" ]; then
    stop "$4" 'it is seen through a link'
    return
  fi
  if [ "$(hash_of "$file")" != "$5" ]; then
    stop "$4" 'it changed since the scan'
    return
  fi
  if [ "$file" -ef "$keeper" ]; then
    stop "$4" 'it is the very same file as the one to keep'
    return
  fi
  if [ "${'$'}{8-}" = along ]; then
    if [ -n "$left_photo" ]; then
      left "$4" 'its photo stays'
      return
    fi
  else
    left_photo=
    if has_companion "$folder" "${'$'}{file##*/}" "$2" "$3"; then
      left_photo=yes
      left "$4" 'it belongs together with another file of the same name'
      return
    fi
  fi
  if ! open_quarantine "$2" "$3"; then
    stop "$4" 'the quarantine folder could not be made'
    return
  fi
  target=$quarantine/$6
  if [ -e "$target" ] || [ -L "$target" ]; then
    stop "$4" 'something is in its place in the quarantine'
    return
  fi
  if ! mkdir -p "${'$'}{target%/*}" || [ -e "$target" ] || [ -L "$target" ]; then
    stop "$4" 'its folder in the quarantine could not be made'
    return
  fi
  mv "$file" "$target" </dev/null
  if [ -f "$target" ] && [ ! -e "$file" ]; then
    taken="$taken$1 "
    remember "$2" "$7"
  fi
  if [ -e "$file" ] || [ "$(hash_of "$target")" != "$5" ]; then
    stop "$4" 'it could not be moved'
    return
  fi
  if [ "$(hash_of "$keeper")" != "$keeper_hash" ]; then
    stop "$4" 'the photo to keep was not whole after this one had moved'
    return
  fi
  show 'Moved' "$4"
}

# back NUMBER ROOT_NUMBER ROOT PATH QUARANTINE_PATH ITEM: only in a stopped group, last one first.
back() {
  [ "$stopped" = yes ] || return 0
  case $taken in *" $1 "*) ;; *) return 0 ;; esac
  open_quarantine "$2" "$3" || return 0
  if [ -e "$3/$4" ] || [ -L "$3/$4" ]; then
    show 'Could not be put back, something is in its place; it is in the quarantine' "$4"
    return 0
  fi
  mv "$quarantine/$5" "$3/$4" </dev/null
  if [ -f "$3/$4" ]; then
    forget "$2" "$6"
    show 'Put back' "$4"
  else
    show 'Could not be put back; it is in the quarantine' "$4"
  fi
}

# Item numbers in the quarantine, for each folder.
remember() {
  eval "kept_$1=\"\${kept_$1}$2 \""
}
forget() {
  eval "before=\$kept_$1"
  eval "kept_$1=\"\${before%% $2 *} \${before#* $2 }\""
}

# open_quarantine ROOT_NUMBER ROOT: sets 'quarantine'; makes it, with its manifest, the first time.
open_quarantine() {
  eval "quarantine=\$quarantine_$1"
  [ -n "$quarantine" ] && return 0
  top=$2/$TOP_NAME
  [ ! -L "$top" ] || return 1
  [ -d "$top" ] || mkdir "$top" || return 1
  quarantine=$top/$FOLDER_NAME
  number=1
  # mkdir fails on what is there already, so nobody else's folder is ever used.
  until mkdir "$quarantine" 2>/dev/null; do
    [ -e "$quarantine" ] || return 1
    number=$((number + 1))
    quarantine="$top/$FOLDER_NAME ($number)"
  done
  write_manifest "$1" "$quarantine" all || return 1
  eval "quarantine_$1=\$quarantine"
}

# write_manifest ROOT_NUMBER FOLDER KEPT: lists the items whose numbers are in KEPT, or all.
write_manifest() {
  {
    "head_$1"
    "items_$1" | {
      line_number=0
      comma=
      while IFS= read -r line; do
        line_number=$((line_number + 1))
        if [ "$3" != all ]; then
          case $3 in *" $line_number "*) ;; *) continue ;; esac
        fi
        printf '%s%s\n' "$comma" "$line"
        comma=,
      done
    }
    "tail_$1"
  } >"$2/manifest.json.part" && mv "$2/manifest.json.part" "$2/manifest.json"
}
`.trimStart();

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
