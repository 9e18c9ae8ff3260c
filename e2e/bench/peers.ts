import { execFile, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';
import type { ResultRow } from '../support/result-rows.ts';

const run = promisify(execFile);

/** What a peer did with the same folder. */
interface PeerResult {
  name: string;
  filesPerSecond: number;
}

/** Computes imagehash.phash of every picture in as many processes as there are cores. */
const IMAGEHASH_PROGRAM = `
import sys, time, os, multiprocessing as mp
from PIL import Image
import imagehash
def one(path):
    try:
        imagehash.phash(Image.open(path)); return 1
    except Exception: return 0
if __name__ == '__main__':
    paths = [os.path.join(d, f) for d, _, fs in os.walk(sys.argv[1]) for f in fs]
    with mp.Pool(int(sys.argv[2])) as pool:
        pool.map(one, paths[:2])
        t = time.perf_counter(); n = sum(pool.map(one, paths, chunksize=4)); s = time.perf_counter() - t
    print(n / s)
`;

/** Python imagehash, when python3 has it. The start of Python is not counted. */
async function imagehashPeer(folder: string): Promise<PeerResult | undefined> {
  const isThere = spawnSync('python3', ['-c', 'import imagehash']).status === 0;
  if (!isThere) {
    return undefined;
  }
  const { stdout } = await run('python3', [
    '-c',
    IMAGEHASH_PROGRAM,
    folder,
    String(cpus().length),
  ]);
  return { name: 'imagehash', filesPerSecond: Number(stdout) };
}

/** czkawka's similar-images mode, when czkawka_cli is on the PATH. Its cache is switched off. */
async function czkawkaPeer(
  folder: string,
  fileCount: number,
): Promise<PeerResult | undefined> {
  const isThere = spawnSync('czkawka_cli', ['--version']).status === 0;
  if (!isThere) {
    return undefined;
  }
  const startedMs = performance.now();
  // Exit code 11 says "something was found".
  await run(
    'czkawka_cli',
    [
      'image',
      '--directories',
      folder,
      '--disable-cache',
      '--thread-number',
      String(cpus().length),
      '--do-not-print-results',
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: unknown) => {
    if ((error as { code?: number }).code !== 11) {
      throw error;
    }
  });
  const seconds = (performance.now() - startedMs) / 1000;
  return { name: 'czkawka', filesPerSecond: fileCount / seconds };
}

/**
 * Each peer that is installed on the same folder, and a scan's speed against it. Of no peer there
 * are no rows.
 */
export async function peerRows(
  folder: string,
  fileCount: number,
  scan: { name: string; filesPerSecond: number },
): Promise<ResultRow[]> {
  const peers = [
    await imagehashPeer(folder),
    await czkawkaPeer(folder, fileCount),
  ];
  return peers
    .filter((peer) => peer !== undefined)
    .flatMap((peer): ResultRow[] => {
      const title = peer.name.slice(0, 1).toUpperCase() + peer.name.slice(1);
      const ratioTo = `${scan.name}${title}FilesPerSecond`;
      return [
        { name: ratioTo, value: peer.filesPerSecond, unit: 'files/s' },
        {
          name: `${scan.name}Vs${title}`,
          value: scan.filesPerSecond,
          unit: 'files/s',
          ratioTo,
          ratio: scan.filesPerSecond / peer.filesPerSecond,
        },
      ];
    });
}
