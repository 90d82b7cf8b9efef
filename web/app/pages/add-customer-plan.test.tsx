import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { messages } from '#contracts/hosting/messages.ts'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { Product } from '#contracts/products/schemas.ts'
import { handOver } from '../../features/hand-over/store.ts'
import { queryClient } from '../../lib/query-client.ts'
import type { Answers } from '../../testing/answers.ts'
import { billingIds, billingPreview, eur, invoice, subscription } from '../../testing/billing-samples.ts'
import { never, Refused } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import {
  account,
  billingSettings,
  customer,
  ids,
  operationWithTimeline,
  price,
  product,
  server,
  staffAs,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.onboarding
const plan = words.subscriptions.plan
const sold = words.subscriptions.sold
const yearly = price({
  id: billingIds.otherPrice,
  amount: eur(12_500),
  interval: { unit: 'year', count: 1 },
  setupFee: eur(990),
  taxIncluded: true,
})
const starter = product({
  packageId: 7,
  prices: [
    price(),
    yearly,
    price({ id: billingIds.price, amount: eur(990), isArchived: true }),
    price({ id: billingIds.line, amount: eur(4900), interval: { unit: 'once', count: 1 } }),
    price({ id: billingIds.item, amount: { amount: '1500', currency: 'USD' } }),
  ],
})
const addOn = product({ id: billingIds.product, name: 'Backup', kind: 'add-on' })
const bought = invoice({ number: 'INV-2026-00007', amountDue: eur(1488), dueOn: '2026-03-15' })

afterEach(() => handOver.clear())

/** Opens the dialog in a world with products. Returns the bodies that it sends. */
function openForm(
  products: readonly Product[],
  { sale = () => ({}), ...answers }: Answers & { sale?: (body: object) => object } = {},
  viewer = staffAs('owner'),
) {
  const sent: object[] = []
  const user = openPage(
    '/customers/new',
    {
      servers: { list: () => ({ items: [server()] }) },
      products: { list: () => ({ items: [...products], nextCursor: null }) },
      company: { settings: () => billingSettings() },
      operations: { get: () => operationWithTimeline() },
      hostingAccounts: { get: () => account() },
      customers: {
        create: (body) => {
          sent.push(body)
          return {
            customer: customer({ email: body.email }),
            hosting: null,
            passwordLink: null,
            ...sale(body),
          }
        },
      },
      ...answers,
    },
    viewer,
  )
  return { user, sent }
}

const hosting = { account: account(), operation: operationWithTimeline(), message: 'Provisioned.' }
const findForm = async () => within(await screen.findByRole('dialog', { name: text.title }))
type Form = Awaited<ReturnType<typeof findForm>>

async function fillIn(user: UserEvent, form: Form, name = 'ada') {
  for (const [label, value] of [
    [text.email, `${name}@example.com`],
    [text.fullName, 'Ada Lovelace'],
  ] as const) {
    await user.click(form.getByLabelText(label))
    await user.paste(value)
  }
  if (
    form.queryByDisplayValue('billing password') ??
    form.getByLabelText<HTMLInputElement>(text.password).value
  )
    return
  await user.click(form.getByLabelText(text.password))
  await user.paste('billing password')
}

const choose = async (user: UserEvent, form: Form, name: string) =>
  user.selectOptions(await form.findByLabelText(plan.label), name)
const optionsOf = (select: HTMLElement) =>
  within(select)
    .getAllByRole('option')
    .map(({ textContent }) => textContent)

test('offers no plan if none is on sale, and sends none', async () => {
  const { user, sent } = openForm([addOn, product({ prices: [price({ isArchived: true })] })])
  const form = await findForm()
  await waitFor(() => expect(form.queryByText(plan.loading)).not.toBeInTheDocument())
  expect(form.queryByLabelText(plan.label)).not.toBeInTheDocument()
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await screen.findByText(messages.customerCreated)).toBeVisible()
  expect(sent).toHaveLength(1)
  expect(sent[0]).not.toHaveProperty('subscription')
  expect(screen.queryByText(sold.noInvoice)).not.toBeInTheDocument()
  expect(screen.queryByRole('link', { name: /^INV-/ })).not.toBeInTheDocument()
})

test('sends no plan by default', async () => {
  const { user, sent } = openForm([starter])
  const form = await findForm()
  expect(await form.findByLabelText(plan.label)).toHaveDisplayValue(plan.none)
  expect(form.queryByLabelText(plan.price)).not.toBeInTheDocument()
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await screen.findByText(messages.customerCreated)).toBeVisible()
  expect(sent[0]).not.toHaveProperty('subscription')
})

