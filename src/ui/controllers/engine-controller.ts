import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AppEngine } from '../../engine/app-engine.ts';

/** Keeps the host rendered with the engine's latest state. */
export class EngineController implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private readonly engineOf: () => AppEngine | undefined;
  private followed: AppEngine | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    host: ReactiveControllerHost,
    engineOf: () => AppEngine | undefined,
  ) {
    this.host = host;
    this.engineOf = engineOf;
    host.addController(this);
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    const engine = this.engineOf();
    if (engine === this.followed) return;
    this.unsubscribe?.();
    this.followed = engine;
    this.unsubscribe = engine?.subscribe(() => {
      this.host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    this.followed = undefined;
  }
}
