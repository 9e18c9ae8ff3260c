import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ScanProgress } from '../../domain/scan-stage.ts';
import { titleWords } from '../progress-words.ts';

const PLAIN_TITLE = 'Twinsift';

/** Shows the progress of a scan in the tab's title. */
export class TitleController implements ReactiveController {
  private readonly scanOf: () => ScanProgress | undefined;

  constructor(
    host: ReactiveControllerHost,
    scanOf: () => ScanProgress | undefined,
  ) {
    this.scanOf = scanOf;
    host.addController(this);
  }

  hostUpdated(): void {
    const title = titleWords(this.scanOf()) ?? PLAIN_TITLE;
    if (document.title !== title) document.title = title;
  }
}