test('is not offered to staff who cannot sell', async () => {
  openForm([starter], { products: {} }, staffAs('support'))
  const form = await findForm()
  expect(form.getByRole('checkbox', { name: text.withHosting })).toBeVisible()
  expect(form.queryByText(plan.loading)).not.toBeInTheDocument()
  expect(form.queryByLabelText(plan.label)).not.toBeInTheDocument()
})

test('offers the recurring prices in the currency of the company, and sells one with hosting', async () => {
  const { user, sent } = openForm([starter, addOn], {
    sale: () => ({ hosting, subscription: subscription(), invoice: bought }),
  })
  const form = await findForm()
  await user.click(form.getByRole('checkbox', { name: text.withHosting }))
  await choose(user, form, 'Starter')
  expect(optionsOf(form.getByLabelText(plan.label))).toEqual([plan.none, 'Starter'])
  const prices = form.getByLabelText(plan.price)
  expect(optionsOf(prices)).toEqual(['€12.50 per month', '€125.00 per year, setup fee €9.90'])
  expect(form.getByText('The first invoice is issued now: €12.50, plus tax.')).toBeVisible()
  await user.selectOptions(prices, billingIds.otherPrice)
  expect(
    form.getByText('The first invoice is issued now: €125.00 and a setup fee of €9.90, tax included.'),
  ).toBeVisible()
  expect(form.getByText(plan.packageOf(7))).toBeVisible()
  expect(form.getByRole('radio', { name: plan.now })).toBeChecked()
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.createAndProvision }))

  const tray = within(await screen.findByRole('region', { name: words.handOver.title }))
  expect(sent).toMatchObject([{ subscription: { priceId: billingIds.otherPrice, provision: 'now' } }])
  expect(tray.getByRole('link', { name: 'INV-2026-00007' })).toHaveAttribute(
    'href',
    `/invoices/${billingIds.invoice}`,
  )
  expect(tray.getByText('€14.88 due on Mar 15, 2026')).toBeVisible()
  expect(tray.queryByText(sold.waits, { exact: false })).not.toBeInTheDocument()
})

test('sells a plan without hosting', async () => {
  const { user, sent } = openForm([starter], {
    sale: () => ({ subscription: subscription({ provision: 'none' }), invoice: bought }),
  })
  const form = await findForm()
  await choose(user, form, 'Starter')
  expect(form.getByText(plan.withoutHosting)).toBeVisible()
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await screen.findByText(messages.customerCreated)).toBeVisible()
  expect(sent).toMatchObject([{ subscription: { priceId: ids.price } }])
  expect(sent[0]).toHaveProperty('subscription', { priceId: ids.price, planHash: billingPreview().planHash })
  expect(sent[0]).not.toHaveProperty('provisioning')
})

test('keeps the hosting for after the payment, and marks the copied credentials', async () => {
  const { user, sent } = openForm([starter], {
    sale: () => ({
      subscription: subscription({ provision: 'after-payment', status: 'pending', hostingAccountId: null }),
      invoice: bought,
    }),
  })
  const form = await findForm()
  await user.click(form.getByRole('checkbox', { name: text.withHosting }))
  await choose(user, form, 'Starter')
  await user.click(form.getByRole('radio', { name: new RegExp(plan.afterPayment) }))
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.createAndProvision }))

  const tray = within(await screen.findByRole('region', { name: words.handOver.title }))
  expect(sent).toMatchObject([
    {
      provisioning: { username: 'ada', serverId: ids.server },
      subscription: { priceId: ids.price, provision: 'after-payment' },
    },
  ])
  expect(tray.getByText(messages.customerCreated)).toBeVisible()
  expect(tray.getByText(sold.waits, { exact: false })).toBeVisible()
  expect(tray.getByText(sold.nextWaits)).toBeVisible()
  const write = vi.spyOn(navigator.clipboard, 'writeText')
  await user.click(tray.getByRole('button', { name: text.copyBoth }))
  await waitFor(() => expect(write).toHaveBeenCalled())
  expect(write.mock.calls[0]?.[0]).toContain(`Hosting (NextPanel), ${words.handOver.lines.notReady}`)
  expect(write.mock.calls[0]?.[0]).toContain('https://panel.example:9000')
})

test('shows a refused price at its field, and keeps everything that was typed', async () => {
  const refusal = 'The price is in EUR, and the customer is billed in USD. Nothing was booked.'
  const { user, sent } = openForm([starter], {
    sale: () => {
      if (sent.length > 1) return { subscription: subscription(), invoice: null, documents: [] }
      throw new Refused(refusal, {
        code: 'currency-mismatch',
        errors: [{ path: 'subscription.priceId', code: 'invalid', message: refusal }],
      })
    },
  })
  const form = await findForm()
  await choose(user, form, 'Starter')
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.create }))
  const prices = form.getByLabelText(plan.price)
  await waitFor(() => expect(prices).toHaveAccessibleDescription(refusal))
  expect(prices).toHaveFocus()
  await user.selectOptions(prices, billingIds.otherPrice)
  expect(form.queryByText(refusal)).not.toBeInTheDocument()
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await screen.findByText(sold.noInvoice)).toBeVisible()
  expect(sent[1]).toEqual({
    ...sent[0],
    subscription: { priceId: billingIds.otherPrice, planHash: billingPreview().planHash },
  })
})

