import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Takes folders dropped anywhere on the page. */
export class DropController implements ReactiveController {
  /** Something is held over the page. */
  isOver = false;
  private readonly host: ReactiveControllerHost;
  private readonly onItems: (items: DataTransferItemList) => void;
  /** dragenter and dragleave also fire for every child, so they are counted. */
  private depth = 0;

  constructor(
    host: ReactiveControllerHost,
    onItems: (items: DataTransferItemList) => void,
  ) {
    this.host = host;
    this.onItems = onItems;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('dragenter', this.onEnter);
    addEventListener('dragover', this.onDragOver);
    addEventListener('dragleave', this.onLeave);
    addEventListener('drop', this.onDrop);
  }

  hostDisconnected(): void {
    removeEventListener('dragenter', this.onEnter);
    removeEventListener('dragover', this.onDragOver);
    removeEventListener('dragleave', this.onLeave);
    removeEventListener('drop', this.onDrop);
  }

  private setDepth(depth: number): void {
    this.depth = Math.max(0, depth);
    if (this.isOver === this.depth > 0) return;
    this.isOver = this.depth > 0;
    this.host.requestUpdate();
  }

  private readonly onEnter = (event: DragEvent): void => {
    if (carriesFiles(event)) this.setDepth(this.depth + 1);
  };

  private readonly onDragOver = (event: DragEvent): void => {
    // Without this the browser would open the dropped thing instead.
    if (carriesFiles(event)) event.preventDefault();
  };

  private readonly onLeave = (event: DragEvent): void => {
    if (carriesFiles(event)) this.setDepth(this.depth - 1);
  };

  private readonly onDrop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    this.setDepth(0);
    if (event.dataTransfer !== null) this.onItems(event.dataTransfer.items);
  };
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
