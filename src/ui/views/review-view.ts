import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Group, GroupMember } from '../../domain/group.ts';
import type { FileKey } from '../../domain/photo-id.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import type { ReviewBar } from '../components/review-bar.ts';
import '../components/review-bar.ts';
import '../components/review-list-panel.ts';
import '../components/review-stage.ts';
import type { ReviewStage } from '../components/review-stage.ts';
import {
  MediaController,
  SMALL_QUERY,
} from '../controllers/media-controller.ts';
import {
  addressedGroup,
  followGroup,
  goTo,
} from '../controllers/route-controller.ts';
import { WindowListener } from '../controllers/window-listener.ts';
import { emptyState, type EmptyState } from '../empty-state.ts';
import { announce, type CompareMode } from '../events.ts';
import { letterKeys } from '../letter-keys.ts';
import { flyTo } from '../flight.ts';
import { isRunning } from '../progress-words.ts';
import { OpenGroup } from '../open-group.ts';
import {
  decideMember,
  isDecision,
  type DecisionCommand,
} from '../review-decision.ts';
import { commandOfKey, type ReviewCommand } from '../review-keys.ts';
import type { GroupFilter } from '../review-list.ts';
import {
  besideGroup,
  besideMember,
  nextUndecided,
  openMember,
} from '../review-walk.ts';
import { reviewHash } from '../route.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { emptyStyles } from '../styles/empty-styles.ts';
import { reviewStyles } from '../styles/review-styles.ts';
import { isTyping, pressesControl } from '../typing.ts';

const MODE_OF: Partial<Record<ReviewCommand, CompareMode>> = {
  'mode-side': 'side',
  'mode-slider': 'slider',
  'mode-blink': 'blink',
  'mode-difference': 'difference',
};

