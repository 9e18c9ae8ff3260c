import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { letterKeys } from '../letter-keys.ts';

/** Renders the host again when the letter keys are switched on or off. */
export class LetterKeysController implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  get isOn(): boolean {
    return letterKeys.isOn;
  }

  hostConnected(): void {
    this.unsubscribe = letterKeys.subscribe(() => {
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
    this.unsubscribe = undefined;
  }
}
