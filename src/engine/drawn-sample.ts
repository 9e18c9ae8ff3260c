/** The folder of drawn photos for trying the app. Its code is loaded when it is asked for: most people never do. */
export async function drawnSample(): Promise<FileSystemDirectoryHandle> {
  const { makeSampleLibrary } =
    await import('../files/sample-library/make-sample-library.ts');
  return makeSampleLibrary();
}
