export interface PageAction {
  readonly label: string
  readonly run: () => void
}

const offered = ':is(#main header, #main [data-page-actions]) button:not([aria-disabled], [aria-haspopup])'

/**
 * The actions of the page that is open: the buttons of its header. Read from the page, so that the palette offers
 * exactly what the page offers.
 */
export function actionsOfPage(): readonly PageAction[] {
  const found = new Map<string, PageAction>()
  for (const button of document.querySelectorAll<HTMLButtonElement>(offered)) {
    const label = button.textContent?.trim() ?? ''
    if (label !== '' && !found.has(label)) found.set(label, { label, run: () => button.click() })
  }
  return [...found.values()]
}
