/**
 * A path that stays inside its root: relative, `/` between parts, no empty part, no `.` or `..`,
 * no NUL. Other odd characters are left to the file system to accept or refuse.
 */
export function isSafePath(path: unknown): path is string {
  return (
    typeof path === 'string' &&
    !path.includes('\u0000') &&
    path
      .split('/')
      .every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
