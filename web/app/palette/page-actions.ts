export interface PageAction {
  readonly label: string
  readonly run: () => void
}

const offered = ':is(#main header, #main [data-page-actions]) button:not([aria-disabled], [aria-haspopup])'

/**
 * The actions of the open page: the buttons of its header. They are read from the page, so the palette offers
 * exactly the same actions.
 */
export function actionsOfPage(): readonly PageAction[] {
  const found = new Map<string, PageAction>()
  for (const button of document.querySelectorAll<HTMLButtonElement>(offered)) {
    const label = button.textContent?.trim() ?? ''
    if (label !== '' && !found.has(label)) found.set(label, { label, run: () => button.click() })
  }
  return [...found.values()]
}