/** Decide group by group, by eye and by keyboard. */
@customElement('twin-review-view')
export class ReviewView extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    emptyStyles,
    reviewStyles,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  /** What the address names; the group may have another id by now. */
  @property({ attribute: false }) groupName?: string | undefined;

  @state() private filter: GroupFilter = { text: '', order: 'saving' };
  @state() private selected: FileKey | undefined;
  @state() private mode: CompareMode = 'side';
  @query('twin-review-stage') private readonly stage!: ReviewStage | null;
  @query('twin-review-bar') private readonly bar!: ReviewBar;

  private readonly narrow = new MediaController(this, SMALL_QUERY);
  private readonly open = new OpenGroup();

  constructor() {
    super();
    new WindowListener(this, 'keydown', (event) => {
      this.onKey(event);
    });
  }

  protected override willUpdate(): void {
    const { filter, groupName } = this;
    this.open.follow({
      groups: this.state.groups,
      filter,
      name: groupName,
      opensFirst: !this.narrow.matches,
    });
    // The group was found under another id, or by its place: the address follows.
    const other = this.open.otherThan(groupName);
    if (other !== undefined) followGroup(groupName, other);
  }

  protected override render(): TemplateResult {
    const { groups } = this.state;
    if (groups.length === 0) return emptyState(nothingToReview(this.state));
    const { group } = this.open;
    const member = group && openMember(group, this.selected);
    const showsList = !this.narrow.matches || group === undefined;
    return html`<div
      class="review"
      @twin-command=${this.onCommand}
      @pointerup=${this.onPointerUp}
    >
      ${
        showsList
          ? html`<twin-review-list
              .engine=${this.engine}
              .totals=${this.state.totals}
              .visible=${this.open.visible}
              .filter=${this.filter}
              .onFilter=${this.onFilter}
              .current=${group?.id}
            ></twin-review-list>`
          : nothing
      }
      ${
        group === undefined || member === undefined
          ? html`<h1 class="visually-hidden" tabindex="-1">
              Groups to review
            </h1>`
          : this.renderStage(group, member)
      }
      <twin-review-bar
        .state=${this.state}
        .member=${group === undefined ? undefined : member}
      ></twin-review-bar>
    </div>`;
  }

  private renderStage(group: Group, member: GroupMember): TemplateResult {
    return html`<twin-review-stage
      .engine=${this.engine}
      .group=${group}
      .member=${member}
      .roots=${this.state.roots}
      .mode=${this.mode}
      .position=${(this.open.place ?? -1) + 1}
      .total=${this.open.visible.length}
      .isNarrow=${this.narrow.matches}
      @twin-pick-member=${this.onPick}
      @twin-compare-mode=${this.onMode}
    ></twin-review-stage>`;
  }

  private readonly onFilter = (filter: GroupFilter): void => {
    this.filter = filter;
  };

  private onPick(event: CustomEvent<number>): void {
    this.selected = this.open.group?.members[event.detail]?.photo.key;
  }

  private onPointerUp(event: PointerEvent): void {
    const button = event
      .composedPath()
      .find((node) => node instanceof HTMLButtonElement);
    // After a click the keys go on working: Space must not press the same button again.
    if (button !== undefined)
      setTimeout(() => {
        button.blur();
      }, 0);
  }

  private onMode(event: CustomEvent<CompareMode>): void {
    this.mode = event.detail;
  }

  private onCommand(event: CustomEvent<ReviewCommand>): void {
    this.run(event.detail);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || isTyping(event) || pressesControl(event))
      return;
    if (this.engine.state.groups.length === 0) return;
    const command = commandOfKey(event, letterKeys.isOn);
    if (command === undefined) return;
    event.preventDefault();
    this.run(command);
  }

  private run(command: ReviewCommand): void {
    const mode = MODE_OF[command];
    if (mode !== undefined) {
      this.mode = mode;
      return;
    }
    switch (command) {
      case 'next-group':
        this.openBeside(1);
        return;
      case 'previous-group':
        this.openBeside(-1);
        return;
      case 'next-member':
        this.selectBeside(1);
        return;
      case 'previous-member':
        this.selectBeside(-1);
        return;
      case 'zoom-in':
      case 'zoom-out':
      case 'zoom-fit':
        this.stage?.zoom(command);
        return;
      case 'undo':
        void this.undo();
        return;
      default:
        if (isDecision(command)) this.decide(command);
    }
  }

  private decide(command: DecisionCommand): void {
    const { group } = this.open;
    const member = group && openMember(group, this.selected);
    if (group === undefined || member === undefined) return;
    const { words, next, isLeaving } = decideMember(
      this.engine,
      command,
      group,
      member,
    );
    announce(this, words);
    if (isLeaving === true) this.showLeaving();
    if (next === 'advance') this.advance(group, member);
    else if (next !== 'stay') this.selected = next.select;
  }

  private showLeaving(): void {
    const picture = this.stage?.candidateImage;
    if (picture !== undefined) flyTo(picture, this.bar.counter);
  }

  private async undo(): Promise<void> {
    if (!this.state.canUndoDecision) {
      announce(this, 'There is nothing to take back');
      return;
    }
    const place = await this.engine.undoDecision();
    announce(this, 'Taken back');
    this.selected = place?.photo;
    // Else it was a favourite: shown where it was marked.
    goTo(place === undefined ? '#/similar' : reviewHash(place.group));
  }

  private advance(group: Group, member: GroupMember): void {
    const next = nextUndecided(group, member);
    if (next === undefined) this.openBeside(1);
    else this.selected = next.photo.key;
  }

  private openBeside(step: 1 | -1): void {
    const from = this.open.named(addressedGroup()) ?? this.open.listed;
    const next = besideGroup(this.open.visible, from, step);
    if (next === undefined) {
      announce(this, step === 1 ? 'That was the last group' : 'First group');
      return;
    }
    this.selected = undefined;
    goTo(reviewHash(next.id));
  }

  private selectBeside(step: 1 | -1): void {
    const { group } = this.open;
    const member = group && openMember(group, this.selected);
    if (group === undefined || member === undefined) return;
    this.selected =
      besideMember(group, member, step)?.photo.key ?? member.photo.key;
  }
}

/** What there is instead of groups, and what to do about it. */
function nothingToReview({ scan, isOpening }: AppState): EmptyState {
  if (isOpening)
    return {
      heading: 'Opening your last results…',
      words: 'The first groups appear in a moment.',
    };
  return scan !== undefined && isRunning(scan)
    ? {
        heading: 'No groups found so far.',
        words: 'They appear as the scan goes on.',
        link: { href: '#/scan', words: 'Watch the scan' },
      }
    : {
        heading: 'There is nothing to review.',
        words: 'Scan a folder, and what it has twice is shown here.',
        link: { href: '#/', words: 'Choose a folder' },
      };
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-review-view': ReviewView;
  }
}
