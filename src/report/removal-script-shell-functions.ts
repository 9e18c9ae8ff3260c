import {
  MOVING_PARTS,
  PICTURES,
  RAWS,
  SIDECARS,
} from '../domain/companion-files.ts';

/**
 * The part of the shell script that is the same for every plan: what checks, moves and puts back one
 * file. TOP_NAME, FOLDER_NAME and the functions with a number at their end come with the plan.
 */
export const SHELL_FUNCTIONS = String.raw`
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
