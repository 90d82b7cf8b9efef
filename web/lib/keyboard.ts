/** A dialog or a menu is open: single keys belong to it. */
export const isOverlayOpen = () =>
  document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

const textEntry =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="combobox"], [contenteditable="true"]'

/** The key goes into a field: single keys are text there. */
export const isTextEntry = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(textEntry) !== null

/** No modifier gives the key another meaning. Shift is ignored: it makes "/" on some keyboards. */
export const isUnmodified = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey

/** The key's name, letters in lower case: "j", "/", "ArrowDown". */
export const keyName = ({ key }: Pick<KeyboardEvent, 'key'>): string =>
  key.length === 1 ? key.toLowerCase() : key

/** Ctrl with a key, or Cmd where that is usual. */
export const isCommandKey = (
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  name: string,
): boolean => (event.ctrlKey || event.metaKey) && keyName(event) === name

export const commandKeyName = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl'
