import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DistanceSample } from '../../domain/distance-survey.ts';
import {
  proposeThreshold,
  type Judgement,
} from '../../domain/propose-threshold.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import { LetterKeysController } from '../controllers/letter-keys-controller.ts';
import { countOf } from '../format-numbers.ts';
import { judgeCommandOfKey, type JudgeCommand } from '../judge-keys.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { dialogStyles } from '../styles/dialog-styles.ts';
import { icon } from './icon.ts';
import './photo-thumb.ts';

/** Pair after pair, the same or not; then the line that fits the answers best. */
@customElement('twin-judge')
export class JudgeDialog extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    dialogStyles,
    css`
      dialog {
        width: min(760px, calc(100vw - 32px));
      }
      h2 {
        position: relative;
      }
      h2:focus-visible {
        outline: none;
      }
      h2:focus-visible::before {
        content: '';
        position: absolute;
        inset-inline-start: -11px;
        inset-block: 0.12em;
        width: 3px;
        border-radius: 2px;
        background: var(--accent);
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--space-3);
      }
      .pair twin-thumb {
        width: 100%;
        height: min(320px, 40dvh);
      }
      .answers {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--space-3);
        margin-block-start: var(--space-4);
      }
      .answers button {
        min-height: 48px;
        padding-inline: var(--space-2);
        white-space: normal;
      }
      .foot {
        display: flex;
        justify-content: space-between;
        margin-block-start: var(--space-3);
      }
      .end {
        display: grid;
        gap: var(--space-2);
      }
      @media (max-width: 599px) {
        .pair {
          grid-template-columns: minmax(0, 1fr);
        }
        .pair twin-thumb {
          height: min(240px, 26dvh);
        }
      }
      @media (pointer: coarse), (max-width: 419px) {
        kbd {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) presentBits = 0;
  @property({ attribute: false }) onProposal!: (bits: number) => void;

  @state() private pairs: readonly DistanceSample[] = [];
  /** One for each pair so far; undefined where the person could not tell. */
  @state() private answers: readonly (boolean | undefined)[] = [];
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('h2') private readonly heading!: HTMLElement;

  private readonly keys = new LetterKeysController(this);

  /** Starts over with these pairs. */
  ask(pairs: readonly DistanceSample[]): void {
    this.pairs = pairs;
    this.answers = [];
    void this.open();
  }

  protected override render(): TemplateResult {
    const pair = this.pairs[this.answers.length];
    return html`<dialog aria-labelledby="title" @keydown=${this.onKey}>
      <div class="head">
        <h2 id="title" tabindex="-1">
          ${
            pair === undefined
              ? 'Thank you'
              : `Are these the same photo? ${this.answers.length + 1} of ${this.pairs.length}`
          }
        </h2>
        <form method="dialog">
          <button class="quiet icon-only" aria-label="Close">
            ${icon('close')}
          </button>
        </form>
      </div>
      ${
        this.pairs.length === 0
          ? nothing
          : pair === undefined
            ? this.renderEnd()
            : this.renderPair(pair)
      }
    </dialog>`;
  }

  private renderPair({ first, second }: DistanceSample): TemplateResult {
    return html`<div class="pair">
        <twin-thumb
          .engine=${this.engine}
          .file=${first}
          label="First photo"
        ></twin-thumb>
        <twin-thumb
          .engine=${this.engine}
          .file=${second}
          label="Second photo"
        ></twin-thumb>
      </div>
      <div class="answers">
        ${this.renderAnswer('same', 'The same photo', 'S')}
        ${this.renderAnswer('different', 'Not the same', 'N')}
      </div>
      <div class="foot">
        <button
          class="quiet"
          data-command="back"
          aria-disabled=${this.answers.length === 0 ? 'true' : nothing}
          @click=${this.onClick}
        >
          ${icon('previous', 16)} Back
        </button>
        <button class="quiet" data-command="skip" @click=${this.onClick}>
          Cannot tell ${icon('next', 16)}
        </button>
      </div>`;
  }

  private renderAnswer(
    command: JudgeCommand,
    words: string,
    key: string,
  ): TemplateResult {
    return html`<button data-command=${command} @click=${this.onClick}>
      ${words}
      ${this.keys.isOn ? html`<kbd aria-hidden="true">${key}</kbd>` : nothing}
    </button>`;
  }

  private renderEnd(): TemplateResult {
    const judgements = this.judgements();
    const same = judgements.filter(({ isSame }) => isSame).length;
    const bits = proposeThreshold(judgements, this.presentBits);
    const isKept = bits === this.presentBits;
    return html`<div class="end">
        <p>
          ${
            judgements.length === 0
              ? 'Nothing was judged, so the line stays where it is.'
              : `You found ${countOf(same, 'pair')} the same and ${judgements.length - same} not.`
          }
        </p>
        ${
          judgements.length === 0
            ? nothing
            : isKept
              ? html`<p>
                  The line at <strong>${countOf(bits, 'bit')}</strong> fits that
                  already.
                </p>`
              : html`<p>
                  A line at <strong>${countOf(bits, 'bit')}</strong> fits that
                  best. It is at ${this.presentBits} now.
                </p>`
        }
      </div>
      <form method="dialog" class="actions">
        <button
          type="button"
          class="quiet"
          data-command="back"
          @click=${this.onClick}
        >
          ${icon('previous', 16)} Back
        </button>
        ${
          isKept
            ? html`<button class="primary">Done</button>`
            : html`<button>Leave it</button>
                <button
                  type="button"
                  class="primary"
                  value=${bits}
                  @click=${this.onUse}
                >
                  Draw it at ${countOf(bits, 'bit')}
                </button>`
        }
      </form>`;
  }

  private judgements(): readonly Judgement[] {
    return this.pairs.flatMap(({ bits }, at): Judgement[] => {
      const isSame = this.answers[at];
      return isSame === undefined ? [] : [{ bits, isSame }];
    });
  }

  private async open(): Promise<void> {
    await this.updateComplete;
    this.dialog.showModal();
    this.heading.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const command = judgeCommandOfKey(event, this.keys.isOn);
    if (command === undefined) return;
    event.preventDefault();
    this.run(command);
  }

  private onClick(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const known: readonly JudgeCommand[] = [
      'same',
      'different',
      'skip',
      'back',
    ];
    const command = known.find(
      (one) => one === currentTarget.dataset['command'],
    );
    if (command !== undefined) this.run(command);
  }

  private run(command: JudgeCommand): void {
    if (command === 'back') {
      this.answers = this.answers.slice(0, -1);
      this.heading.focus();
      return;
    }
    if (this.answers.length >= this.pairs.length) return;
    this.answers = [
      ...this.answers,
      command === 'skip' ? undefined : command === 'same',
    ];
    // The heading says which pair it is now, and at the end the buttons are gone.
    this.heading.focus();
  }

  private onUse(event: Event): void {
    if (!(event.currentTarget instanceof HTMLButtonElement)) return;
    const bits = Number(event.currentTarget.value);
    // The button is gone as soon as its proposal is taken, so it cannot submit the form.
    this.dialog.close();
    this.onProposal(bits);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-judge': JudgeDialog;
  }
}
