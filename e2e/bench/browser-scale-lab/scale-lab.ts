export interface ScaleLab {
  /** Waits for a folder to be picked, and remembers it as one that was open at the last visit. */
  pick(): Promise<void>;
  /**
   * Stores files `from` ≤ number < `to` of a synthetic library in the app's own database, as if
   * they had been scanned in that folder.
   */
  fill(
    library: { photos: number; duplicateShare: number },
    from: number,
    to: number,
  ): Promise<void>;
}
