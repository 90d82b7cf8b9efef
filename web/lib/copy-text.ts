/**
 * Puts text on the clipboard. Plain http origins other than localhost have no `navigator.clipboard`:
 * there the text is selected and copied in `near`'s parent. In a dialog, the focus trap would take the focus from
 * other elements.
 */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  if (navigator.clipboard)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => copyBySelection(text, near),
    )
  return copyBySelection(text, near)
}

function copyBySelection(text: string, near: HTMLElement): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('aria-hidden', 'true')
  area.style.cssText = 'position:fixed;opacity:0;pointer-events:none'
  near.after(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  near.focus()
  return copied
}
