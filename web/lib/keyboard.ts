/** Whether a key press is typing, or belongs to a dialog: then single keys mean themselves. */
export function isTyping({ target }: KeyboardEvent): boolean {
  // At this address the form is there or on its way.
  if (window.location.pathname === '/customers/new') return true
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return true
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="combobox"]') !== null)
  )
}

/** A letter alone, with no modifier that gives it another meaning. */
export const isPlainKey = (event: KeyboardEvent, letter: string): boolean =>
  event.key.toLowerCase() === letter &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.altKey &&
  !event.shiftKey &&
  !event.repeat

/** Ctrl with a key, or Cmd where that is usual. */
export const isCommandKey = (
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  key: string,
): boolean => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === key.toLowerCase()

export const commandKeyName = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl'
