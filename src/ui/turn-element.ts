import { LitElement } from 'lit';
import { nextTask } from '../engine/next-task.ts';

/**
 * An element whose first drawing is a task of its own: of a screen that is made of many such, none holds up the
 * page for long, and keys and clicks get in between.
 */
export class TurnElement extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }
}
