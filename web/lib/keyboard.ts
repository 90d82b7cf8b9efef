import { words } from '../words/index.ts'

/** Returns whether a dialog or a menu is open, which receives single keys. */
export const isOverlayOpen = () =>
  document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

const textEntry =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="combobox"], [contenteditable="true"]'

/** Returns whether the key goes into a field, where single keys are text. */
export const isTextEntry = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(textEntry) !== null

/** Returns whether no modifier is pressed. Shift is ignored, because some keyboards need it for "/". */
export const isUnmodified = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey

/** The key's name, letters in lower case: "j", "/", "ArrowDown". */
export const keyName = ({ key }: Pick<KeyboardEvent, 'key'>): string =>
  key.length === 1 ? key.toLowerCase() : key

/** Returns whether Ctrl, or Cmd on a Mac, is pressed with the key. */
export const isCommandKey = (
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  name: string,
): boolean => (event.ctrlKey || event.metaKey) && keyName(event) === name

export const commandKeyName = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? '')
  ? '⌘'
  : words.keys.control