test('keeps the plan for the next customer, and names the invoice of the last one', async () => {
  const { user, sent } = openForm([starter], {
    sale: () => ({ subscription: subscription(), invoice: bought }),
  })
  const form = await findForm()
  await choose(user, form, 'Starter')
  await user.selectOptions(form.getByLabelText(plan.price), billingIds.otherPrice)
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.createAnother }))
  expect(await form.findByRole('link', { name: 'INV-2026-00007' })).toBeVisible()
  expect(form.getByLabelText(text.email)).toHaveValue('')
  expect(form.getByLabelText(plan.price)).toHaveValue(billingIds.otherPrice)
  await fillIn(user, form, 'alan')
  await user.click(form.getByRole('button', { name: text.createAnother }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toMatchObject({
    email: 'alan@example.com',
    subscription: { priceId: billingIds.otherPrice },
  })
})

test('leaves the server to the API if the recommended one lacks a tag of the plan', async () => {
  const tagged = product({ serverTags: ['ssd'] })
  const { user, sent } = openForm([tagged, product({ id: billingIds.product, name: 'Plain' })], {
    sale: () => ({ hosting, subscription: subscription(), invoice: bought }),
  })
  const form = await findForm()
  await user.click(form.getByRole('checkbox', { name: text.withHosting }))
  const servers = await form.findByRole('combobox', { name: text.server })
  await waitFor(() => expect(servers).toHaveTextContent('Production Server'))
  await choose(user, form, 'Plain')
  expect(servers).toHaveTextContent('Production Server')
  await choose(user, form, 'Starter')
  expect(form.getByText(plan.tagsOf('ssd'))).toBeVisible()
  await waitFor(() => expect(servers).toHaveTextContent(text.automatic))
  // Staff may still name the server.
  servers.focus()
  await user.keyboard('{Enter}')
  await user.click(await screen.findByRole('option', { name: /Production Server/ }))
  expect(await form.findByText(plan.wrongServer('Production Server', 'ssd'))).toBeVisible()
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.createAndProvision }))
  await waitFor(() => expect(sent).toMatchObject([{ provisioning: { serverId: ids.server } }]))
})

test('says that plans are loading, and retries a failed load', async () => {
  let answer: () => Promise<never> | { items: Product[]; nextCursor: null } = never
  const refuse = () => {
    throw new Refused('The database is busy.')
  }
  answer = refuse
  const { user } = openForm([], { products: { list: () => answer() } })
  const form = await findForm()
  expect(await form.findByText(plan.notLoaded('The database is busy.'))).toBeVisible()
  answer = never
  await user.click(form.getByRole('button', { name: words.common.retry }))
  expect(await form.findByText(plan.loading)).toBeVisible()
  expect(form.queryByText(plan.notLoaded('The database is busy.'))).not.toBeInTheDocument()
})

test('sells nothing else than what was chosen, if that is withdrawn', async () => {
  let products = [starter]
  const { user, sent } = openForm([], {
    products: { list: () => ({ items: products, nextCursor: null }) },
    sale: () => ({ subscription: subscription(), invoice: bought }),
  })
  const form = await findForm()
  await choose(user, form, 'Starter')
  await fillIn(user, form)
  products = [product({ prices: [yearly] })]
  await queryClient.invalidateQueries()
  const prices = form.getByLabelText(plan.price)
  await waitFor(() => expect(prices).toHaveAccessibleDescription(plan.withdrawn))
  expect(prices).toHaveDisplayValue(words.subscriptions.choosePrice)
  await user.selectOptions(prices, billingIds.otherPrice)
  expect(prices).not.toHaveAccessibleDescription(plan.withdrawn)
  products = [product()]
  await queryClient.invalidateQueries()
  await waitFor(() => expect(prices).toHaveAccessibleDescription(plan.withdrawn))
  await user.click(form.getByRole('button', { name: text.create }))
  await waitFor(() => expect(prices).toHaveAccessibleDescription('Price is required.'))
  expect(sent).toEqual([])

  products = []
  await queryClient.invalidateQueries()
  const plans = form.getByLabelText(plan.label)
  await waitFor(() => expect(plans).toHaveAccessibleDescription(plan.withdrawn))
  products = [product({ id: billingIds.product, name: 'Other' })]
  await queryClient.invalidateQueries()
  expect(await form.findByRole('option', { name: 'Other' })).toBeInTheDocument()
  expect(plans).toHaveDisplayValue(plan.none)
  await choose(user, form, 'Other')
  expect(plans).not.toHaveAccessibleDescription(plan.withdrawn)
  await user.click(form.getByRole('button', { name: text.create }))
  await waitFor(() => expect(sent).toMatchObject([{ subscription: { priceId: ids.price } }]))
})

