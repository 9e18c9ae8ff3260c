import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects all garbage, however node was started: a context that is made after the flag has `gc`.
 * Twice, because buffers that the first collection frees may be counted until the next.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc(); gc()');
}
