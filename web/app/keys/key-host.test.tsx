import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openPage } from '../../testing/open-page.tsx'
import { account, customer, ids, operation } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const heading = (name: string) => screen.findByRole('heading', { name, level: 1 })

test('? shows the keyboard shortcuts, and Escape closes them', async () => {
  const user = openPage('/operations')
  await heading('Operations')
  await user.keyboard('?')
  const sheet = await screen.findByRole('dialog', { name: words.keys.title })
  for (const label of [words.keys.palette, words.palette.addCustomer, 'Operations', words.keys.submit])
    expect(within(sheet).getByText(label)).toBeVisible()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
})

test.each([
  ['c', 'Customers'],
  ['s', 'Server'],
  ['h', 'Home'],
  ['b', 'Bulk actions'],
  ['a', words.account.title],
])('G then %s opens %s, and C after G adds no customer', async (key, name) => {
  const user = openPage('/operations', { bulkActions: { list: () => ({ items: [], nextCursor: null }) } })
  await heading('Operations')
  await user.keyboard(`g${key}`)
  await heading(name)
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('types shortcut keys as text in a field', async () => {
  const user = openPage('/customers', {
    customers: { list: () => ({ items: [customer()], nextCursor: null }) },
  })
  const search = await screen.findByRole('searchbox')
  await user.type(search, 'go?')
  expect(search).toHaveValue('go?')
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  expect(await heading('Customers')).toBeVisible()
})

const found = { ...account({ panelUserId: 44, operation: operation() }), customerName: 'Ada Lovelace' }

test('the palette finds a NextPanel User ID: the account and its operation', async () => {
  const asked: unknown[] = []
  const user = openPage('/operations', {
    hostingAccounts: {
      search: ({ search }) => {
        asked.push(search)
        return { items: [found] }
      },
    },
  })
  await heading('Operations')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox', { name: words.palette.title }), '#44')
  expect(
    await screen.findByRole('option', { name: /ada.*#44 · Ada Lovelace · Production Server/ }),
  ).toBeVisible()
  await user.click(screen.getByRole('option', { name: /^Create ada/ }))
  expect(window.location.pathname).toBe(`/operations/${ids.operation}`)
  expect(asked).toEqual(['#44'])
})

test('the palette offers the actions of the page and the pages opened before', async () => {
  const user = openPage(`/customers/${ids.ada}`, { customers: { get: () => customer() } })
  await heading('Ada Lovelace')
  await user.keyboard('{Control>}k{/Control}')
  await user.click(await screen.findByRole('option', { name: 'Set Password' }))
  expect(await screen.findByRole('dialog', { name: words.setPassword.title })).toBeVisible()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  await user.keyboard('go')
  await heading('Operations')
  await user.keyboard('{Control>}k{/Control}')
  expect(await screen.findByRole('option', { name: 'Ada Lovelace' })).toBeVisible()
  expect(screen.getByRole('option', { name: /Customers.*G then C/ })).toBeVisible()
})
