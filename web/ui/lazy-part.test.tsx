import { render, screen } from '@testing-library/react'
import { lazy } from 'react'
import { expect, it, vi } from 'vitest'
import { words } from '../words/index.ts'
import { LazyPart } from './lazy-part.tsx'

const message = 'Failed to fetch dynamically imported module: http://localhost/assets/part.js'
const missing = () => lazy(() => Promise.reject(new TypeError(message)))

/** The state after the one automatic reload for this file. */
const reloadedBefore = () => sessionStorage.setItem(`reloaded: ${message}`, 'yes')

it('keeps the page and offers a retry when a part is still missing after one reload', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  reloadedBefore()
  const Part = missing()
  render(
    <>
      <p>The page</p>
      <LazyPart>
        <Part />
      </LazyPart>
    </>,
  )
  expect(await screen.findByRole('alert')).toHaveTextContent(words.problems.missingFile)
  expect(screen.getByRole('button', { name: 'Retry' })).toBeEnabled()
  expect(screen.getByText('The page')).toBeVisible()
})

it('shows nothing when a dispensable part is missing', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  reloadedBefore()
  const Part = missing()
  render(
    <LazyPart dispensable fallback="Loading">
      <Part />
    </LazyPart>,
  )
  await expect.poll(() => logged.mock.calls.length).toBeGreaterThan(0)
  expect(screen.queryByRole('alert')).toBeNull()
})
