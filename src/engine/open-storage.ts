import { openDatabase } from '../storage/open-database.ts';
import type { AppContext } from './app-context.ts';

/** Opens the context's database, and tells the person where there is none. Never rejects. */
export async function openStorage(context: AppContext): Promise<void> {
  const opened = await openDatabase(
    () => {
      context.notify(
        'info',
        'Another tab with an older version is still open. Close it to go on here.',
      );
    },
    (why) => {
      context.db = undefined;
      context.notify('problem', why.words);
    },
  );
  if (opened.kind === 'open') context.db = opened.db;
  else context.notify('problem', opened.words);
}
