import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { setTitleCount } from '../../lib/page-title.ts'
import { openPage } from '../../testing/open-page.tsx'
import { account, customer, ids } from '../../testing/samples.ts'

const announced = () => document.querySelector('[aria-live="polite"].sr-only')?.textContent

test('focuses the heading of a linked page and announces its title', async () => {
  const user = openPage('/customers')
  const customers = await screen.findByRole('heading', { name: 'Customers', level: 1 })
  expect(customers).not.toHaveFocus()
  expect(announced()).toBe('')
  await user.click(screen.getByRole('link', { name: 'Operations' }))
  const operations = await screen.findByRole('heading', { name: 'Operations', level: 1 })
  await waitFor(() => expect(operations).toHaveFocus())
  expect(document.title).toBe('Operations - NextPanel Billing')
  expect(announced()).toBe('Operations - NextPanel Billing')
})

test('keeps the focus on a tab of the same page', async () => {
  const user = openPage(`/customers/${ids.ada}`, {
    customers: { get: () => customer(), hostingAccounts: () => ({ items: [account()] }) },
  })
  const heading = await screen.findByRole('heading', { name: 'Ada Lovelace', level: 1 })
  await user.click(await screen.findByRole('tab', { name: 'Operations' }))
  await waitFor(() => expect(document.title).toMatch(/^Ada Lovelace - Operations/))
  expect(heading).not.toHaveFocus()
})

test('puts the number of items that need action before the title of every page', async () => {
  openPage('/operations')
  await waitFor(() => expect(document.title).toBe('Operations - NextPanel Billing'))
  act(() => setTitleCount(20))
  expect(document.title).toBe('(20) Operations - NextPanel Billing')
  act(() => setTitleCount(0))
  expect(document.title).toBe('Operations - NextPanel Billing')
})
