import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import {
  billingIds,
  billingPreview,
  product,
  subscription,
  subscriptionSummary,
} from '../../testing/billing-samples.ts'
import { never, Refused } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { account, customer, ids, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.subscriptions
const address = `/subscriptions/${billingIds.subscription}`
const hostingTab = `/customers/${ids.ada}/hosting`
const other = account({ id: ids.run, username: 'ada2' })
const page = (items: unknown[]) => ({ items, nextCursor: null }) as never

const world = (
  shown: ReturnType<typeof subscription>,
  more: ReturnType<typeof subscriptionSummary>[] = [],
) => ({
  customers: { get: () => customer(), hostingAccounts: () => ({ items: [account(), other] }) },
  subscriptions: {
    get: () => shown,
    nextInvoice: () => billingPreview(),
    list: () => page([shown, ...more]),
  },
})

test('shows the hosting account with a link, and changes it', async () => {
  const sent: unknown[] = []
  const linked = world(subscription())
  const user = openPage(address, {
    ...linked,
    subscriptions: {
      ...linked.subscriptions,
      setHostingAccount: (input) => {
        sent.push(input)
        return subscription({ hostingAccountId: ids.run })
      },
    },
  })
  expect(await screen.findByRole('link', { name: account().username })).toHaveAttribute('href', hostingTab)
  await user.click(screen.getByRole('button', { name: text.changeHosting }))
  const dialog = within(await screen.findByRole('dialog', { name: text.hostingTitle }))
  const choice = await dialog.findByLabelText(text.hosting)
  expect(choice).toHaveValue(ids.account)
  const save = dialog.getByRole('button', { name: text.hostingSave })
  expect(save).toHaveAttribute('aria-disabled', 'true')
  await user.selectOptions(choice, text.accountOn('ada2', other.serverName))
  await user.click(save)
  expect(await screen.findByText(text.hostingSaved)).toBeVisible()
  expect(sent).toEqual([{ id: billingIds.subscription, hostingAccountId: ids.run }])
})

test('chooses among the live accounts that no other running subscription has, and none', async () => {
  const sent: unknown[] = []
  const shown = subscription({ hostingAccountId: null, provision: 'none' })
  const taken = subscriptionSummary({ id: billingIds.otherPrice, hostingAccountId: ids.account })
  const ended = subscriptionSummary({ id: billingIds.price, status: 'ended', hostingAccountId: ids.run })
  const free = world(shown, [taken, ended])
  const gone = account({ id: ids.alan, username: 'gone', status: 'terminated' })
  const user = openPage(address, {
    ...free,
    customers: { ...free.customers, hostingAccounts: () => ({ items: [account(), other, gone] }) },
    subscriptions: {
      ...free.subscriptions,
      setHostingAccount: (input) => {
        sent.push(input)
        throw new Refused('The hosting account belongs to another subscription.', { status: 409 })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.chooseHosting }))
  const dialog = within(await screen.findByRole('dialog', { name: text.hostingTitle }))
  await dialog.findByLabelText(text.hosting)
  expect(dialog.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    text.noAccount,
    text.accountOn('ada2', other.serverName),
  ])
  await user.selectOptions(dialog.getByLabelText(text.hosting), ids.run)
  await user.keyboard('{Tab}{Tab}{Enter}')
  expect(await dialog.findByText('The hosting account belongs to another subscription.')).toBeVisible()
  expect(sent).toHaveLength(1)
})

test('says in the dialog that the accounts are loading', async () => {
  const shown = subscription({ hostingAccountId: null })
  const loading = world(shown)
  const user = openPage(address, {
    ...loading,
    subscriptions: { ...loading.subscriptions, list: never },
  })
  await user.click(await screen.findByRole('button', { name: text.chooseHosting }))
  const dialog = within(await screen.findByRole('dialog', { name: text.hostingTitle }))
  expect(dialog.getByText('Loading...')).toBeInTheDocument()
})

test('offers a retry when the accounts cannot be loaded', async () => {
  const failing = world(subscription({ hostingAccountId: null }))
  let fails = true
  const user = openPage(address, {
    ...failing,
    subscriptions: {
      ...failing.subscriptions,
      list: () => {
        if (fails) throw new Refused('Not available.')
        return page([])
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.chooseHosting }))
  const dialog = within(await screen.findByRole('dialog', { name: text.hostingTitle }))
  expect(await dialog.findByText('Not available.')).toBeVisible()
  fails = false
  await user.click(dialog.getByRole('button', { name: words.common.retry }))
  expect(await dialog.findByLabelText(text.hosting)).toBeVisible()
})

test('leads to the Hosting tab when the customer has no free account', async () => {
  const empty = world(subscription({ hostingAccountId: null, provision: 'after-payment', status: 'pending' }))
  const user = openPage(address, {
    ...empty,
    customers: { ...empty.customers, hostingAccounts: () => ({ items: [] }) },
  })
  await user.click(await screen.findByRole('button', { name: text.chooseHosting }))
  const dialog = within(await screen.findByRole('dialog', { name: text.hostingTitle }))
  expect(await dialog.findByRole('link', { name: text.toHostingTab })).toHaveAttribute('href', hostingTab)
  expect(dialog.getByText(text.hostingReplaces)).toBeVisible()
  expect(dialog.getByRole('button', { name: text.hostingSave })).toHaveAttribute('aria-disabled', 'true')
})

test.each([
  ['an ended subscription', { status: 'ended' as const }, undefined],
  ['a role without billing.write', {}, staffAs('support')],
])('has no button to change the account for %s', async (_, change, viewer) => {
  openPage(address, world(subscription(change)), viewer)
  expect(await screen.findByRole('link', { name: account().username })).toBeVisible()
  expect(screen.queryByRole('button', { name: text.changeHosting })).not.toBeInTheDocument()
})

test('starts a subscription with an existing account', async () => {
  const sent: unknown[] = []
  const free = world(subscription({ hostingAccountId: ids.account }))
  const user = openPage(`/customers/${ids.ada}/billing`, {
    customers: free.customers,
    products: { list: () => page([product()]) },
    subscriptions: {
      list: free.subscriptions.list,
      preview: () => billingPreview(),
      create: (input) => {
        sent.push(input)
        return {
          subscription: subscription(),
          invoice: null,
          documents: [],
          hosting: null,
          hostingProblem: null,
        }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.start }))
  const dialog = within(await screen.findByRole('dialog', { name: text.startTitle }))
  const choice = await dialog.findByLabelText(text.useAccount)
  expect(within(choice).getAllByRole('option')).toHaveLength(2)
  await user.selectOptions(choice, ids.run)
  await dialog.findByRole('option', { name: /^Hosting XL/ })
  await user.selectOptions(dialog.getByLabelText(text.price), billingIds.otherPrice)
  const confirm = dialog.getByRole('button', { name: text.start })
  await expect.poll(() => confirm.getAttribute('aria-disabled')).not.toBe('true')
  await user.click(confirm)
  expect(await screen.findByText(text.started)).toBeVisible()
  expect(sent).toMatchObject([{ hostingAccountId: ids.run, customerId: ids.ada }])
})

test('does not offer an existing account when the customer has no free one', async () => {
  const none = world(subscription({ hostingAccountId: ids.account }))
  const user = openPage(`/customers/${ids.ada}/billing`, {
    customers: { ...none.customers, hostingAccounts: () => ({ items: [account()] }) },
    products: { list: () => page([product()]) },
    subscriptions: { list: none.subscriptions.list },
  })
  await user.click(await screen.findByRole('button', { name: text.start }))
  const dialog = within(await screen.findByRole('dialog', { name: text.startTitle }))
  await dialog.findByRole('option', { name: /^Hosting XL/ })
  expect(dialog.queryByLabelText(text.useAccount)).not.toBeInTheDocument()
})

test('shows the plan of each account on the Hosting tab, or that it has none', async () => {
  openPage(hostingTab, world(subscription({ hostingAccountId: ids.account })))
  expect(await screen.findByRole('link', { name: '2 x Hosting L' })).toHaveAttribute('href', address)
  expect(screen.getByText(words.hosting.noPlan)).toBeVisible()
  expect(screen.getByRole('link', { name: words.hosting.choosePlan })).toHaveAttribute(
    'href',
    `/customers/${ids.ada}/billing`,
  )
})

test('shows the accounts if their plans cannot be loaded', async () => {
  const failing = world(subscription())
  openPage(hostingTab, {
    ...failing,
    customers: { ...failing.customers, hostingAccounts: () => ({ items: [account()] }) },
    subscriptions: {
      list: () => {
        throw new Refused('Not available.')
      },
    },
  })
  expect(await screen.findByText(words.hosting.planNotLoaded)).toBeVisible()
  expect(screen.getByRole('heading', { name: account().username })).toBeVisible()
})
