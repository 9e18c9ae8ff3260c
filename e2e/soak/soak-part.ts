/** What one part of the soak run found. */
export interface SoakResult {
  part: string;
  isGood: boolean;
  /** One line each, for the summary. */
  lines: string[];
}

/** What may be asked for on the command line. */
export interface SoakOptions {
  /** Browsers to kill. */
  kills: number;
  /** Files in the folder whose scan is killed. */
  photos: number;
  /** Small files in the folder whose memory is measured, against a tenth of them. */
  files: number;
  /** Damaged JPEG files for the kernel. */
  cases: number;
  /** How many times as many runs the property tests make. */
  factor: number;
  /** Of the moments and the mutations; printed, so that a failure can be repeated. */
  seed: number;
}
