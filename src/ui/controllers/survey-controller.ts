import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DistanceSurvey } from '../../domain/distance-survey.ts';

/** While a scan runs the groups change many times a second; the chart need not. */
const REST_MS = 500;

/** Keeps a survey of the distances fresh while its host is in the document. */
export class SurveyController implements ReactiveController {
  survey: DistanceSurvey | undefined;

  private readonly host: ReactiveControllerHost;
  private readonly load: () => Promise<DistanceSurvey | undefined>;
  private isConnected = false;
  private isLoading = false;
  private isStale = false;

  constructor(
    host: ReactiveControllerHost,
    load: () => Promise<DistanceSurvey | undefined>,
  ) {
    this.host = host;
    this.load = load;
    host.addController(this);
  }

  hostConnected(): void {
    this.isConnected = true;
  }

  hostDisconnected(): void {
    this.isConnected = false;
  }

  /** Something changed: asks again, at once or after the answer that is under way. */
  refresh(): void {
    this.isStale = true;
    if (!this.isLoading) void this.loadWhileStale();
  }

  private async loadWhileStale(): Promise<void> {
    this.isLoading = true;
    try {
      while (this.isStale && this.isConnected) {
        this.isStale = false;
        this.survey = await this.load();
        this.host.requestUpdate();
        await new Promise((resolve) => {
          setTimeout(resolve, REST_MS);
        });
      }
    } finally {
      this.isLoading = false;
    }
  }
}
