/**
 * Whether this browser can hold the sample library: it has a private file system that a page may
 * write to (Safari since 26), and draws off the page. A file of its own, as the page asks at its
 * start and the drawing is loaded with the first library.
 */
export function canKeepSampleLibrary(): boolean {
  return (
    'OffscreenCanvas' in globalThis &&
    'storage' in navigator &&
    'getDirectory' in navigator.storage &&
    'createWritable' in FileSystemFileHandle.prototype
  );
}
