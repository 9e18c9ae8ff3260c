const TEXT_FIELDS = 'input, textarea, select, [contenteditable]';
const OWN_SPACE = 'button, a, summary, input, select, textarea';

/** The element a key press goes to, inside shadow roots. */
function targetOf(event: KeyboardEvent): Element | undefined {
  const [target] = event.composedPath();
  return target instanceof Element ? target : undefined;
}

/** Letters belong to a text field now, not to commands. */
export function isTyping(event: KeyboardEvent): boolean {
  return targetOf(event)?.matches(TEXT_FIELDS) ?? false;
}

/** Space would press the control that visibly has the focus. */
export function pressesControl(event: KeyboardEvent): boolean {
  const target = targetOf(event);
  return (
    (event.key === ' ' || event.key === 'Enter') &&
    (target?.matches(OWN_SPACE) ?? false) &&
    (target?.matches(':focus-visible') ?? false)
  );
}
