/** Asks the browser not to clear the results when the disk runs full. */
export async function keepStored(): Promise<void> {
  if ('storage' in navigator && 'persist' in navigator.storage) {
    await navigator.storage.persist();
  }
}
