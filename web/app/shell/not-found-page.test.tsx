import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { openPage } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

describeRoute('not found', {
  loading: { why: 'The page asks the API for nothing.' },
  async full() {
    openPage('/no/such/page')
    expect(await screen.findByRole('heading', { name: words.shell.noSuchPage, level: 1 })).toBeVisible()
  },
  empty: { why: 'The page has no data.' },
  error: { why: 'The page asks the API for nothing.' },
})

test('leads from an unknown address to the start page', async () => {
  const user = openPage('/no/such/page', {})
  await user.click(await screen.findByRole('link', { name: words.shell.toStart }))
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
})