test('leads to the billing settings if the company is not set up', async () => {
  openForm([starter], { company: { settings: () => billingSettings({ company: null }) } })
  const form = await findForm()
  expect(await form.findByText(plan.companyFirst)).toBeVisible()
  expect(form.getByRole('link', { name: plan.toCompany })).toHaveAttribute('href', '/settings/billing')
  expect(form.queryByLabelText(plan.label)).not.toBeInTheDocument()
})

test('shows the first invoice with its tax, for the chosen price and time of the hosting', async () => {
  const asked: unknown[] = []
  const { invoice: first, ...rest } = billingPreview()
  const tax = { ...invoice().taxes[0], amount: eur(19_710) } as Invoice['taxes'][number]
  const { user } = openForm([starter], {
    subscriptions: {
      previewNewCustomer: (input) => {
        asked.push(input)
        return {
          ...rest,
          invoice: first && { ...first, taxes: [tax], total: eur(123_450), amountDue: eur(123_450) },
        }
      },
    },
  })
  const form = await findForm()
  await choose(user, form, 'Starter')
  const preview = within(await form.findByRole('region', { name: plan.preview }))
  expect(await preview.findByText('€197.10')).toBeVisible()
  expect(preview.getByText('€1,234.50')).toBeVisible()
  expect(form.getByText(plan.taxOfCompany)).toBeVisible()
  expect(asked).toEqual([{ priceId: ids.price }])
})

const backup = product({
  id: billingIds.product,
  name: 'Backup',
  kind: 'add-on',
  prices: [
    price({ id: billingIds.line, amount: eur(250) }),
    price({ id: billingIds.item, amount: { amount: '300', currency: 'USD' } }),
  ],
})

test('sells add-ons of the currency and cycle of the plan, with a preview that has them', async () => {
  const asked: unknown[] = []
  const { user, sent } = openForm([starter, backup], {
    subscriptions: {
      previewNewCustomer: (input) => {
        asked.push(input)
        return billingPreview()
      },
    },
    sale: () => ({ subscription: subscription(), invoice: bought }),
  })
  const form = await findForm()
  await choose(user, form, 'Starter')
  const group = within(form.getByRole('group', { name: words.subscriptions.addOns }))
  expect(group.getAllByRole('checkbox')).toHaveLength(1)
  const label = 'Backup, €2.50 per month'
  await user.click(group.getByRole('checkbox', { name: label }))
  const quantity = group.getByRole('textbox', { name: words.subscriptions.quantityOf(label) })
  await user.clear(quantity)
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await form.findByText(plan.addOnQuantities)).toBeVisible()
  expect(sent).toEqual([])
  await user.type(quantity, '3')
  const addOns = [{ priceId: billingIds.line, quantity: 3 }]
  await waitFor(() => expect(asked.at(-1)).toEqual({ priceId: ids.price, addOns }))
  expect(form.queryByText(plan.addOnQuantities)).not.toBeInTheDocument()
  await user.click(form.getByRole('button', { name: text.create }))
  await waitFor(() => expect(sent).toMatchObject([{ subscription: { priceId: ids.price, addOns } }]))
})

test('books nothing else than its preview: a changed one is shown, and everything typed is kept', async () => {
  const hashes = ['a', 'b'].map((sign) => sign.repeat(64))
  let total = 0
  const { user, sent } = openForm([starter], {
    subscriptions: {
      previewNewCustomer: () => {
        const { invoice: first, ...rest } = billingPreview()
        const amount = eur(100_000 + total)
        return {
          ...rest,
          planHash: hashes[total] ?? '',
          invoice: first && { ...first, total: amount, amountDue: amount },
        }
      },
    },
    sale: () => {
      if (sent.length > 1) return { subscription: subscription(), invoice: bought }
      total = 1
      throw new Refused('Something changed since the preview.', { code: 'preview-changed' })
    },
  })
  const form = await findForm()
  await choose(user, form, 'Starter')
  expect(await form.findByText('€1,000.00')).toBeVisible()
  await fillIn(user, form)
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await form.findByText(words.billing.previewChanged)).toBeVisible()
  expect(await form.findByText('€1,000.01')).toBeVisible()
  expect(form.getByLabelText(text.email)).toHaveValue('ada@example.com')
  await user.click(form.getByRole('button', { name: text.create }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent).toMatchObject(hashes.map((planHash) => ({ subscription: { planHash } })))
  expect({ ...sent[1], subscription: null }).toEqual({ ...sent[0], subscription: null })
})
