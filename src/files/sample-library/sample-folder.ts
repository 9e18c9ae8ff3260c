/*
 * What the page must know of the sample library at its start; the drawing is loaded with the first
 * library.
 */

/** The library's folder in the private file system, and the label a person sees. */
export const SAMPLE_FOLDER = 'Sample library';

/**
 * Whether this browser can hold the library: it has a private file system that a page may write to
 * (Safari since 26), and draws off the page.
 */
export function canKeepSampleLibrary(): boolean {
  return (
    'OffscreenCanvas' in globalThis &&
    'storage' in navigator &&
    'getDirectory' in navigator.storage &&
    'createWritable' in FileSystemFileHandle.prototype
  );
}
