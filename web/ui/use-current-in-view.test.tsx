import { screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { openPage } from '../testing/open-page.tsx'
import { words } from '../words/index.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Elements of the page get these edges; the test environment has no layout. */
function place(edges: (element: Element) => { left: number; right: number }): void {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const { left, right } = edges(this)
    return new DOMRect(left, 0, right - left, 40)
  })
}

test('scrolls a list of links sideways until the current one is visible', async () => {
  place((element) => {
    if (element.tagName === 'NAV') return { left: 0, right: 390 }
    return element.textContent === words.simulation.title ? { left: 400, right: 470 } : { left: 0, right: 90 }
  })
  openPage('/simulation')
  const list = await screen.findByRole('navigation', { name: words.billing.pages })
  expect(list.scrollLeft).toBe(80)
})

test('does not scroll if the current one is visible', async () => {
  place(() => ({ left: 0, right: 90 }))
  openPage('/invoices')
  const list = await screen.findByRole('navigation', { name: words.billing.pages })
  expect(list.scrollLeft).toBe(0)
})
